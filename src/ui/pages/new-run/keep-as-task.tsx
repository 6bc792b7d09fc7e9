import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import { unwrap } from "solid-js/store";

import { rowFiles } from "../../../platform/import-file.ts";
import { saveTask } from "../../../storage/library/tasks.ts";
import { routes } from "../../../views/routes.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { useDatabase } from "../../state/database.tsx";
import type { DraftState } from "./create-draft.ts";

/** Keeps the rows as a task first: all of them can be looked through then, and a model can draft more. */
export function KeepAsTask(props: { readonly state: DraftState }): JSX.Element {
  const db = useDatabase();
  const navigate = useNavigate();
  const [doing, setDoing] = createSignal("");
  const keeping = createDeed("The rows could not be kept");
  const keep = (): Promise<boolean> =>
    keeping.run(async () => {
      setDoing("Keeping the rows");
      const { prepareRows } = await import("../../../setup/rows/prepare-rows.ts");
      const prepared = await prepareRows(db, rowFiles, unwrap(props.state.draft), setDoing);
      if ("problem" in prepared) return prepared.problem;
      await saveTask(db, prepared.task, Date.now());
      props.state.takeTask(prepared.task, prepared.splits);
      navigate(routes.rows(prepared.task.id));
      return undefined;
    });
  return (
    <div class="small">
      <Show when={keeping.isBusy()} fallback={<Offer onKeep={() => void keep()} />}>
        <ProgressLine text={doing()} />
      </Show>
      <Problem text={keeping.problem()} />
    </div>
  );
}

function Offer(props: { readonly onKeep: () => void }): JSX.Element {
  return (
    <p class="soft">
      <Button link onClick={() => props.onKeep()}>
        Keep these rows and open them
      </Button>{" "}
      to search all, fix a right answer, leave some out or move them; on their task’s page a model can draft
      more.
    </p>
  );
}
