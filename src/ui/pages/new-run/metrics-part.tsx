import { Index, type JSX, Show } from "solid-js";

import type { DraftMetric } from "../../../setup/draft/draft.ts";
import { addedMetric, metricNames, newMetric, shareOfScore } from "../../../setup/draft/metric-list.ts";
import { metricOf, metrics } from "../../../tasks/metrics/registry.ts";
import { Button } from "../../kit/button.tsx";
import { Check } from "../../kit/choice.tsx";
import { NumberField } from "../../kit/number-field.tsx";
import { Problem } from "../../kit/problem.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import { Term } from "../../kit/term.tsx";
import { TextField } from "../../kit/text-field.tsx";
import type { DraftState } from "./create-draft.ts";
import { MetricOptions } from "./metric-options.tsx";
import { MetricTester } from "./metric-tester.tsx";

/** How an answer is judged: one metric or several by weight, each with its options, and a place to try them. */
export function MetricsPart(props: { readonly state: DraftState }): JSX.Element {
  const list = (): readonly DraftMetric[] => props.state.draft.metrics;
  const isSeveral = (): boolean => list().length > 1;
  const isObjective = (): boolean => props.state.draft.options.frontier !== "instance";
  return (
    <section class="stack-2" aria-label="How an answer is judged">
      <h3>How an answer is judged</h3>
      <div class="split">
        <div class="stack">
          <Index each={list()}>
            {(metric, at) => (
              <div class="metric stack-2">
                <Show when={isSeveral()} fallback={<p class="note">{metricOf(metric())?.explanation}</p>}>
                  <MetricHead state={props.state} metric={metric()} at={at} />
                </Show>
                <MetricOptions state={props.state} at={at} />
              </div>
            )}
          </Index>
          <Problem text={props.state.codeProblem()} />
          <p class="row">
            <Button onClick={() => props.state.setMetrics([...list(), addedMetric(props.state.draft)])}>
              Add a metric
            </Button>
            <Show when={isSeveral()}>
              <Check
                checked={isObjective()}
                onChange={(wanted) => props.state.setOption("frontier", wanted ? "hybrid" : "instance")}
              >
                Also keep candidates that are best at one metric, not only at one row
              </Check>
              <span class="small soft">
                Each metric is then an <Term of="objective" />.
              </span>
            </Show>
          </p>
        </div>
        <MetricTester state={props.state} />
      </div>
    </section>
  );
}

function MetricHead(props: {
  readonly state: DraftState;
  readonly metric: DraftMetric;
  readonly at: number;
}): JSX.Element {
  const set = (part: Partial<DraftMetric>): void => props.state.setMetric(props.at, part);
  const called = (): string => metricNames(props.state.draft.metrics)[props.at] ?? "";
  const remove = (): void => {
    props.state.setMetrics(props.state.draft.metrics.filter((_, at) => at !== props.at));
  };
  const setThreshold = (threshold: number | undefined): void => {
    const { threshold: _old, ...rest } = props.metric;
    const next = threshold === undefined ? rest : { ...rest, threshold };
    props.state.setMetrics(props.state.draft.metrics.map((metric, at) => (at === props.at ? next : metric)));
  };
  return (
    <>
      <p class="row">
        <span class="inline-select">
          <SelectOf
            name={`Metric ${props.at + 1}`}
            options={Object.values(metrics).map((metric) => [metric.kind, metric.title])}
            value={props.metric.kind}
            onChoose={(kind) => set({ ...newMetric(kind), name: props.metric.name })}
          />
        </span>
        <span class="small soft">
          called “{called()}”, {shareOfScore(props.state.draft.metrics, props.metric)} % of the score
        </span>
        <Button bare onClick={remove} name={`Remove metric ${props.at + 1}`}>
          Remove
        </Button>
      </p>
      <p class="note">{metricOf(props.metric)?.explanation}</p>
      <div class="metric-numbers">
        <TextField
          label={`Name of metric ${props.at + 1}`}
          value={props.metric.name}
          placeholder={props.metric.kind}
          onInput={(name) => set({ name })}
        />
        <NumberField
          label={`Weight of metric ${props.at + 1}`}
          least={0}
          value={props.metric.weight}
          onInput={(weight) => weight !== undefined && set({ weight })}
        />
        <NumberField
          label={`Threshold of metric ${props.at + 1}`}
          least={0}
          most={1}
          mayBeEmpty
          placeholder="none"
          value={props.metric.threshold}
          onInput={setThreshold}
        />
        <Check checked={props.metric.negate} onChange={(negate) => set({ negate })}>
          Turned round: less is better
        </Check>
      </div>
      <p class="small soft">
        From the threshold on it counts fully, below it not at all; empty counts every step in between.
      </p>
    </>
  );
}
