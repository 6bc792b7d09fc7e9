import { For, type JSX, Show, createMemo, createSignal, untrack } from "solid-js";

import { callsAtOnce } from "../../../models/kinds/model-kinds.ts";
import type { CheckView } from "../../../setup/result/checks.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { checkCost, costWords } from "../../../views/result/check-cost.ts";
import { seedAndWinner } from "../../../views/result/interval-lines.ts";
import type { TestComparison } from "../../../views/result/test-comparison.ts";
import { plural } from "../../../views/words/numbers.ts";
import { intervalWords, resultHeading, sureWords } from "../../../views/words/result-words.ts";
import { formatMoment } from "../../../views/words/times.ts";
import { IntervalChart } from "../../charts/interval-chart.tsx";
import { Button } from "../../kit/button.tsx";
import { CountField } from "../../kit/count-field.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Entry } from "../../kit/entry.tsx";
import { Problem } from "../../kit/problem.tsx";
import { CheckLine } from "./check-line.tsx";
import type { Checks } from "./create-checks.ts";

/** Fewer rows than this can hardly tell two prompts apart. */
const leastRows = 20;

/** For generated tasks: seed and winner on rows that nobody has seen yet, as often as one likes. */
export function FreshRows(props: {
  readonly run: RunRow;
  readonly checks: Checks;
  readonly looks: number;
}): JSX.Element {
  const [count, setCount] = createSignal(untrack(() => Math.max(leastRows, props.run.splits.test.length)));
  const [none, setNone] = createSignal<string>();
  const drawing = createDeed("No fresh rows could be drawn");
  const done = (): readonly CheckView[] => props.checks.of("fresh-rows");
  const cost = createMemo(() =>
    checkCost(props.checks.measured(), count() * 2, props.run.student, true, callsAtOnce(props.run.student)),
  );
  const draw = async (): Promise<void> => {
    setNone(undefined);
    const drawn = await props.checks.drawFresh(count());
    if (drawn === 0) setNone("This task's generator has no row left that nobody has seen.");
    else if (drawn < count())
      setNone(`The generator had only ${plural(drawn, "row")} left that nobody has seen.`);
  };
  const isUnderWay = (): boolean => done().some(({ run }) => run.status !== "finished");
  return (
    <Entry
      title="Fresh rows"
      note="The studio writes this task’s rows, so there are always some that nobody has seen."
      landmark
    >
      <div class="stack-5">
        <p class="words">
          {props.looks > 1
            ? `The sealed rows were looked at ${props.looks} times. Each look lets a choice lean on them; new rows from the same generator and the same hidden rules cannot be leaned on.`
            : "New rows from the same generator, under the same hidden rules, say whether the result holds."}
        </p>
        <For each={done()}>{(check, index) => <FreshResult check={check} number={index() + 1} />}</For>
        <p class="row">
          <CountField name="Rows" least={leastRows} most={1000} value={count()} onChange={setCount} />
          <Button disabled={drawing.isBusy() || isUnderWay()} onClick={() => void drawing.run(draw)}>
            Draw {plural(count(), "fresh row")}
          </Button>
          <span class="small soft">{costWords(cost())}</span>
        </p>
        <Problem text={drawing.problem()} />
        <Show when={none()}>
          {(text) => (
            <p class="small" role="status">
              {text()}
            </p>
          )}
        </Show>
      </div>
    </Entry>
  );
}

function FreshResult(props: { readonly check: CheckView; readonly number: number }): JSX.Element {
  const name = (): string => `fresh draw ${props.number}`;
  return (
    <article class="stack-2" aria-label={name()}>
      <p class="small soft">
        Fresh draw {props.number}, {plural(props.check.run.splits.test.length, "row")},{" "}
        {formatMoment(props.check.run.createdAt)}
      </p>
      <Show when={props.check.run.status === "finished" && props.check.found}>
        {(found) => <Finding found={found()} />}
      </Show>
      <CheckLine check={props.check} what={name()} />
    </article>
  );
}

/** What fresh rows say, apart from the sealed test and never mixed with it. */
function Finding(props: { readonly found: TestComparison }): JSX.Element {
  return (
    <>
      <h3>{resultHeading(props.found)}</h3>
      <IntervalChart lines={seedAndWinner(props.found)} label={`Fresh rows: ${intervalWords(props.found)}`} />
      <p class="small">{sureWords(props.found)}</p>
    </>
  );
}
