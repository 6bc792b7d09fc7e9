import { A } from "@solidjs/router";
import { type JSX, Show, createMemo } from "solid-js";

import type { RunState } from "../../../engine/index.ts";
import type { TestLooks } from "../../../storage/read/checks.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { intervalTable, outcomeTable } from "../../../views/result/finding-tables.ts";
import { intervalLine, seedAndWinner } from "../../../views/result/interval-lines.ts";
import { sentCandidates } from "../../../views/result/sent-candidates.ts";
import type { RowOutcome, TestComparison } from "../../../views/result/test-comparison.ts";
import { routes } from "../../../views/routes.ts";
import { candidateTokens } from "../../../views/run/candidate-tokens.ts";
import { rowLine } from "../../../views/run/row-lines.ts";
import { candidateLook } from "../../../views/series/candidate-look.ts";
import { plural } from "../../../views/words/numbers.ts";
import { outcomeTitle } from "../../../views/words/outcome-words.ts";
import {
  intervalWords,
  keepWords,
  looksWords,
  paretoWords,
  poorWords,
  pWords,
  resultHeading,
  sureWords,
} from "../../../views/words/result-words.ts";
import { formatTime } from "../../../views/words/times.ts";
import { ChartFigure } from "../../charts/chart-figure.tsx";
import { IntervalChart } from "../../charts/interval-chart.tsx";
import { OutcomeStrip } from "../../charts/outcome-strip.tsx";
import { Say } from "../../kit/trouble.tsx";
import type { RunRows } from "../run/create-run-rows.ts";

interface FindingProps {
  readonly run: RunRow;
  readonly state: RunState;
  readonly found: TestComparison;
  /** When the sealed test was opened, in ms since 1970. */
  readonly openedAt: number | undefined;
  readonly looks: TestLooks | undefined;
  readonly rows: RunRows;
}

/** The finding in a sentence, the sealed test it rests on, how sure it is, and every row of it. */
export function Finding(props: FindingProps): JSX.Element {
  return (
    <>
      <h1 class="huge">{resultHeading(props.found)}</h1>
      <div class="split">
        <SealedTest {...props} />
        <HowSure {...props} />
      </div>
      <EveryRow {...props} />
    </>
  );
}

function SealedTest(props: FindingProps): JSX.Element {
  const lines = createMemo(() => [
    ...seedAndWinner(props.found, props.state),
    ...sentCandidates(props.state, props.found.winner).map(({ entry, test }) =>
      intervalLine(`Sent, c${entry.index}`, candidateLook(entry.index, entry.kind), test, props.found),
    ),
  ]);
  const opened = (): string => (props.openedAt === undefined ? "" : `, opened ${formatTime(props.openedAt)}`);
  return (
    <ChartFigure
      title="Sealed test set"
      term="sealed test"
      note={`${plural(props.found.rows, "row")} nobody saw during the search${opened()}${looksWords(props.looks)}`}
      table={() => intervalTable(lines())}
    >
      <IntervalChart lines={lines()} label={`Sealed test: ${intervalWords(props.found)}`} />
    </ChartFigure>
  );
}

function HowSure(props: FindingProps): JSX.Element {
  const onPareto = createMemo(() =>
    (props.state.candidates[props.found.winner]?.scores ?? []).map(({ score }) => score),
  );
  const tokens = (index: number): number => candidateTokens(props.state.candidates[index]?.texts ?? {});
  return (
    <div class="stack-2">
      <h2 class="h3">How sure is that</h2>
      <p class="words">{sureWords(props.found)}</p>
      <Show when={props.found.verdict === "unclear"}>
        <Say>
          <p>{keepWords(tokens(0), tokens(props.found.winner))}</p>
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

function EveryRow(props: FindingProps): JSX.Element {
  const count = (outcome: RowOutcome): number =>
    props.found.lines.filter((line) => line.outcome === outcome).length;
  const colour = (): number => candidateLook(props.found.winner).colour;
  const title = (outcome: RowOutcome): string =>
    `${count(outcome)} ${outcomeTitle(outcome, props.found.passFail)}`;
  const words = (): string =>
    (["won", "lost", "right", "wrong"] as const).map((outcome) => title(outcome)).join(", ");
  const lineOf = (example: number): string => rowLine(props.rows.at("test", example));
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
      table={() => outcomeTable(props.found, lineOf)}
    >
      <OutcomeStrip
        outcomes={props.found.lines.map((line) => line.outcome)}
        colour={colour()}
        label={`Each square is a test row: ${words()}.`}
      />
    </ChartFigure>
  );
}
