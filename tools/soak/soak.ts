import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import type { BrowserContext, Page } from "playwright-core";

import { reasonOf } from "../../src/shared/reason-of.ts";
import { createSeededRandom } from "../../src/shared/seeded-random.ts";
import { controlled, setPolicy } from "../../tests/e2e/support/studio.ts";
import { scriptedAnswer } from "../../tests/kill/scripted-answer.ts";
import {
  type ModelRequest,
  type ModelServer,
  type Reply,
  startModelServer,
} from "../../tests/support/model-server.ts";
import { launchPersistent } from "../browser/launch-browser.ts";
import { ensureBuilt } from "../build/ensure-built.ts";
import { serve } from "../serve/static-server.ts";
import { policySeed, shapes } from "./soak-run.ts";
import { strikes, type Target } from "./strikes.ts";
import { type StruckRun, strikeRun } from "./struck-run.ts";

/**
 * `npm run soak -- --minutes N [--seed S] [--kind WORD]`: runs of the built studio against a server that logs, each
 * struck in its middle in one of sixteen ways, over single calls, chains, repeats and judges, with the Reflection model
 * on an endpoint too. Exits 1 when an answer was lost, a run stood still, or fewer requests were shown as possibly paid
 * twice than the server saw again.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    kind: { type: "string", default: "" },
  },
});
const minutes = Number(values.minutes);
if (!Number.isFinite(minutes) || minutes <= 0) {
  console.error(`--minutes must be a number above 0, not "${values.minutes}"`);
  process.exit(2);
}

const random = createSeededRandom(Number(values.seed), "soak");
const answer = scriptedAnswer(policySeed);
let trouble: { how: "503" | "silence" | "hang-up"; left: number } | undefined;
const silence = new Promise<never>(() => undefined);

function reply(request: ModelRequest): Reply | Promise<Reply> {
  if (trouble !== undefined && trouble.left > 0) {
    trouble.left -= 1;
    if (trouble.how === "silence") return silence;
    return trouble.how === "503" ? { status: 503, text: "overloaded" } : { hangUp: true };
  }
  const isJudge = request.system === "" || request.user.includes("The label must fit.");
  const text =
    request.model === "student" && isJudge
      ? JSON.stringify({ reasons: "It fits.", score: 7 })
      : answer(request);
  return { text, delayMs: 25 };
}

const profile = mkdtempSync(join(tmpdir(), "gepa-studio-soak-"));
const site = await serve({ folder: ensureBuilt((line) => console.log(line)) });
const server: ModelServer = await startModelServer({ answer: reply });
// Functions sent to the page carry this helper of the runner that compiles them.
const started = `globalThis.__name ??= (named) => named; globalThis.startedWorkers = []; { const Plain = globalThis.Worker; globalThis.Worker = class extends Plain {
  constructor(url, given) { super(url, given); globalThis.startedWorkers.push({ url: String(url), worker: this }); } }; }`;

async function launch(): Promise<BrowserContext> {
  const context = await launchPersistent(profile);
  await context.addInitScript(started);
  return context;
}

async function openAt(context: BrowserContext, id: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.address}#/runs/${id}`);
  await controlled(page);
  return page;
}

/** A fresh context each time something was broken that a later run should not inherit. */
async function target(id: string): Promise<Target> {
  const context = await launch();
  const page = await openAt(context, "none");
  await page.waitForFunction(() => document.querySelector("main") !== null);
  await setPolicy(page, { locked: false, hosts: [server.origin] });
  const made: Target = {
    page,
    context,
    profile,
    address: site.address,
    reopen: () => openAt(made.context, id),
    restart: async (before) => {
      made.context = await launch();
      await before?.(made.context);
      made.page = await openAt(made.context, id);
    },
    misbehave: (how, left) => {
      trouble = { how, left };
    },
  };
  return made;
}

const kinds = Object.keys(strikes).filter((kind) => kind.includes(values.kind));
const done: StruckRun[] = [];
const failures: string[] = [];
const end = Date.now() + minutes * 60_000;
for (let turn = 0; Date.now() < end; turn += 1) {
  const kind = kinds[turn % kinds.length] ?? "";
  const shape = shapes[(turn + Math.floor(turn / kinds.length)) % shapes.length] ?? "single";
  const id = `soak-${Date.now().toString(36)}-${turn}`;
  trouble = undefined;
  const struck = await target(id);
  try {
    const found = await strikeRun(struck, server, { id, number: turn + 1, kind, shape }, random.below);
    done.push(found);
    console.log(
      `${kind}, ${shape}: ${found.strikes} strikes, lost ${found.lost}, repeated ${found.repeated}, by the browser ${found.byBrowser}, shown ${found.shown}${found.stuck === undefined ? "" : `, STUCK: ${found.stuck}`}`,
    );
  } catch (error) {
    failures.push(`${kind}, ${shape}: ${reasonOf(error)}`);
    console.log(failures.at(-1));
  } finally {
    await struck.context.close().catch(() => undefined);
  }
}
await site.close();
await server.close();
rmSync(profile, { recursive: true, force: true });

const sum = (
  runs: readonly StruckRun[],
  pick: "strikes" | "lost" | "repeated" | "byBrowser" | "shown",
): number => runs.reduce((all, run) => all + run[pick], 0);
const isShort = (run: StruckRun): boolean => run.shown < run.repeated;
const line = (name: string, runs: readonly StruckRun[]): string =>
  [
    name.padEnd(28),
    ...[
      runs.length,
      sum(runs, "strikes"),
      sum(runs, "lost"),
      sum(runs, "repeated"),
      sum(runs, "byBrowser"),
      sum(runs, "shown"),
      runs.filter(isShort).length,
      runs.filter(({ stuck }) => stuck !== undefined).length,
    ].map((value) => String(value).padStart(9)),
  ].join("");
console.log(
  [
    "kind".padEnd(28),
    ...["runs", "strikes", "lost", "repeated", "browser", "shown", "short", "stuck"].map((name) =>
      name.padStart(9),
    ),
  ].join(""),
);
for (const kind of kinds)
  console.log(
    line(
      kind,
      done.filter((run) => run.kind === kind),
    ),
  );
for (const shape of shapes)
  console.log(
    line(
      `all, ${shape}`,
      done.filter((run) => run.shape === shape),
    ),
  );
console.log(line("all", done));
for (const failure of failures) console.log(`failed: ${failure}`);
const isBroken = done.some((run) => run.lost > 0 || run.stuck !== undefined || isShort(run));
process.exit(isBroken || failures.length > 0 ? 1 : 0);
