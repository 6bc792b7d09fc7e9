import { type JSX, Show, createMemo } from "solid-js";

import { aliveCandidates, allProposals } from "../../../engine/index.ts";
import { shopRows } from "../../../lessons/shop.ts";
import { decisionOf } from "../../../views/run/decision.ts";
import { gridSeries } from "../../../views/series/grid-series.ts";
import { lineageSeries } from "../../../views/series/lineage-series.ts";
import { isPassedRow } from "../../../views/words/verdict-words.ts";
import { FrontierGrid } from "../../charts/frontier-grid.tsx";
import { Lineage } from "../../charts/lineage.tsx";
import { Button } from "../../kit/button.tsx";
import { CandidateLabel } from "../run/candidate-label.tsx";
import { Step, type StepProps } from "./iteration-step.tsx";

export function AfterIt(props: StepProps): JSX.Element {
  const series = createMemo(() =>
    gridSeries(
      props.steps.after,
      aliveCandidates(props.steps.after),
      (example) => shopRows.pareto[example]?.expected["label"],
    ),
  );
  const added = () => props.steps.added;
  const before = (): ReadonlySet<number> => aliveCandidates(props.steps.before);
  const retired = createMemo(() => {
    const now = aliveCandidates(props.steps.after);
    return [...before()].filter((candidate) => !now.has(candidate));
  });
  const last = createMemo(() => allProposals(props.steps.after).at(-1));
  return (
    <Step
      number={7}
      title="The frontier"
      words={
        <>
          <Show
            when={added()}
            fallback={
              <p>The pool stays as it was{last() === undefined ? "" : `: ${decisionOf(last()!).text}`}.</p>
            }
          >
            {(event) => (
              <p>
                <CandidateLabel state={props.steps.after} index={event().index} /> is right on{" "}
                {event().rows.filter(isPassedRow).length} of {event().rows.length}.{" "}
                {retired().length === 0
                  ? "Nobody retires."
                  : `${retired()
                      .map((one) => `c${one}`)
                      .join(
                        ", ",
                      )} ${retired().length === 1 ? "is" : "are"} covered everywhere now and ${retired().length === 1 ? "retires" : "retire"}.`}
              </p>
            )}
          </Show>
          <p>Then it begins again at step 1.</p>
        </>
      }
    >
      <FrontierGrid series={series()} {...(added() === undefined ? {} : { selected: added()!.index })} />
      <Lineage series={lineageSeries(props.steps.after)} />
      <p>
        <Button main onClick={() => props.iteration.again()}>
          The next iteration
        </Button>
      </p>
    </Step>
  );
}
