import { expect, test, type Page } from "@playwright/test";

import { studioSpec } from "../../src/engine/options/presets.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { RunRow } from "../../src/storage/rows.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import { readRun } from "../../tools/demo/read-database.ts";
import { writeRows } from "../../tools/demo/write-database.ts";
import { type ModelServer, type ModelServerOptions, startModelServer } from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";
import { openStudio, setPolicy } from "./support/studio.ts";

const sizes = { feedback: 8, pareto: 8, test: 6 };
const task = routingTask(3, sizes);
if (task.source.kind !== "generated") throw new Error("the routing task generates its rows");
const rows = generatedRows(task.source);

declare global {
  var startedWorkers: { readonly url: string; readonly worker: Worker }[];
}

let server: ModelServer;
test.afterEach(() => server.close());

function endpoint(needsKey: boolean): RemoteChoice {
  return {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: server.baseUrl("openai-compatible"),
    model: "small",
    needsKey,
    concurrency: 2,
  };
}

/** Opens the page of a run on a local server; the threads it starts are listed in `startedWorkers`. */
async function openRun(
  page: Page,
  options: Partial<ModelServerOptions> & Pick<ModelServerOptions, "answer">,
): Promise<void> {
  server = await startModelServer(options);
  const run: RunRow = {
    id: "hard",
    number: 1,
    name: "Hard times",
    taskId: task.id,
    task,
    splits: splitIds(rows),
    engine: studioSpec({
      seed: 1,
      seedCandidates: [task.seedCandidate],
      splits: { ...sizes, paretoIsFeedback: false },
      budget: { metricCalls: 70, reflectionCalls: 8, policy: "reserve" },
    }),
    student: endpoint(options.keys !== undefined),
    reflection: { kind: "coach" },
    optimizer: "gepa",
    finalTest: true,
    concurrency: 2,
    createdAt: Date.now(),
    status: "requested",
    wish: "run",
    activeSeconds: 0,
    possiblyPaidTwice: 0,
  };
  await page.addInitScript(() => {
    globalThis.startedWorkers = [];
    const Plain = globalThis.Worker;
    globalThis.Worker = class extends Plain {
      constructor(url: string | URL, given?: WorkerOptions) {
        super(url, given);
        globalThis.startedWorkers.push({ url: String(url), worker: this });
      }
    };
  });
  await openStudio(page, "/#/runs");
  await page.getByText("Nothing has been run here").waitFor();
  await setPolicy(page, { locked: false, hosts: [server.origin] });
  await writeRows(page, { runs: [run] });
  await page.goto("about:blank");
  await openStudio(page, "/#/runs/hard");
}

const runNow = (page: Page) => readRun<RunRow>(page, "hard");
const until = (page: Page, status: RunRow["status"]) =>
  expect.poll(async () => (await runNow(page))?.status, { timeout: 60_000 }).toBe(status);

for (const name of ["run", "student"]) {
  test(`the ${name} worker is killed in the middle of a run: it is started again, said, and the run ends`, async ({
    page,
  }) => {
    await openRun(page, { answer: ({ system, user }) => ({ text: followRules(system, user), delayMs: 40 }) });
    await expect.poll(() => server.completions().length, { timeout: 60_000 }).toBeGreaterThan(12);
    await page.evaluate((killed) => {
      const found = globalThis.startedWorkers.find(({ url }) => url.includes(`${killed}.worker`));
      if (found === undefined) throw new Error(`no ${killed} worker was started`);
      found.worker.terminate();
    }, name);
    await page.getByText("was started again").first().waitFor();
    await until(page, "finished");
    const used = await page.evaluate(async () => {
      const open = indexedDB.open(`gepa-studio:${new URL("./", document.baseURI).pathname}`);
      await new Promise((resolve) => (open.onsuccess = resolve));
      const count = open.result.transaction("rollouts").objectStore("rollouts").count();
      await new Promise((resolve) => (count.onsuccess = resolve));
      open.result.close();
      return count.result;
    });
    const repeated = server.completions().length - used;
    expect((await runNow(page))?.possiblyPaidTwice).toBeGreaterThanOrEqual(repeated);
  });
}

test("the browser takes the storage away while a run is under way: the page says so and shows no run that goes on", async ({
  page,
}) => {
  await openRun(page, { answer: ({ system, user }) => ({ text: followRules(system, user), delayMs: 60 }) });
  await expect.poll(() => server.completions().length, { timeout: 60_000 }).toBeGreaterThan(6);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  await page.getByText("took this studio's storage away").waitFor({ timeout: 5000 });
  await expect(page.getByText("Now", { exact: true })).toHaveCount(0);
});

test("a row that cannot be answered is named on the page and asked again by a button", async ({ page }) => {
  const bad = rows.pareto[3]?.inputs["message"];
  let isMended = false;
  await openRun(page, {
    answer: ({ system, user }) =>
      user === bad && !isMended
        ? {
            status: 400,
            text: "This model's maximum context length is 2048 tokens; your messages have 2600.",
          }
        : followRules(system, user),
  });
  await until(page, "finished");
  await page.getByText("1 row had no answer and is left out").click();
  await page.getByText(/Row 3 of the Pareto set .*left out for every candidate/).waitFor();
  isMended = true;
  await page.getByRole("button", { name: "Ask these rows again" }).click();
  await expect(page.getByText("had no answer and is left out")).toHaveCount(0, { timeout: 60_000 });
});

test("a wrong key is corrected where the run says it, and the run goes on", async ({ page }) => {
  await openRun(page, { keys: ["right"], answer: ({ system, user }) => followRules(system, user) });
  await until(page, "waiting");
  await page.getByLabel(/^Key for/).fill("wrong");
  await page.getByRole("button", { name: "Use this key and go on" }).click();
  await page.getByLabel(/^Another key for/).fill("right");
  await page.getByRole("button", { name: "Use this key and go on" }).click();
  await until(page, "finished");
});
