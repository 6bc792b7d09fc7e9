import "../../src/ui/styles/index.css";
import { render } from "solid-js/web";

import { openDatabase } from "../../src/storage/open-database.ts";
import type { StudioDatabase } from "../../src/storage/schema.ts";
import { RunPage } from "../../src/ui/pages/run/run-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../../tests/support/scripted-run.ts";
import { StudioAround } from "../../tests/ui/support/studio-around.tsx";

/** What one pass over the page measured; times in milliseconds. */
export interface PageFigures {
  readonly openMs: number;
  readonly framesPerSecond: number;
  readonly slowestFrameMs: number;
  readonly interactionsMs: readonly number[];
  readonly nodes: number;
  /** Work while rollouts arrive and nobody touches anything, each a second. */
  readonly work: ArrivalWork;
}

export interface ArrivalWork {
  readonly rowsRead: number;
  readonly domChanges: number;
  readonly canvasDraws: number;
  /** Share of the time the page's thread was busy for more than 50 ms at once. */
  readonly longTaskShare: number;
}

const stored = 100_000;
const batch = 5_000;
/** Rollouts arrive in tens, as a group commit hands them over. */
const arrivalMs = 50;
const perArrival = 10;

async function fill(db: StudioDatabase, made: ScriptedRun): Promise<void> {
  await storeRun(db, made, { status: "paused", wish: "pause" }, 40);
  const like = made.rollouts[0];
  if (like === undefined) throw new Error("the scripted run has no rollout");
  for (let from = 0; from < stored; from += batch)
    await db.rollouts.bulkPut(
      Array.from({ length: batch }, (_, index) => ({
        ...like,
        callIndex: 1_000_000 + from + index,
        split: "test" as const,
      })),
    );
}

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const settled = async (): Promise<void> => {
  await frame();
  await frame();
};

/** From a click to the frame that shows what came of it. */
async function interact(selector: string): Promise<number | undefined> {
  const element = document.querySelector<HTMLElement | SVGElement>(selector);
  if (element === null) return undefined;
  const from = performance.now();
  element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await settled();
  return performance.now() - from;
}

/** Counts what the page does for so long: rows read from storage, changes of the document, canvases drawn. */
async function countWork(db: StudioDatabase, seconds: number): Promise<ArrivalWork> {
  let [rowsRead, domChanges, canvasDraws, longTasks] = [0, 0, 0, 0];
  const reading = <T,>(row: T): T => {
    rowsRead += 1;
    return row;
  };
  const tables = [db.runs, db.events, db.rollouts, db.trajectories, db.reflections];
  for (const table of tables) table.hook("reading", reading as never);
  const observer = new MutationObserver((records) => (domChanges += records.length));
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const long = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks += entry.duration;
  });
  long.observe({ entryTypes: ["longtask"] });
  // Every chart clears its canvas when it draws.
  const clear = Reflect.get(CanvasRenderingContext2D.prototype, "clearRect") as (...box: number[]) => void;
  CanvasRenderingContext2D.prototype.clearRect = function counted(...box: number[]) {
    canvasDraws += 1;
    clear.apply(this, box);
  };
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  CanvasRenderingContext2D.prototype.clearRect = clear as typeof CanvasRenderingContext2D.prototype.clearRect;
  long.disconnect();
  observer.disconnect();
  for (const table of tables) table.hook("reading").unsubscribe(reading as never);
  const each = (count: number): number => count / seconds;
  return {
    rowsRead: each(rowsRead),
    domChanges: each(domChanges),
    canvasDraws: each(canvasDraws),
    longTaskShare: longTasks / (seconds * 1000),
  };
}

async function slide(): Promise<number> {
  const slider = document.querySelector<HTMLInputElement>("input[aria-label=Event]");
  if (slider === null) throw new Error("the page has no time slider");
  const from = performance.now();
  slider.value = String(Math.max(1, Math.round(Math.random() * Number(slider.max))));
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await settled();
  return performance.now() - from;
}

async function measure(seconds: number): Promise<PageFigures> {
  const outcome = await openDatabase(`gepa-studio:/bench-${crypto.randomUUID()}/`);
  if (outcome.kind !== "open") throw new Error(outcome.message);
  const { db } = outcome;
  const made = await scriptedRun({
    clumsy: 0.12,
    lessons: 1,
    budget: 2_000,
    sizes: { feedback: 60, pareto: 40, test: 60 },
  });
  await fill(db, made);
  location.hash = "#/runs/run-1";
  const openedAt = performance.now();
  render(
    () => <StudioAround db={db} path="/runs/:id" page={RunPage} />,
    document.querySelector("#app") as HTMLElement,
  );
  while (document.querySelector("canvas") === null) await frame();
  await settled();
  const openMs = performance.now() - openedAt;

  const like = made.rollouts[0];
  let next = 500_000;
  let event = 40;
  const arriving = setInterval(() => {
    if (like === undefined) return;
    void db.rollouts.bulkPut(
      Array.from({ length: perArrival }, (_, index) => ({ ...like, callIndex: next + index })),
    );
    next += perArrival;
    const row = made.events[event];
    if (next % 200 === 0 && row !== undefined) {
      void db.events.put(row);
      event += 1;
    }
  }, arrivalMs);
  const work = await countWork(db, Math.max(4, seconds / 3));
  const times: number[] = [];
  const interactions: number[] = [];
  let last = await frame();
  let nextDeed = last + 500;
  const end = last + seconds * 1000;
  for (let turn = 0; last < end;) {
    const now = await frame();
    times.push(now - last);
    last = now;
    if (now < nextDeed) continue;
    const took = turn % 2 === 0 ? await interact(`g[data-candidate="${(turn / 2) % 6}"]`) : await slide();
    if (took !== undefined) interactions.push(took);
    turn += 1;
    last = await frame();
    nextDeed = last + 700;
  }
  clearInterval(arriving);
  const nodes = document.querySelectorAll("*").length;
  const total = times.reduce((sum, time) => sum + time, 0);
  await db.delete();
  return {
    openMs,
    framesPerSecond: (times.length / total) * 1000,
    slowestFrameMs: Math.max(...times),
    interactionsMs: interactions,
    nodes,
    work,
  };
}

Object.assign(globalThis, { measure });
