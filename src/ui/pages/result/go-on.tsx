import { useNavigate } from "@solidjs/router";
import { type JSX, createSignal } from "solid-js";

import { goOnId, goOnTitles } from "../../../setup/draft/go-on.ts";
import { routes } from "../../../views/routes.ts";
import { Menu } from "../../kit/menu.tsx";
import { createRaceFrom } from "../race/create-race-from.ts";
import { EditDialog } from "../run/edit-dialog.tsx";
import type { ResultProps } from "./result-props.ts";

/** What to do after a result: another run from here, filled in, or a prompt of one's own. */
export function GoOn(props: ResultProps): JSX.Element {
  const navigate = useNavigate();
  const raceFrom = createRaceFrom();
  const [editing, setEditing] = createSignal<number>();
  return (
    <>
      <Menu
        title="Go on from here"
        deeds={[
          ...goOnTitles(props.run, props.state, props.winner).map(([way, title]) => ({
            title,
            run: () => navigate(routes.goOn(goOnId(way, props.run.id))),
          })),
          ...(props.run.recorded === undefined
            ? [{ title: "Change the prompt yourself…", run: () => setEditing(props.winner) }]
            : []),
          ...(props.run.recorded === undefined ? [raceFrom(props.run)] : []),
          { title: "Compare with other runs", run: () => navigate(routes.compareRuns([props.run.id])) },
          { title: "Back to the run", run: () => navigate(routes.run(props.run.id)) },
        ]}
      />
      <EditDialog
        run={props.run}
        state={props.state}
        candidate={editing()}
        onClose={() => setEditing(undefined)}
      />
    </>
  );
}
