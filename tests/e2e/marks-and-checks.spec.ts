import { expect, test, type Page } from "@playwright/test";

import { studioSpec } from "../../src/engine/options/presets.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { MarkRow, RunRow } from "../../src/storage/rows.ts";
import { generatedRows, splitIds } from "../../src/tasks/generated-rows.ts";
import { routingTask } from "../../src/tasks/routing/routing-task.ts";
import type { GeneratedSource } from "../../src/tasks/task-spec.ts";
import { readRun } from "../../tools/demo/read-database.ts";
import { writeRows } from "../../tools/demo/write-database.ts";
import { type ModelRequest, type ModelServer, startModelServer } from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";
import { openStudio, setPolicy } from "./support/studio.ts";

// Every minibatch holds all rows one learns from, so that every reflection reads a marked one.
const sizes = { feedback: 5, pareto: 6, test: 20 };

/** One server for all three roles: it obeys rules, judges short answers kindly, and writes down every rule it was told. */
function makeAnswer(): (request: ModelRequest) => { text: string; delayMs: number } {
  const rules = new Map<string, string>();
  return ({ system, user }) => {
    if (system.startsWith("You judge answers")) {
      const isShort = /<Answer to judge>\n[A-Z]+\n/.test(user);
      return { text: JSON.stringify({ reasons: "by its length", score: isShort ? 9 : 2 }), delayMs: 2 };
    }
    if (system !== "") return { text: followRules(system, user), delayMs: 10 };
    for (const [, label, word] of user.matchAll(/Expected ([A-Z]+), got .*?Decided by the word "([a-z]+)"/g))
      if (word !== undefined && label !== undefined) rules.set(word, label);
    const said = [...rules].map(([word, label]) => `If the message mentions ${word}, answer ${label}.`);
    return {
      text: `\`\`\`\nLabel the message. ${said.join(" ")} Otherwise answer OTHER.\n\`\`\``,
      delayMs: 2,
    };
  };
}

function endpoint(server: ModelServer, model: string): RemoteChoice {
  return {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: server.baseUrl("openai-compatible"),
    model,
    needsKey: false,
    concurrency: 2,
  };
}

function requestedRun(server: ModelServer): RunRow {
  const task = routingTask(3, sizes);
  if (task.source.kind !== "generated") throw new Error("the routing task generates its rows");
  const judge = {
    name: "tone",
    kind: "judge",
    weight: 0.2,
    options: { rubric: "Short is good.", role: "reflection" },
  };
  return {
    id: "judged",
    number: 1,
    name: "Judged routing",
    taskId: task.id,
    task: { ...task, metrics: [...task.metrics, judge] },
    splits: splitIds(generatedRows(task.source)),
    engine: studioSpec({
      seed: 1,
      seedCandidates: [task.seedCandidate],
      splits: { ...sizes, paretoIsFeedback: false },
      minibatch: { size: 5, failureAware: true },
      winner: { kind: "highest-mean" },
      budget: { metricCalls: 120, reflectionCalls: 8, policy: "reserve" },
    }),
    student: endpoint(server, "small"),
    reflection: endpoint(server, "small"),
    optimizer: "gepa",
    finalTest: true,
    concurrency: 2,
    createdAt: Date.now(),
    status: "requested",
    wish: "run",
    activeSeconds: 0,
    possiblyPaidTwice: 0,
  };
}

async function begin(page: Page, server: ModelServer): Promise<void> {
  await openStudio(page, "/#/runs");
  await page.getByText("Nothing has been run here").waitFor();
  await setPolicy(page, { locked: false, hosts: [server.origin] });
  await writeRows(page, {
    runs: [requestedRun(server)],
    settings: [{ key: "endpoints", value: [{ choice: endpoint(server, "other") }] }],
  });
  await page.goto("about:blank");
  await openStudio(page, "/#/runs/judged");
}

async function finished(page: Page): Promise<void> {
  await expect
    .poll(async () => (await readRun<RunRow>(page, "judged"))?.status, { timeout: 60_000 })
    .toBe("finished");
}

async function marksIn(page: Page): Promise<readonly MarkRow[]> {
  return page.evaluate(async () => {
    const open = indexedDB.open(`gepa-studio:${new URL("./", document.baseURI).pathname}`);
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction("marks").objectStore("marks").getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    return all.result as MarkRow[];
  });
}

