import { useNavigate } from "@solidjs/router";
import { type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { applyEvent, initialState, type RunState } from "../../../engine/index.ts";
import { reasonOf } from "../../../shared/reason-of.ts";
import { branchRun } from "../../../storage/library/branch.ts";
import type { EventRow, RunRow } from "../../../storage/rows.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
import { routes } from "../../routes.ts";
import { useDatabase } from "../../state/database.tsx";

/** Where a branch may start: after this many events. */
export interface BranchPoint {
  readonly events: number;
}

/** A run of one's own from any event on: the past is shared and not paid for again. */
export function BranchDialog(props: {
  readonly run: RunRow;
  readonly events: readonly EventRow[];
  readonly point: BranchPoint | undefined;
  readonly onClose: () => void;
}): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const [events, setEvents] = createSignal(1);
  const [more, setMore] = createSignal(200);
  const [problem, setProblem] = createSignal<string>();
  createEffect(
    on(
      () => props.point,
      (point) => {
        if (point !== undefined) setEvents(lastSearching(props.events, point.events));
      },
    ),
  );
  const state = createMemo(() =>
    props.point === undefined ? undefined : stateAfter(props.events, events()),
  );
  const words = createMemo(() => {
    const row = props.events[events() - 1];
    return row === undefined ? "" : eventWords(row.event);
  });
  const start = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const from = state();
    if (from === undefined) return;
    const budget = from.spent.metricCalls + more();
    try {
      const row = await branchRun(
        db,
        {
          fromRunId: props.run.id,
          events: events(),
          nextCallIndex: from.nextCallIndex,
          id: crypto.randomUUID(),
          name: `${props.run.name}, branch`,
          steering: [{ kind: "raise-budget", metricCalls: budget }],
        },
        Date.now(),
      );
      props.onClose();
      navigate(routes.run(row.id));
    } catch (error) {
      setProblem(`The branch could not be stored: ${reasonOf(error)}. This run is untouched.`);
    }
  };
  return (
    <Dialog
      open={props.point !== undefined}
      onClose={() => props.onClose()}
      title={`Branch from run ${props.run.number}`}
    >
      <form class="stack" onSubmit={(event) => void start(event)}>
        <p class="soft">
          The new run knows everything up to the event you choose, without paying for it again, and goes its
          own way from there. This run stays as it is.
        </p>
        <Field
          label={`After event ${formatCount(events())} of ${formatCount(props.events.length)}`}
          hint={words()}
        >
          <input
            type="range"
            min={1}
            max={Math.max(1, lastSearching(props.events, props.events.length))}
            value={events()}
            onInput={(event) => setEvents(Number(event.currentTarget.value))}
          />
        </Field>
        <Field
          label="Calls the branch may spend from there"
          hint={`It starts with ${plural(state()?.candidates.length ?? 0, "candidate")} and ${plural(state()?.spent.metricCalls ?? 0, "call")} spent.`}
          problem={problem()}
        >
          <input
            type="number"
            min={1}
            step={1}
            value={more()}
            onInput={(event) => setMore(Math.max(1, event.currentTarget.valueAsNumber || 1))}
          />
        </Field>
        <div class="actions">
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button main type="submit">
            Start the branch
          </Button>
        </div>
        <Show when={state() === undefined}>
          <p class="small soft">The journal is still being read.</p>
        </Show>
      </form>
    </Dialog>
  );
}

/** A branch goes on searching, so it leaves out the end of the run: its stop and its sealed test. */
function lastSearching(events: readonly EventRow[], wanted: number): number {
  const ends = new Set(["run-stopped", "run-reopened", "test-evaluated"]);
  let count = Math.min(wanted, events.length);
  while (count > 1 && ends.has(events[count - 1]?.event.type ?? "")) count -= 1;
  return count;
}

function stateAfter(events: readonly EventRow[], count: number): RunState | undefined {
  const first = events[0]?.event;
  if (first?.type !== "run-started") return undefined;
  return events
    .slice(0, count)
    .reduce((state, row) => applyEvent(state, row.event), initialState(first.spec));
}
