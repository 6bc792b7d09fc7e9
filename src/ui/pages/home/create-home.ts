import { useSearchParams } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, onCleanup } from "solid-js";

import { isDataSaver } from "../../../platform/data-saver.ts";
import { seedAsked } from "../../../setup/race/seed-asked.ts";
import { rolloutCount } from "../../../storage/read/rollouts.ts";
import { listRuns } from "../../../storage/read/runs.ts";
import type { RunRow } from "../../../storage/rows.ts";
import { demoHouses, houseAfter } from "../../../tasks/routing/demo-houses.ts";
import { isOwnRun } from "../../../views/run/demo-runs.ts";
import { type HomeFacts, type HomeStage, stageOf } from "../../../views/words/home-words.ts";
import { createLive, createStored } from "../../state/create-live.ts";
import { createRunView, type RunView } from "../../state/create-run-view.ts";
import { createSetting } from "../../state/create-setting.ts";
import { createSpeed } from "../../state/create-speed.ts";
import { useDatabase } from "../../state/database.tsx";

/** House policy and search seed of the very first run. */
const FIRST = { policySeed: demoHouses[0], seed: 1 } as const;

export interface Home extends HomeFacts {
  readonly runId: Accessor<string | undefined>;
  readonly view: RunView;
  /** The newest searches somebody asked for; undefined until they are known. */
  readonly own: Accessor<readonly RunRow[] | undefined>;
  /** Starts a run under the next house policy. */
  readonly startAnother: () => Promise<void>;
}

/** So many runs of one's own are shown. */
const SHOWN = 3;

/** The run Home lives on: starts by itself on the first visit, is found again on later ones. */
export function createHome(): Home {
  const db = useDatabase();
  const [search] = useSearchParams();
  const [stored, store] = createSetting("home-run", (value) => (typeof value === "string" ? value : null));
  let asked: string | undefined;
  let isGone = false;
  onCleanup(() => (isGone = true));

  const start = async (policySeed: number, seed: number): Promise<void> => {
    const id = `home-${policySeed}-${seed}`;
    if (asked === id) return;
    asked = id;
    const { askForRoutingRun } = await import("../../../setup/race/ask-for-routing-run.ts");
    // Whoever has left Home meanwhile has something else to do.
    if (await askForRoutingRun(db, { id, policySeed, seed }, () => isGone)) await store(id);
  };
  const own = createStored((db) => listRuns(db, SHOWN, isOwnRun));
  /** Whoever has runs of their own wants the machine for those. */
  const startsUnasked = (): boolean =>
    seedAsked(search["policy-seed"]) !== undefined || (!isDataSaver() && own.value()?.length === 0);
  // `?policy-seed=3&seed=1` asks for one particular run: a link to it can be passed on. Once: what is started
  // afterwards on this page is not undone by the address.
  let followed: string | undefined;
  createEffect(() => {
    const now = stored();
    if (now === undefined) return;
    const policySeed = seedAsked(search["policy-seed"]);
    const seed = seedAsked(search["seed"]) ?? FIRST.seed;
    const link = policySeed === undefined ? undefined : `${policySeed} ${seed}`;
    if (policySeed !== undefined && link !== followed) {
      followed = link;
      void start(policySeed, seed);
    } else if (now === null && link === undefined && startsUnasked())
      void start(FIRST.policySeed, FIRST.seed);
  });

  const runId = createMemo(() => stored() ?? undefined);
  const view = createRunView(runId);
  const answers = createLive(runId, rolloutCount);
  const stage = createMemo((): HomeStage => {
    if (stored() === undefined || own.value() === undefined) return "reading";
    // On a first visit the run is asked for in a moment; only who saves data, or deleted the run, is asked.
    if (stored() === null) return startsUnasked() ? "starting" : "invitation";
    return stageOf(view.run(), view.state());
  });
  const isRunning = (): boolean => stage() === "searching" || stage() === "testing";
  return {
    runId,
    view,
    own: own.value,
    stage,
    best: view.best,
    answers: () => answers.value() ?? 0,
    callsPerSecond: createSpeed(answers.value, isRunning),
    startAnother: async () => {
      const source = view.run()?.task.source;
      await start(
        source?.kind === "generated" ? houseAfter(source.policySeed) : FIRST.policySeed,
        FIRST.seed,
      );
    },
  };
}