test("a mark made in the middle of a run is in the next letter, and the judge is held against the marks", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const answer = makeAnswer();
  let goOn: () => void = () => undefined;
  const marked = new Promise<void>((resolve) => (goOn = resolve));
  // The first letter lies unanswered until the mark is made: the run is in its middle for as long as that takes.
  const server = await startModelServer({
    models: ["small", "other"],
    answer: async (request) => {
      if (request.system === "") await marked;
      return answer(request);
    },
  });
  await begin(page, server);
  const letters = (): readonly string[] =>
    server.completions().flatMap(({ request }) => (request.system === "" ? [request.user] : []));
  await expect.poll(() => letters().length, { timeout: 60_000 }).toBe(1);
  const run = requestedRun(server);
  const learned = await page.evaluate(async (ids) => {
    const open = indexedDB.open(`gepa-studio:${new URL("./", document.baseURI).pathname}`);
    await new Promise((resolve) => (open.onsuccess = resolve));
    const all = open.result.transaction("rollouts").objectStore("rollouts").getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    const rows = all.result as { readonly callIndex: number; readonly exampleId: string }[];
    return rows.find(({ exampleId }) => ids.includes(exampleId));
  }, run.splits.feedback);
  const row = generatedRows(run.task.source as GeneratedSource).feedback.find(
    ({ id }) => id === learned?.exampleId,
  );
  await page.goto(`/#/runs/judged?rollouts=all&call=${learned?.callIndex}`);
  await page.getByRole("button", { name: "Bad", exact: true }).click();
  await page.getByRole("button", { name: "Say why…" }).click();
  await page
    .getByRole("textbox", { name: /What is bad about this answer/ })
    .fill("mind the colour of the ink");
  await page.getByRole("button", { name: "Keep the sentence" }).click();
  await expect(page.getByText("“mind the colour of the ink”")).toBeVisible();
  goOn();
  await finished(page);
  const withRow = letters().filter((letter) => letter.includes(row?.inputs["message"] ?? ""));
  const told = withRow.findIndex((letter) => letter.includes("bad: mind the colour of the ink"));
  expect(letters()[0]).not.toContain("mind the colour");
  // A second try of the first letter may come in between: remarks are journalled between iterations.
  expect([1, 2]).toContain(told);
  expect(withRow.slice(told).every((letter) => letter.includes("mind the colour of the ink"))).toBe(true);

  await page.goto("/#/runs/judged/result");
  await page.getByRole("heading", { name: "The judge and you" }).waitFor();
  await expect(
    page.getByText(/The judge agrees with people on \d of 1 answers?.*mark 19 more/),
  ).toBeVisible();
  await page.getByRole("button", { name: "Good", exact: true }).first().click();
  await expect.poll(async () => (await marksIn(page)).length).toBeGreaterThan(2);
  await expect(page.getByText(/of 2 answers/).first()).toBeVisible();

  await page.getByRole("button", { name: /^Draw 20 fresh rows/ }).click();
  const draw = page.getByRole("article", { name: "fresh draw 1" });
  await expect(draw.getByRole("heading")).toContainText(/unseen row|seed/i, { timeout: 60_000 });
  const models = page.getByRole("combobox", { name: "Model to try both prompts with" });
  await models.selectOption({ label: `other at ${new URL(server.origin).host}` });
  await page.getByRole("button", { name: "Try both prompts, 80 requests" }).click();
  await expect(page.getByRole("cell", { name: /^other at/ })).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByText(/already seen 2 times/)).toBeVisible();
  await server.close();
});

test("rows a model drafts come in ticked and corrected by a person, marked, and never into the test", async ({
  page,
}) => {
  const drafted = [
    { message: "The invoice names a firm we never heard of", team: "BILLING" },
    { message: "Nobody signed the contract you sent", team: "LEGAL" },
    { message: "Row 3 speaks of an invoice for office 21 and of its date", team: "BILLING" },
  ];
  const server = await startModelServer({
    models: ["writer"],
    answer: () => ({ text: `\`\`\`json\n${JSON.stringify(drafted)}\n\`\`\``, delayMs: 50 }),
  });
  await openStudio(page, "/#/runs");
  await page.getByText("Nothing has been run here").waitFor();
  await setPolicy(page, { locked: false, hosts: [server.origin] });
  const examples = Array.from({ length: 30 }, (_, position) => ({
    datasetId: "mine",
    position,
    id: `row-${position}`,
    inputs: { message: `Row ${position} speaks of an invoice for office ${position * 7} and of its date` },
    expected: { team: position % 2 === 0 ? "BILLING" : "LEGAL" },
  }));
  const spec = {
    ...routingTask(1),
    id: "mine",
    name: "My rows",
    source: {
      kind: "dataset",
      datasetId: "mine",
      inputColumns: ["message"],
      expectedColumn: "team",
      split: { seed: 1, shares: { feedback: 0.5, pareto: 0.2, test: 0.3 } },
    },
    metrics: [
      {
        name: "label",
        kind: "label",
        weight: 1,
        options: { expected: "team", labels: ["BILLING", "LEGAL"] },
      },
    ],
  };
  await writeRows(page, {
    datasets: [
      {
        id: "mine",
        name: "mine",
        createdAt: 1,
        columns: ["message", "team"],
        rowCount: 30,
        sourceName: "m.csv",
      },
    ],
    examples,
    tasks: [{ id: "mine", name: "My rows", createdAt: 1, updatedAt: 1, spec }],
    settings: [{ key: "endpoints", value: [{ choice: endpoint(server, "writer") }] }],
  });
  await page.goto("about:blank");
  await openStudio(page, "/#/tasks/mine");
  await page.getByRole("textbox", { name: "What they should be about" }).fill("disputes");
  await page.getByRole("button", { name: "Draft 10 rows, 1 request" }).click();
  await expect(page.getByText("Look twice: nearly the same as a row you have.")).toBeVisible();
  const [request] = server.completions();
  expect(request?.request.user).toContain("disputes");
  await page.getByRole("textbox", { name: "message of row 2" }).fill("Nobody signed the lease you sent");
  await page.getByRole("button", { name: "Add 2 rows, marked as drafted" }).click();
  await expect(page.getByRole("cell", { name: /^drafted by writer at/ })).toHaveCount(2);
  await expect(page.getByRole("cell", { name: "Nobody signed the lease you sent" })).toBeVisible();
  await server.close();
});
