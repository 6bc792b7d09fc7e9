import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect, test } from "@playwright/test";

import { classRoute } from "../../src/lessons/class-route.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { connected, handOf, mails, runIdOf, teams, told, words } from "./support/hand.ts";
import { openStudio } from "./support/studio.ts";

test("a chain is improved, and its export answers a new row outside the studio", async ({ page }) => {
  test.setTimeout(300_000);
  /** Notes the word that decides, and answers from the note; in capitals only when told to. */
  const answer = ({ system, user }: { readonly system: string; readonly user: string }): string => {
    if (system === "") return "```\nGive the answer only, in capitals.\n```";
    const word = words.find((one) => user.includes(one));
    if (!user.includes("Notes:")) return `It is about the ${word ?? "nothing"}.`;
    const team = word === undefined ? "nobody" : teams[word].toLowerCase();
    return system.includes("capitals") ? team.toUpperCase() : team;
  };
  const server = await connected(page, answer);
  const hand = handOf();
  await hand.give(page.getByLabel("File of examples"), "mails.csv", mails);
  await hand.choose(page.getByLabel("Metric", { exact: true }), "exact");
  await hand.choose(page.getByLabel("Shape of the program"), "chain");
  await hand.press(page.getByRole("button", { name: "Start the run" }));
  await page.waitForURL(/#\/runs\//);
  const state = await followRun(page, runIdOf(page), () => undefined);
  expect([state.test[0]?.mean, state.test.at(-1)?.mean]).toEqual([0, 1]);
  await hand.press(page.getByRole("link", { name: /sealed test set/ }).first());
  const saved = page.waitForEvent("download");
  await hand.press(page.getByRole("button", { name: "JavaScript program" }));
  const path = join(mkdtempSync(join(tmpdir(), "gepa-export-")), "program.mjs");
  await (await saved).saveAs(path);
  const program = (await import(pathToFileURL(path).href)) as {
    readonly CALLS: readonly { readonly baseUrl: string }[];
    readonly answer: (row: Readonly<Record<string, string>>) => Promise<string>;
  };
  expect(program.CALLS).toHaveLength(2);
  const before = server.completions().length;
  expect(await program.answer({ message: "A new one: please look at the invoice" })).toBe("BILLING");
  expect(server.completions().length - before).toBe(2);
  told("chain to an export that runs", hand);
  await server.close();
});

test("a class's ten minutes: a guess, the reasons, one iteration, the race under way", async ({ page }) => {
  test.setTimeout(300_000);
  await openStudio(page, "/#/learn");
  const hand = handOf();
  const pressed = (name: string | RegExp): Promise<void> => hand.press(page.getByRole("button", { name }));
  const onward = (): Promise<void> => hand.press(page.getByRole("link", { name: / →$/ }));
  await hand.press(page.getByRole("link", { name: "Ten minutes with a class" }));
  await pressed("Add this rule");
  await pressed(/^Try it, 27 requests/);
  await expect(page.locator(".huge").filter({ hasText: "0 of 27" })).toBeVisible();
  await pressed("Let a program guess 20 rules");
  await expect(page.getByText("21 tries", { exact: false })).toBeVisible();
  await onward();
  await pressed("Hand it in");
  const score = page.getByRole("status").filter({ hasText: /^You \d+, the Coach \d+ of 27/ });
  await expect(score).toBeInViewport();
  await onward();
  for (const step of ["Draw the parent", "Run the parent on them", "Write the letter"]) await pressed(step);
  await onward();
  await expect(page.getByText("Minute 8 to 10 of ten.")).toBeVisible();
  await pressed("Start the race");
  // Head, three racers, and the recorded one.
  const lines = page.getByRole("table").filter({ hasText: "Where it stands" }).getByRole("row");
  await expect(lines).toHaveCount(1 + 3 + 1, { timeout: 60_000 });
  told(`a class's ten minutes, ${classRoute.length} stops`, hand);
});
