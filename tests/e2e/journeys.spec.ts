import { expect, test } from "@playwright/test";

import type { RunRow } from "../../src/storage/rows.ts";
import { demoHouses } from "../../src/tasks/routing/demo-houses.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { readRun } from "../../tools/demo/read-database.ts";
import { followRules } from "../support/rule-follower.ts";
import { connected, handOf, mails, runIdOf, teams, told, words } from "./support/hand.ts";

/** Rules for what the letter shows to have gone wrong, added to those that stood in it. */
function sortingRules(letter: string): string {
  const rules = new Map<string, string>();
  for (const [, word = "", team = ""] of letter.matchAll(/mentions (\w+), answer ([A-Z]+)/g))
    rules.set(word, team);
  for (const record of letter.split("please look at the ").slice(1)) {
    const [word] = /^\w+/.exec(record) ?? [""];
    const team = /Expected ([A-Z]+), got/.exec(record)?.[1];
    if (team !== undefined) rules.set(word, team);
  }
  const lines = [...rules].map(([word, team]) => `If the message mentions ${word}, answer ${team}.`);
  const labels = Object.values(teams).join(", ");
  return `\`\`\`\nAnswer with exactly one of these labels and nothing else: ${labels}.\n${lines.join("\n")}\n\`\`\``;
}

test("from a CSV to the copied prompt in at most eight interactions once an endpoint is connected", async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const server = await connected(page, ({ system, user }) => {
    if (system === "") return sortingRules(user);
    const team = followRules(system, user);
    if (team !== "General") return team;
    return system.includes("exactly one of these labels") ? "LEGAL" : "I would ask somebody who knows.";
  });
  const hand = handOf();
  await hand.give(page.getByLabel("File of examples"), "mails.csv", mails);
  // The first prompt is tried without being asked to, and says what is wrong only in form; of as many rows as the time allowed.
  await expect(page.getByText(/^0 of (\d+) right\. \1 answers wrong, all only in form/)).toBeVisible({
    timeout: 60_000,
  });
  await hand.press(page.getByRole("button", { name: "Name the labels in the prompt" }));
  await expect(
    page.getByText(/^\d+ of \d+ right\. \d+ answers? wrong, none of them only in form/),
  ).toBeVisible({
    timeout: 60_000,
  });
  await hand.press(page.getByRole("button", { name: "Start the run" }));
  await page.waitForURL(/#\/runs\//);
  const state = await followRun(page, runIdOf(page), () => undefined);
  expect(state.test[0]?.mean).toBeLessThan(0.5);
  expect(state.test.at(-1)?.mean).toBe(1);
  await hand.press(page.getByRole("link", { name: /sealed test set/ }).first());
  await hand.press(page.getByRole("button", { name: "Copy the prompt" }));
  await expect(page.getByText(/^Copied:/)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  for (const word of words.filter((one) => one !== "contract"))
    expect(copied).toContain(`mentions ${word}, answer ${teams[word]}`);
  // The demo had begun on Home and made room.
  expect((await readRun<RunRow>(page, `home-${demoHouses[0]}-1`))?.wish ?? "pause").toBe("pause");
  told("CSV to copied prompt", hand);
  expect(hand.deeds()).toBeLessThanOrEqual(8);
  await server.close();
});

const towns = ["Bern", "Graz", "Lyon", "Turin", "Ghent"];
const orders = Array.from({ length: 100 }, (_, at) => {
  const [town, euros] = [towns[at % towns.length] ?? "", (at * 37) % 90];
  return {
    mail: `Order ${at} by Ms. ${"ABCDEFGH"[at % 8]}lder of ${town}: ${euros}.50 euros in all.`,
    answer: { customer: `${"ABCDEFGH"[at % 8]}lder`, town: town.toUpperCase(), cents: euros * 100 + 50 },
  };
});

/** Reads an order to the letter of its prompt: what is not said of a field's form it does its own way. */
function readOrder(prompt: string, mail: string): string {
  const [, customer = "", town = "", amount = ""] = /by (Ms\. \w+) of (\w+): ([\d.]+) euros/.exec(mail) ?? [];
  return JSON.stringify({
    customer: prompt.includes("without a title") ? customer.replace("Ms. ", "") : customer,
    town: prompt.includes("in capitals") ? town.toUpperCase() : town,
    cents: prompt.includes("whole cents") ? Math.round(Number(amount) * 100) : Number(amount),
  });
}

/** A rule for every field the letter shows to be wrong, after what it was told. */
function fieldRules(letter: string): string {
  const says: readonly (readonly [string, string])[] = [
    ["customer", "Write the customer without a title."],
    ["town", "Write the town in capitals."],
    ["cents", "Write the amount in whole cents."],
  ];
  const rules = says.filter(
    ([field, rule]) => letter.includes(rule) || letter.includes(`${field} should be`),
  );
  return `\`\`\`\nAnswer with one JSON object with the fields customer, town, cents.\n${rules.map(([, rule]) => rule).join("\n")}\n\`\`\``;
}

test("from JSON rows to a prompt with nine fields in ten right, and no option touched", async ({ page }) => {
  test.setTimeout(300_000);
  const server = await connected(page, ({ system, user }) =>
    system === "" ? fieldRules(user) : readOrder(system, user),
  );
  const hand = handOf();
  const lines = orders.map((order) => JSON.stringify(order)).join("\n");
  await hand.give(page.getByLabel("File of examples"), "orders.jsonl", lines);
  await expect(page.getByLabel("Metric", { exact: true })).toHaveValue("json-fields");
  await expect(page.getByLabel("The prompt you have now")).toHaveValue(/fields customer, town, cents/);
  await hand.press(page.getByRole("button", { name: "Start the run" }));
  await page.waitForURL(/#\/runs\//);
  const state = await followRun(page, runIdOf(page), () => undefined);
  expect(state.test[0]?.mean).toBeLessThan(0.2);
  expect(state.test.at(-1)?.mean).toBeGreaterThanOrEqual(0.9);
  // The schema was drawn from the rows and sent along.
  const asked = server.completions().filter(({ request }) => request.system.includes("customer"));
  expect(asked.length).toBeGreaterThan(0);
  for (const { request } of asked)
    expect(JSON.stringify(request.json["response_format"])).toContain('"cents"');
  told("JSON rows to a better prompt", hand);
  await server.close();
});
