import type { Page } from "playwright-core";

import type { ReflectionRow, RolloutRow, RunRow, TrajectoryRow } from "../../src/storage/rows.ts";
import type { ModelServer } from "../../tests/support/model-server.ts";
import { readRows, readRun } from "../demo/read-database.ts";
import { writeRows } from "../demo/write-database.ts";
import { type Shape, soakRun } from "./soak-run.ts";
import { strikes, type Target } from "./strikes.ts";
import { until } from "./until.ts";

/** What became of a run that was struck. */
export interface StruckRun {
  readonly kind: string;
  readonly shape: Shape;
  readonly strikes: number;
  /** Answers on disk at a strike that were gone or different at the end. */
  readonly lost: number;
  /** Requests the server answered, began to, or hung up on, that are no part of the run. */
  readonly repeated: number;
  /** Of the others, those that the browser sent once more by itself and told no page of. */
  readonly byBrowser: number;
  /** "Possibly paid twice" of the run. */
  readonly shown: number;
  /** Where it stood when it did not end in time. */
  readonly stuck: string | undefined;
}

const strikesEach = 2;
/** Requests between two strikes, at most. */
const furthest = 14;
const patienceMs = 150_000;

const answersOf = async (page: Page, id: string): Promise<ReadonlyMap<string, string>> => {
  const rollouts = await readRows<RolloutRow>(page, "rollouts", id);
  const letters = await readRows<ReflectionRow>(page, "reflections", id);
  return new Map([
    ...rollouts.map((row) => [`r${row.callIndex}`, JSON.stringify(row)] as const),
    ...letters
      .filter(({ answer }) => answer.kind === "answered")
      .map((row) => [`l${row.callIndex}`, JSON.stringify(row)] as const),
  ]);
};

/** Requests whose answers are part of the run. */
async function usedOf(page: Page, id: string, shape: Shape): Promise<number> {
  const steps = (await readRows<TrajectoryRow>(page, "trajectories", id)).reduce(
    (sum, { trajectory }) => sum + trajectory.length,
    0,
  );
  const letters = (await readRows<ReflectionRow>(page, "reflections", id)).filter(
    ({ answer }) => answer.kind === "answered",
  );
  return steps * (shape === "judge" ? 2 : 1) + letters.length;
}

/** A run that says it goes on by itself later is taken at its word, at once; always false, for it is not over. */
async function goOn(page: Page, id: string): Promise<false> {
  const waiting = (await readRun<RunRow>(page, id))?.waiting;
  if (waiting?.kind === "model" && waiting.until !== undefined)
    await page
      .getByRole("button", { name: "Go on" })
      .first()
      .click({ timeout: 3000 })
      .catch(() => undefined);
  return false;
}

/** Asks for a run, strikes it in its middle, and says what became of it. */
export async function strikeRun(
  target: Target,
  server: ModelServer,
  wanted: { readonly id: string; readonly number: number; readonly kind: string; readonly shape: Shape },
  below: (most: number) => number,
): Promise<StruckRun> {
  const { id, number, kind, shape } = wanted;
  const strike = strikes[kind];
  if (strike === undefined) throw new Error(`no kind of strike is called ${kind}`);
  const from = server.completions().length;
  const asked = (): number => server.completions().length - from;
  await writeRows(target.page, {
    runs: [soakRun(id, number, shape, server.baseUrl("openai-compatible"))],
  });
  await target.page.close();
  target.page = await target.reopen();
  const isEnded = async (): Promise<boolean> =>
    (await readRun<RunRow>(target.page, id))?.status === "finished";
  const seen: ReadonlyMap<string, string>[] = [];
  for (let turn = 0; turn < strikesEach; turn += 1) {
    const at = asked() + 2 + below(furthest);
    await until(async () => asked() >= at || (await isEnded()), patienceMs, 30);
    if (await isEnded()) break;
    seen.push(await answersOf(target.page, id));
    await strike(target);
  }
  const isOver = await until(async () => (await isEnded()) || goOn(target.page, id), patienceMs);
  const run = await readRun<RunRow>(target.page, id);
  const end = await answersOf(target.page, id);
  const lost = seen.reduce(
    (sum, found) => sum + [...found].filter(([key, row]) => end.get(key) !== row).length,
    0,
  );
  const paid = server
    .completions()
    .slice(from)
    .filter(({ status }) => status === undefined || status < 400);
  const byBrowser = paid.filter(({ browserResends }) => browserResends === true).length;
  const used = await usedOf(target.page, id, shape);
  return {
    kind,
    shape,
    strikes: seen.length,
    lost,
    repeated: Math.max(0, paid.length - byBrowser - used),
    byBrowser,
    shown: run?.possiblyPaidTwice ?? 0,
    stuck: isOver ? undefined : `${run?.status ?? "gone"} ${JSON.stringify(run?.waiting ?? "")}`,
  };
}
