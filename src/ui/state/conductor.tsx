import { type Accessor, createEffect, createMemo, createSignal, type JSX, on, onCleanup } from "solid-js";

import { reasonOf } from "../../shared/reason-of.ts";
import { goOnWhenDue } from "../../storage/library/go-on-when-due.ts";
import { setWish } from "../../storage/library/set-wish.ts";
import { refusedKeys, runsInStatus } from "../../storage/read/runs.ts";
import { firstOfEachQueue } from "../../views/run/first-of-each-queue.ts";
import type { RunWish } from "../../views/run/run-commands.ts";
import { useDeed } from "../kit/deed.ts";
import { createEndpoints } from "./create-endpoints.ts";
import { createStored } from "./create-live.ts";
import { createProvided } from "./create-provided.ts";
import { useDatabase } from "./database.tsx";
import { useWorkers } from "./workers.tsx";

interface Conductor {
  /** Pause, resume, stop and steps. `go-on` lifts a pause or a wait. Says itself what did not work. */
  readonly wish: (runId: string, wish: RunWish) => Promise<boolean>;
  /** Why a run could not be started here; by run id. */
  readonly refusal: (runId: string) => string | undefined;
  /** Runs another tab conducts. */
  readonly elsewhere: Accessor<ReadonlySet<string>>;
}

const [Provided, useConductor] = createProvided<Conductor>("Conductor");
export { useConductor };

/**
 * Hands every run that wants to go on to the run worker: those just asked for, and those a closed tab left
 * in the middle. Starting and resuming are the same call.
 */
function createConductor(): Conductor {
  const db = useDatabase();
  const workers = useWorkers();
  const deed = useDeed();
  const [refusals, setRefusals] = createSignal<Readonly<Record<string, string>>>({});
  const [owned, setOwned] = createSignal<readonly string[]>([]);
  const elsewhere = createMemo(
    () => new Set(owned().filter((id) => workers.newsOf(id).isTakenOver !== true)),
  );
  const offered = new Set<string>();
  const wanting = createStored(async (db) => {
    const runs = await runsInStatus(db, ["requested", "running"]);
    return firstOfEachQueue(runs.filter((run) => run.wish === "run"));
  });

  const offer = async (runId: string): Promise<void> => {
    offered.add(runId);
    try {
      const outcome = await (await workers.runs()).start(runId);
      const others = owned().filter((id) => id !== runId);
      setOwned(outcome.kind === "owned-elsewhere" ? [...others, runId] : others);
      if (outcome.kind === "refused") setRefusals((all) => ({ ...all, [runId]: outcome.message }));
    } catch (error) {
      setRefusals((all) => ({ ...all, [runId]: reasonOf(error) }));
    }
  };

  markRefusedKeys();

  // Fresh workers know of no run: everything is offered to them again.
  createEffect(on(workers.generation, () => offered.clear(), { defer: true }));
  createEffect(() => {
    workers.generation();
    const ids = wanting.value();
    if (!ids) return;
    for (const id of offered) if (!ids.includes(id)) offered.delete(id);
    for (const id of ids) if (!offered.has(id)) void offer(id);
  });
  onCleanup(goOnWhenDue(db));

  return {
    wish: (runId, wish) =>
      deed("The run did not hear of it", async () => {
        setRefusals(({ [runId]: _, ...rest }) => rest);
        if (wish === "go-on") {
          offered.delete(runId);
          await setWish(db, runId, "run");
          return;
        }
        if (wish === "pause" || wish === "stop") await setWish(db, runId, wish);
        await (await workers.runs()).wish(runId, wish);
      }),
    refusal: (runId) => refusals()[runId],
    elsewhere,
  };
}

/** An endpoint whose key a run found refused is no endpoint that works, whatever an earlier check said. */
function markRefusedKeys(): void {
  const endpoints = createEndpoints();
  const seen = new Set<string>();
  const refused = createStored(refusedKeys);
  createEffect(() => {
    const now = refused.value() ?? [];
    for (const id of seen) if (!now.some((run) => run.id === id)) seen.delete(id);
    for (const { id, origin, said } of now) {
      const failing = endpoints
        .list()
        .filter(({ choice, ok }) => ok === true && new URL(choice.baseUrl).origin === origin);
      if (seen.has(id) || failing.length === 0) continue;
      seen.add(id);
      for (const endpoint of failing)
        void endpoints.save({ ...endpoint, ok: false, said, checkedAt: Date.now() }).catch(() => undefined);
    }
  });
}

export function ConductorProvider(props: { readonly children: JSX.Element }): JSX.Element {
  return <Provided value={createConductor()}>{props.children}</Provided>;
}
