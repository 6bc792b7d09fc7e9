import { For, type JSX, Show, createMemo } from "solid-js";

import { raceRulesFor } from "../../../setup/race/race.ts";
import type { ComparedRun } from "../../../views/compare/comparison.ts";
import { isReuseFree, unequalConditions } from "../../../views/compare/fairness.ts";
import type { RecordedBeside } from "../../../views/compare/recorded-figures.ts";
import type { RecordedGrpo } from "../../../views/compare/recorded-grpo.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { limitOf } from "../../../views/words/spent-words.ts";
import { Entry } from "../../kit/entry.tsx";

/** The rules of a race, whether these runs kept them, and what the recorded GRPO is. */
export function RaceNotes(props: {
  readonly runs: readonly ComparedRun[];
  readonly grpo?: { readonly recorded: RecordedGrpo; readonly beside: RecordedBeside } | undefined;
}): JSX.Element {
  const rules = createMemo(() => {
    const budget = props.runs[0]?.state.budget;
    return raceRulesFor({
      requests: (budget && limitOf({ budget })) ?? 0,
      reflectionCalls: budget?.reflectionCalls ?? 0,
      isReuseFree: props.runs.some(({ run }) => isReuseFree(run.engine)),
      isWinnerByOtherRule: props.runs.some(({ run }) => run.engine.winner.kind !== "highest-mean"),
    });
  });
  return (
    <Entry
      title="The rules"
      note={
        unequalConditions(props.runs).length === 0 ? "Kept by these runs, as checked above." : "Not all kept."
      }
    >
      <div class="stack">
        <ol class="stack-2">
          <For each={rules()}>{(rule) => <li>{rule}</li>}</For>
        </ol>
        <p class="small soft">
          A toy world with a programmed reflector shows the mechanism. It proves nothing about large models.
        </p>
        <Show when={props.grpo}>
          {(grpo) => <GrpoNote recorded={grpo().recorded} beside={grpo().beside} />}
        </Show>
      </div>
    </Entry>
  );
}

/** What was trained, how, and how its rollouts are counted. */
export function GrpoNote(props: {
  readonly recorded: RecordedGrpo;
  readonly beside: RecordedBeside;
}): JSX.Element {
  const method = () => props.recorded.method;
  return (
    <p class="small soft">
      <b>GRPO</b> trains weights, which a page cannot do beside a running search, so it was{" "}
      {props.beside.label}, on {props.recorded.date}
      <Show when={props.beside.note}>{(note) => <> ({note()})</>}</Show>: adapters of rank {method()["rank"]}{" "}
      on the Student's {formatCount(props.recorded.parameters)} weights, groups of {method()["groupSize"]},{" "}
      {method()["groupsPerStep"]} groups a step, clip {method()["clip"]}, KL weight {method()["klWeight"]};
      the prompt stayed “{props.recorded.seedPrompt}”. Its line counts training rollouts; scoring it along the
      way took {formatCount(props.beside.middle.validationRollouts)} more. The requests of the searches
      contain theirs.
    </p>
  );
}
