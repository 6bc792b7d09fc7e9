import { A } from "@solidjs/router";
import { type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import { testLooks, type TestLooks } from "../../../storage/read/checks.ts";
import type { EventRow, RunRow } from "../../../storage/rows.ts";
import { sentCandidates } from "../../../views/result/sent-candidates.ts";
import type { RowOutcome, TestComparison } from "../../../views/result/test-comparison.ts";
import { candidateTokens } from "../../../views/run/candidate-tokens.ts";
import { judgesOf } from "../../../views/run/judge-agreement.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import { formatPercent, plural } from "../../../views/words/numbers.ts";
import { outcomeTitle } from "../../../views/words/outcome-words.ts";
import {
  keepWords,
  looksWords,
  paretoWords,
  poorWords,
  pWords,
  resultHeading,
  sureWords,
} from "../../../views/words/result-words.ts";
import { sumWords } from "../../../views/words/sum-words.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { IntervalChart, type IntervalLine } from "../../charts/interval-chart.tsx";
import { OutcomeStrip } from "../../charts/outcome-strip.tsx";
import { Entry } from "../../kit/entry.tsx";
import { Say } from "../../kit/trouble.tsx";
import { routes } from "../../routes.ts";
import { createLoaded } from "../../state/create-loaded.ts";
import { useDatabase } from "../../state/database.tsx";
import { createRunRows } from "../run/create-run-rows.ts";
import { JudgeWorth } from "../run/judge-worth.tsx";
import { LeftOutList } from "../run/left-out-list.tsx";
import { AnswerTables } from "./answer-tables.tsx";
import { ChangedRows } from "./changed-rows.tsx";
import { createChecks } from "./create-checks.ts";
import { FreshRows } from "./fresh-rows.tsx";
import { OtherModels } from "./other-models.tsx";
import { Playground } from "./playground.tsx";
import { SentCandidates } from "./sent-candidates.tsx";
import { TakeAway } from "./take-away.tsx";

interface ResultBodyProps {
  readonly run: RunRow;
  readonly state: RunState;
  readonly winner: number;
  readonly comparison: TestComparison | undefined;
  readonly events: readonly EventRow[];
  readonly margin?: JSX.Element;
}

/** The finding with its evidence, the prompt to take away, and the rows to look at. */
export function ResultBody(props: ResultBodyProps): JSX.Element {
  const db = useDatabase();
  const rows = createRunRows(() => props.run);
  const checks = createChecks(
    () => props.run,
    () => props.state,
    () => props.winner,
  );
  // Counted anew when this page adds a look: when the test was opened, and when another model tried it.
  const looks = createLoaded(
    () => `${props.run.id} ${props.state.test.length} ${checks.of("other-model").length}`,
    () => testLooks(db, props.run.splits.test),
  );
  return (
    <>
      <Show when={props.comparison}>
        {(found) => (
          <section class="entry entry--first">
            {props.margin}
            <div class="stack-5">
              <h1 class="huge">{resultHeading(found())}</h1>
              <div class="split">
                <SealedTest {...props} found={found()} looks={looks.value()} />
                <HowSure {...props} found={found()} />
              </div>
              <EveryRow found={found()} {...props} line={(example) => rowLine(rows.at("test", example))} />
              <LeftOutList run={props.run} state={props.state} />
            </div>
          </section>
        )}
      </Show>
      <TakeAway run={props.run} state={props.state} winner={props.winner} comparison={props.comparison} />
      <Show when={props.run.task.program.modules.length > 0}>
        <Playground run={props.run} state={props.state} winner={props.winner} rows={rows} />
      </Show>
      <Show when={judgesOf(props.run).length > 0}>
        <Entry
          title="The judge and you"
          note="A model judged these answers. Your marks say what its word is worth."
        >
          <JudgeWorth run={props.run} />
        </Entry>
      </Show>
      <SentCandidates run={props.run} state={props.state} winner={props.winner} />
      <Show when={props.comparison}>
        {(found) => (
          <>
            <AnswerTables run={props.run} found={found()} />
            <ChangedRows run={props.run} found={found()} rows={rows} />
            <Show when={canDrawFresh(props.run)}>
              <FreshRows run={props.run} checks={checks} looks={looks.value()?.looks.length ?? 0} />
            </Show>
            <OtherModels run={props.run} found={found()} checks={checks} />
          </>
        )}
      </Show>
    </>
  );
}

/** Rows can be written anew where the studio writes them, and where there is a test to write on. */
function canDrawFresh({ task }: RunRow): boolean {
  return task.source.kind === "generated" && task.source.sizes.test > 0;
}

function SealedTest(
  props: ResultBodyProps & { readonly found: TestComparison; readonly looks: TestLooks | undefined },
): JSX.Element {
  const openedAt = createMemo(() => props.events.find((row) => row.event.type === "test-evaluated")?.at);
  const look = (index: number) => candidateLook(index, props.state.candidates[index]?.kind ?? "mutation");
  const count = (value: number): string =>
    sumWords(value * props.found.rows, props.found.rows, props.found.passFail);
  const lines = createMemo((): readonly IntervalLine[] => [
    { name: "Seed, c0", look: look(0), ...props.found.before, label: count(props.found.before.value) },
    {
      name: `Winner, c${props.winner}`,
      look: look(props.winner),
      ...props.found.after,
      label: count(props.found.after.value),
    },
    ...sentCandidates(props.state, props.winner).map(({ entry, test }) => ({
      name: `Sent, c${entry.index}`,
      look: look(entry.index),
      ...test,
      label: count(test.value),
    })),
  ]);
  const opened = (): string => {
    const at = openedAt();
    return at === undefined
      ? ""
      : `, opened ${new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;
  };
  return (
    <ChartFigure
      title="Sealed test set"
      note={`${plural(props.found.rows, "row")} nobody saw during the search${opened()}${looksWords(props.looks)}`}
      table={() => ({
        columns: [
          { title: "Prompt" },
          { title: "Score", numeric: true },
          { title: "95 % from", numeric: true },
          { title: "to", numeric: true },
        ],
        rows: lines().map((line) => [
          line.name,
          formatPercent(line.value),
          formatPercent(line.low),
          formatPercent(line.high),
        ]),
      })}
    >
      <IntervalChart
        lines={lines()}
        label={`Sealed test: seed ${formatPercent(props.found.before.value)}, winner ${formatPercent(props.found.after.value)}, with 95 percent intervals.`}
      />
    </ChartFigure>
  );
}

function HowSure(props: ResultBodyProps & { readonly found: TestComparison }): JSX.Element {
  const onPareto = createMemo(() =>
    (props.state.candidates[props.winner]?.scores ?? []).map(({ score }) => score),
  );
  const tokens = (index: number): number => candidateTokens(props.state.candidates[index]?.texts ?? {});
  return (
    <div class="stack-2">
      <h2 class="h3">How sure is that</h2>
      <p class="words">{sureWords(props.found)}</p>
      <Show when={props.found.verdict === "unclear"}>
        <Say>
          <p>{keepWords(tokens(0), tokens(props.winner))}</p>
        </Say>
      </Show>
      <Show when={poorWords(props.found, props.run.student, props.run.task.source.kind === "dataset")}>
        {(words) => (
          <Say tone="warn">
            <p>
              {words()} <A href={routes.models}>See the models</A>
            </p>
          </Say>
        )}
      </Show>
      <Show when={props.found.verdict === "worse"}>
        <Say tone="bad">
          <p>
            The search fooled itself on its {plural(props.state.spec.splits.pareto, "Pareto row")}. Keep the
            seed, and give the search more rows.
          </p>
        </Say>
      </Show>
      <p class="note">
        Paired bootstrap, 10 000 draws, seed 1. {props.found.test} test, {pWords(props.found.p)}.{" "}
        {paretoWords(onPareto(), props.found.after)}
        <Show when={props.found.unanswered > 0}>
          {" "}
          {plural(props.found.unanswered, "row")} had no answer and{" "}
          {props.found.unanswered === 1 ? "is" : "are"} left out of both sides.
        </Show>
      </p>
    </div>
  );
}

function EveryRow(
  props: ResultBodyProps & { readonly found: TestComparison; readonly line: (example: number) => string },
): JSX.Element {
  const count = (outcome: RowOutcome): number =>
    props.found.lines.filter((line) => line.outcome === outcome).length;
  const colour = (): number => candidateLook(props.winner, "mutation").colour;
  const title = (outcome: RowOutcome): string =>
    `${count(outcome)} ${outcomeTitle(outcome, props.found.passFail)}`;
  const words = (): string => (["won", "lost", "right", "wrong"] as const).map(title).join(", ");
  return (
    <ChartFigure
      class="line"
      title="Every test row"
      note={
        <span class="row row--tight outcome-key">
          <span>
            <i class={`mk mk--seed k${colour()}`} aria-hidden="true" /> {title("won")}
          </span>
          <span class="pf--fail">✕ {title("lost")}</span>
          <span>
            <i class="mk mk--seed mk--quiet" aria-hidden="true" /> {title("right")}
          </span>
          <Show when={count("same") > 0}>
            <span>{title("same")}</span>
          </Show>
          <span>
            <i class="mk mk--rej" aria-hidden="true" /> {title("wrong")}
          </span>
        </span>
      }
      table={() => ({
        columns: [
          { title: "Row", numeric: true },
          { title: "Input" },
          { title: "Seed", numeric: true },
          { title: `c${props.winner}`, numeric: true },
          { title: "Outcome" },
        ],
        rows: props.found.lines.map((line) => [
          String(line.example),
          props.line(line.example),
          line.before.toFixed(2),
          line.after.toFixed(2),
          outcomeTitle(line.outcome, props.found.passFail),
        ]),
      })}
    >
      <OutcomeStrip
        outcomes={props.found.lines.map((line) => line.outcome)}
        colour={colour()}
        label={`Each square is a test row: ${words()}.`}
      />
    </ChartFigure>
  );
}
