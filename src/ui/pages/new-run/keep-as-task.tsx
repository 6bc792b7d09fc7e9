import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import { unwrap } from "solid-js/store";

import { rowFiles } from "../../../platform/import-file.ts";
import { saveTask } from "../../../storage/library/tasks.ts";
import { Button } from "../../kit/button.tsx";
import { createDeed } from "../../kit/deed.ts";
import { Problem } from "../../kit/problem.tsx";
import { ProgressLine } from "../../kit/progress-line.tsx";
import { routes } from "../../routes.ts";
import { useDatabase } from "../../state/database.tsx";
import type { DraftState } from "./create-draft.ts";

/** For tables with few rows: keeps them as a task first, on whose page a model can draft more for a person to look at. */
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
      navigate(routes.task(prepared.task.id));
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
      Too few rows?{" "}
      <Button link onClick={() => props.onKeep()}>
        Keep these as a task
      </Button>{" "}
      and let a model draft more there; you look at each before it comes in.
    </p>
  );
}
