import { useNavigate } from "@solidjs/router";
import { type JSX, Show, createEffect, createMemo, createSignal, on } from "solid-js";

import { branchOf } from "../../../setup/branch-of.ts";
import { branchRun } from "../../../storage/library/branch.ts";
import type { EventRow, RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { lastSearching, stateAfter } from "../../../views/run/branch-point.ts";
import { unitOf } from "../../../views/run/unit-of.ts";
import { eventWords } from "../../../views/words/event-words.ts";
import { formatCount, plural } from "../../../views/words/numbers.ts";
import { unitTitle } from "../../../views/words/spent-words.ts";
import { createDeed } from "../../kit/deed.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Form } from "../../kit/form.tsx";
import { NumberField } from "../../kit/number-field.tsx";
import { RangeField } from "../../kit/range-field.tsx";
import { useDatabase } from "../../state/database.tsx";

interface BranchDialogProps {
  readonly run: RunRow;
  readonly events: readonly EventRow[];
  /** The branch starts after this many events. */
  readonly point: { readonly events: number } | undefined;
  readonly onClose: () => void;
}

/** A run of one's own from any event on: the past is shared and not paid for again. */
export function BranchDialog(props: BranchDialogProps): JSX.Element {
  return (
    <Dialog
      open={props.point !== undefined}
      onClose={() => props.onClose()}
      title={`Branch from run ${props.run.number}`}
    >
      <BranchForm {...props} />
    </Dialog>
  );
}

function BranchForm(props: BranchDialogProps): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const [events, setEvents] = createSignal(1);
  const [more, setMore] = createSignal(200);
  const branching = createDeed("The branch could not be stored, and this run is untouched");
  createEffect(
    on(
      () => props.point,
      (point) => point !== undefined && setEvents(lastSearching(props.events, point.events)),
    ),
  );
  const state = createMemo(() =>
    props.point === undefined ? undefined : stateAfter(props.events, events()),
  );
  const words = createMemo(() => {
    const row = props.events[events() - 1];
    return row === undefined ? "" : eventWords(row.event);
  });
  const start = async (): Promise<void> => {
    const from = state();
    if (from === undefined) return;
    const isStored = await branching.run(async () => {
      const request = branchOf(props.run, from, events(), more());
      navigate(routes.run((await branchRun(db, request, Date.now())).id));
    });
    if (isStored) props.onClose();
  };
  return (
    <Form
      onSubmit={() => void start()}
      submit="Start the branch"
      canSubmit={state() !== undefined && !branching.isBusy()}
      onCancel={() => props.onClose()}
      problem={branching.problem()}
    >
      <p class="soft">
        The new run knows everything up to the event you choose, without paying for it again, and goes its own
        way from there. This run stays as it is.
      </p>
      <RangeField
        label={`After event ${formatCount(events())} of ${formatCount(props.events.length)}`}
        hint={words()}
        least={1}
        most={Math.max(1, lastSearching(props.events, props.events.length))}
        value={events()}
        onInput={setEvents}
      />
      <NumberField
        label={`${unitTitle(unitOf(props.run))} the branch may spend from there`}
        hint={`It starts with ${plural(state()?.candidates.length ?? 0, "candidate")} and ${plural(state()?.spent.requests ?? 0, unitOf(props.run))} spent.`}
        whole
        least={1}
        value={more()}
        onInput={(typed) => typed !== undefined && setMore(typed)}
      />
      <Show when={state() === undefined}>
        <p class="small soft">The journal is still being read.</p>
      </Show>
    </Form>
  );
}
