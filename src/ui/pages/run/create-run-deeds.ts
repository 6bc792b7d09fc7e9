import { useNavigate } from "@solidjs/router";
import type { Accessor } from "solid-js";

import { runAgain } from "../../../setup/run-again.ts";
import { queueBehind } from "../../../storage/library/queue.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { useDeed } from "../../kit/deed.ts";
import type { MenuDeed } from "../../kit/menu.tsx";
import { useToast } from "../../kit/toast.tsx";
import { useDatabase } from "../../state/database.tsx";
import { createRaceFrom } from "../race/create-race-from.ts";
import type { Bench } from "./create-bench.ts";

/** What can be done with a run beside pausing and stopping it. A recording is only read. */
export function createRunDeeds(run: Accessor<RunRow>, bench: Bench): Accessor<readonly MenuDeed[]> {
  const db = useDatabase();
  const navigate = useNavigate();
  const deed = useDeed();
  const tell = useToast();
  const raceFrom = createRaceFrom();
  const isOver = (): boolean => run().status === "finished";
  const again = async (): Promise<void> => {
    const next = await queueBehind(db, run().id, runAgain(run(), crypto.randomUUID()), Date.now());
    const when = isOver() ? "is asked for" : "waits behind this one";
    tell({ text: `Run ${next.number} ${when}: the same search with other draws.` });
  };
  const reading = (): readonly MenuDeed[] => [
    { title: "Open its rows", run: () => navigate(routes.rows(run().taskId, run().id)) },
    { title: "Compare with other runs", run: () => navigate(routes.compareRuns([run().id])) },
    { title: "Open the result", run: () => navigate(routes.result(run().id)) },
  ];
  const rollouts: MenuDeed = { title: "Read the rollouts", key: "o", run: () => bench.openRollouts() };
  const branch: MenuDeed = {
    title: "Branch from here…",
    run: () => bench.open({ kind: "branch", events: bench.moment.count() }),
  };
  return () =>
    run().recorded !== undefined
      ? [rollouts, branch, ...reading()]
      : [
          rollouts,
          { title: "Change the budget…", key: "b", run: () => bench.open({ kind: "budget" }) },
          branch,
          {
            title: "Write a rewrite of your own…",
            key: "e",
            run: () => bench.open({ kind: "edit", candidate: bench.selected() }),
          },
          {
            title: `Again with other draws${isOver() ? "" : ", after this one"}`,
            run: () => deed("The run could not be asked for", again),
          },
          raceFrom(run()),
          ...reading(),
        ];
}
