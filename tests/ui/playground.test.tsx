import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeAll, expect, test } from "vitest";
import { commands, page } from "vitest/browser";

import { ResultPage } from "../../src/ui/pages/result/result-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);
afterEach(() => commands.stopServers());

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

type Replies = Parameters<typeof commands.startServer>[0]["replies"];

async function showResult(replies: Replies, unconfirmed?: true): Promise<string> {
  const origin = await commands.startServer({ replies, models: ["small-1"] });
  const db = await openTestDatabase();
  await storeRun(db, made, {
    student: {
      kind: "remote",
      dialect: "openai-compatible",
      provider: "custom",
      baseUrl: `${origin}/v1`,
      model: "small-1",
      needsKey: false,
    },
    ...(unconfirmed && { unconfirmed }),
  });
  mountPage(db, "/runs/:id/result", "/runs/run-1/result", ResultPage);
  return origin;
}

const tryIt = page.getByRole("button", { name: "Try it beside the seed" });
const asked = async (origin: string) =>
  (await commands.serverLog(origin)).flatMap(({ request }) => (request ? [request.json] : []));

test("a row of the run is answered by seed and winner, judged by what is right, and a typed input is not judged", async () => {
  const origin = await showResult([
    "NOWHERE",
    { text: "I would say that this is one for the people of billing", dripMs: 60 },
    "BILLING",
  ]);
  await page.getByLabelText("Input to try").selectOptions(made.run.splits.pareto[0] ?? "");
  await tryIt.click();
  const seed = page.getByRole("region", { name: "Answer of Seed, c0" });
  await expect.element(seed.getByText("NOWHERE", { exact: true })).toBeVisible();
  await expect.element(seed.getByText(/^expected /)).toBeVisible();
  await expect.element(page.getByLabelText(/^What Winner, c\d+ is writing/)).toHaveTextContent(/^I would/);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect.element(page.getByText("Stopped.", { exact: true })).toBeVisible();
  await page.getByRole("textbox").first().fill("Nobody's row");
  await expect.element(page.getByText(/^This was tried before you changed/)).toBeVisible();
  await tryIt.click();
  const winner = page.getByRole("region", { name: /^Answer of Winner/ });
  await expect.element(winner.getByText("BILLING", { exact: true })).toBeVisible();
  await expect.element(page.getByText(/^This was tried before you changed/)).not.toBeInTheDocument();
  await expect
    .element(page.getByRole("region", { name: /^Answer of/ }).getByText(/^expected /))
    .not.toBeInTheDocument();
  const sent = (await asked(origin)).map((json) => JSON.stringify(json["messages"]));
  expect(sent).toHaveLength(4);
  expect(sent.filter((text) => text.includes("Nobody's row"))).toHaveLength(2);
  // The seed's prompt, then the winner's.
  expect(sent[2]).not.toBe(sent[3]);
});

test("a run whose code nobody confirmed asks nothing, and says why", async () => {
  const origin = await showResult(["BILLING"], true);
  await page.getByLabelText("Input to try").selectOptions(made.run.splits.pareto[0] ?? "");
  await tryIt.click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/allow it on the run.s page first/);
  expect(await asked(origin)).toHaveLength(0);
});

test("a Student that fails says so in words", async () => {
  await showResult([{ status: 404, text: "no such model" }]);
  await page.getByLabelText("Input to try").selectOptions(made.run.splits.pareto[0] ?? "");
  await tryIt.click();
  await expect.element(page.getByRole("alert")).toHaveTextContent(/small-1/);
});
