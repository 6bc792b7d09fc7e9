import { expect, test, type Page } from "@playwright/test";

import { followRun } from "../../tools/demo/follow-run.ts";
import { startModelServer } from "../support/model-server.ts";
import { openStudio } from "./support/studio.ts";

/** The people of an invented town; what they do stands in the documents only. */
const people = Array.from({ length: 40 }, (_, at) => ({
  name: `${["Ada", "Bo", "Cleo", "Dov", "Eda", "Finn", "Gus", "Hana"][at % 8]} ${["Alder", "Birch", "Cedar", "Dune", "Elm"][Math.floor(at / 8)]}`,
  trade: ["baker", "smith", "tailor", "miller"][at % 4] ?? "",
}));
const rows = [
  "question,answer",
  ...people.map(({ name, trade }) => `What does ${name} do?,${trade.toUpperCase()}`),
];
const documents = people.map(({ name, trade }) => `# ${name}\n${name} is a ${trade} and lives by the river.`);

/**
 * Notes what the passages say, and answers from the note. It writes capitals only when it is told to, which is what
 * the run has to find out; as Reflection it says so.
 */
function play(system: string, user: string): string {
  if (system === "") return "```\nGive the answer only, in capitals.\n```";
  const asked = /What does (.+?) do\?/.exec(user)?.[1] ?? "";
  if (user.includes("Passages:")) {
    const found = user.split("\n").find((line) => line.includes(`${asked} is a`));
    return found ?? "The passages do not say.";
  }
  const trade = / is a (\w+)/.exec(user)?.[1] ?? "unknown";
  return system.includes("capitals") ? trade.toUpperCase() : trade;
}

async function useServer(page: Page, address: string): Promise<void> {
  await page.getByRole("button", { name: "Add an endpoint…" }).first().click();
  await page.getByLabel("Address of the endpoint").fill(address);
  await page.getByRole("button", { name: /and check/ }).click();
  await page.getByRole("button", { name: "Use small" }).click();
  await page
    .getByRole("group", { name: /Reflection/ })
    .getByRole("radio", { name: /small/ })
    .check();
}

test("pasted rows and documents, two lookups and four prompts run to a better program on one's own server", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const server = await startModelServer({
    models: ["small"],
    answer: ({ system, user }) => play(system, user),
  });
  await openStudio(page, "/#/new");
  await page.getByText("My own rows").click();
  await page.getByLabel("Or paste rows").fill(rows.join("\n"));
  await page.getByRole("button", { name: "Use these rows" }).click();
  await page.getByLabel("Metric", { exact: true }).selectOption("exact");
  await page.getByLabel("Shape of the program").selectOption("two-hop");
  await page.getByLabel("Or paste documents").fill(documents.join("\n\n"));
  await page.getByRole("button", { name: "Use these documents" }).click();
  await expect(page.getByText(/40 passages/)).toBeVisible();
  await useServer(page, server.baseUrl("openai-compatible"));
  await page.getByRole("button", { name: "Try it on 5 rows" }).click();
  await expect(page.getByText("0 of 5 right.")).toBeVisible({ timeout: 60_000 });
  await page.getByText("All 4 requests: note1, query, note2, answer").first().click();
  await expect(page.getByText(/is a baker and lives by the river/).first()).toBeVisible();
  await expect(page.getByText(/A row takes up to 4 requests to the Student/)).toBeVisible();
  await page.getByRole("button", { name: "Start the run" }).click();
  await page.waitForURL(/#\/runs\//);
  const runId = /#\/runs\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  const state = await followRun(page, runId, () => undefined);
  const [seed, best] = [state.test[0], state.test.at(-1)];
  expect(seed?.mean).toBe(0);
  expect(best?.mean).toBe(1);
  // Every module was asked, each under its own prompt.
  const systems = new Set(server.completions().map(({ request }) => request.system));
  for (const prompt of ["Note what the passages say", "Write a search query"])
    expect([...systems].some((system) => system.startsWith(prompt))).toBe(true);
  await server.close();
});

test("the code editor keeps its looks under the page's policy and is not part of the first load", async ({
  page,
}) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await openStudio(page, "/#/new");
  await page.getByText("My own rows").click();
  await page.getByLabel("Or paste rows").fill(rows.join("\n"));
  await page.getByRole("button", { name: "Use these rows" }).click();
  await expect(page.getByLabel("Metric", { exact: true })).toBeVisible();
  const before = loaded.length;
  await page.getByLabel("Metric", { exact: true }).selectOption("code");
  const editor = page.getByRole("textbox", { name: "Code" });
  await expect(editor).toContainText("function score(row)");
  expect(loaded.slice(0, before).some((url) => url.includes("mount-code"))).toBe(false);
  // Colours come from a sheet, not from the defaults of a page whose styles were refused.
  const keyword = editor.getByText("const", { exact: true }).first();
  await expect(keyword).toHaveCSS("color", "rgb(100, 46, 178)");
  expect(refused.filter((text) => /Content Security Policy|Refused/i.test(text))).toEqual([]);
  await expect(page.getByRole("status", { name: "What the metrics say of this answer" })).toContainText(
    "score 1.00",
  );
});
