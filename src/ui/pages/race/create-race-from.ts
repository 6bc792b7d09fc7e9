import { useNavigate } from "@solidjs/router";

import { raceFromRun, raceFromRunWords } from "../../../setup/race/race-from-run.ts";
import { requestRun } from "../../../storage/library/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { routes } from "../../../views/routes.ts";
import { useConfirm } from "../../kit/confirm.tsx";
import { useDeed } from "../../kit/deed.ts";
import type { MenuDeed } from "../../kit/menu.tsx";
import { useDatabase } from "../../state/database.tsx";

/** The deed that races optimizers on a run's task, after saying what it spends. */
export function createRaceFrom(): (run: RunRow) => MenuDeed {
  const db = useDatabase();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const deed = useDeed();
  const race = async (run: RunRow): Promise<void> => {
    const isSure = await confirm({
      title: "Race optimizers on this task?",
      text: raceFromRunWords(run),
      yes: "Start the race",
    });
    if (!isSure) return;
    const runs = raceFromRun(run, `race-of-${run.number}-${crypto.randomUUID()}`);
    for (const one of runs) await requestRun(db, one, Date.now());
    navigate(routes.compareRuns(runs.map(({ id }) => id)));
  };
  return (run) => ({
    title: "Race optimizers on this task…",
    run: () => void deed("The race could not be set up", () => race(run)),
  });
}
