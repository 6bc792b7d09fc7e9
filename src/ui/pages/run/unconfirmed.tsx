import { type JSX, Show } from "solid-js";

import { hostsOf } from "../../../storage/bundle/foreign-parts.ts";
import { confirmRun } from "../../../storage/library/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { DeedButton } from "../../kit/deed-button.tsx";
import { Say } from "../../kit/trouble.tsx";
import { useDatabase } from "../../state/database.tsx";
import { ForeignCode } from "../task/task-parts.tsx";

/** The seal on a run that came from somebody else: what it would run and contact, before it may do either. */
export function Unconfirmed(props: { readonly run: RunRow }): JSX.Element {
  const db = useDatabase();
  const hosts = (): readonly string[] => [...new Set(hostsOf(props.run))];
  return (
    <Say tone="warn">
      <p>
        This run came in a file. It starts nothing before you have looked at what it would do
        {hosts().length > 0 ? `: it contacts ${hosts().join(", ")}` : ""}.
      </p>
      <ForeignCode spec={props.run.task} />
      <Show when={hosts().length > 0}>
        <p>A key you keep for one of these hosts would be sent to it.</p>
      </Show>
      <DeedButton failed="Your word could not be kept" deed={() => confirmRun(db, props.run.id)}>
        I allow this
      </DeedButton>
    </Say>
  );
}
