import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Browser, Page } from "playwright-core";

import type { ReflectionChoice, RemoteChoice, StudentChoice } from "../../src/models/model-choice.ts";
import type { PageMessage, ServiceWorkerReply } from "../../src/protocol/service-worker.ts";
import { seeksDemos } from "../../src/rivals/optimizers.ts";
import { type Draft, firstDraft } from "../../src/setup/draft/draft.ts";
import { concurrencyOf, engineOfDraft } from "../../src/setup/draft/engine-of-draft.ts";
import type { EventRow, ReflectionRow, RunRow } from "../../src/storage/rows.ts";
import { withDemos } from "../../src/tasks/programs/with-demos.ts";
import { requestsPerRollout } from "../../src/tasks/requests-per-rollout.ts";
import { pastFirstVisit } from "../../tools/browser/past-first-visit.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { readRows, readRun } from "../../tools/demo/read-database.ts";
import { writeRows } from "../../tools/demo/write-database.ts";
import { savedBundle } from "../../tools/gallery/keep-recorded.ts";
import type { RealTask } from "./real-tasks.ts";

export interface Wanted {
  readonly real: RealTask;
  readonly seed: number;
  readonly optimizer: Draft["options"]["optimizer"];
  readonly student: StudentChoice;
  readonly reflection: ReflectionChoice;
  readonly metricCalls: number;
  readonly reflectionCalls: number;
  /** Where letters are laid down for a person, and their answers found; for a Reflection by hand. */
  readonly letters?: string;
}

export interface Finished {
  readonly run: RunRow;
  readonly events: readonly EventRow["event"][];
  readonly wallSeconds: number;
  /** The run with all its rows, as "Save all to a file" makes it. */
  readonly bundle: Buffer;
}

/** Slow models are normal: a rewrite of a model on two cores takes minutes. */
const silenceMs = 15 * 60_000;

/** The run that New run would ask for with its defaults, but for the budget and the search's seed. */
function requested({
  real,
  seed,
  optimizer,
  student,
  reflection,
  metricCalls,
  reflectionCalls,
}: Wanted): RunRow {
  const task = seeksDemos(optimizer) ? withDemos(real.task) : real.task;
  const draft: Draft = {
    ...firstDraft,
    task: real.rows === undefined ? "saved" : "rows",
    student,
    reflection,
    requests: metricCalls * Math.max(1, requestsPerRollout(task)),
    options: {
      ...firstDraft.options,
      optimizer,
      seed,
      reflectionCalls,
      objective: task.objective ?? "",
      background: task.background ?? "",
    },
  };
  return {
    id: `real-${real.name}-${optimizer}-${seed}`,
    number: 1,
    name: task.name,
    taskId: task.id,
    task,
    splits: real.splits,
    engine: engineOfDraft(draft, task, real.splits),
    student,
    reflection,
    optimizer,
    finalTest: true,
    concurrency: concurrencyOf(draft),
    createdAt: Date.now(),
    status: "requested",
    wish: "run",
    activeSeconds: 0,
    possiblyPaidTwice: 0,
  };
}

const isRemote = (choice: { readonly kind: string }): choice is RemoteChoice => choice.kind === "remote";

/** Lets the page talk to these hosts, as a person's yes does. */
function allowHosts(page: Page, hosts: readonly string[]): Promise<ServiceWorkerReply> {
  const message: PageMessage = { kind: "set-policy", policy: { locked: false, hosts } };
  return page.evaluate(
    (sent) =>
      new Promise<ServiceWorkerReply>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event: MessageEvent<ServiceWorkerReply>) => resolve(event.data);
        navigator.serviceWorker.controller?.postMessage(sent, [port2]);
      }),
    message,
  );
}

/**
 * Lays the letter that waits down as `NAME-CALL.letter.txt` and gives the page, in its own form, what then is written into
 * `NAME-CALL.answer.txt`. The person who answers sees nothing else.
 */
async function carryLetter(page: Page, runId: string, folder: string): Promise<void> {
  const rows = await readRows<ReflectionRow>(page, "reflections", runId);
  const letter = rows.find(({ answer }) => answer.kind === "waiting");
  if (letter === undefined) return;
  const place = join(folder, `${runId}-${letter.callIndex}`);
  if (!existsSync(`${place}.letter.txt`)) writeFileSync(`${place}.letter.txt`, letter.prompt);
  if (!existsSync(`${place}.answer.txt`)) return;
  const field = page.getByRole("textbox", { name: "The answer you got" });
  await field.fill(readFileSync(`${place}.answer.txt`, "utf8"));
  await page.getByRole("button", { name: "Give it to the run" }).click();
  await field.waitFor({ state: "detached" });
}

/** One search in the built page, in a browser context of its own, from the request to the sealed test. */
export async function runInPage(
  browser: Browser,
  address: string,
  wanted: Wanted,
  say: (line: string) => void,
): Promise<Finished> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => say(`the page threw: ${error.message}`));
    await page.addInitScript({ content: "globalThis.__name ??= (each) => each" });
    await page.goto(`${address}#/storage`);
    await pastFirstVisit(page);
    await page.goto(`${address}#/runs`);
    await page.getByRole("main").waitFor();
    const hosts = [wanted.student, wanted.reflection]
      .filter(isRemote)
      .map(({ baseUrl }) => new URL(baseUrl).origin);
    await allowHosts(page, [...new Set(hosts)]);
    const run = requested(wanted);
    const { rows, task } = wanted.real;
    await writeRows(page, {
      tasks: [
        { id: task.id, name: task.name, createdAt: run.createdAt, updatedAt: run.createdAt, spec: run.task },
      ],
      ...(rows === undefined
        ? {}
        : {
            datasets: [
              {
                id: rows.datasetId,
                name: task.name,
                createdAt: run.createdAt,
                columns: rows.columns,
                rowCount: rows.examples.length,
                sourceName: task.name,
              },
            ],
            examples: rows.examples.map((example, position) => ({
              ...example,
              datasetId: rows.datasetId,
              position,
            })),
          }),
      runs: [run],
    });
    const started = performance.now();
    await page.goto("about:blank");
    const { letters } = wanted;
    // Where nobody answers letters the page shows nothing that moves: drawing would take the processor from the models.
    await page.goto(`${address}#/${letters === undefined ? "learn" : `runs/${run.id}`}`);
    await followRun(page, run.id, say, {
      silenceMs,
      lookMs: 3000,
      ...(letters === undefined ? {} : { carryLetter: () => carryLetter(page, run.id, letters) }),
    });
    const wallSeconds = (performance.now() - started) / 1000;
    const ended = (await readRun<RunRow>(page, run.id))!;
    const events = (await readRows<EventRow>(page, "events", run.id)).map(({ event }) => event);
    return { run: ended, events, wallSeconds, bundle: await savedBundle(page, address) };
  } finally {
    await context.close();
  }
}
