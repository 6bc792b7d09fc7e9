import { cleanup, within } from "@solidjs/testing-library";
import { afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";

import type { StudioDatabase } from "../../src/storage/schema.ts";
import { RunPage } from "../../src/ui/pages/run/run-page.tsx";
import { type ScriptedRun, scriptedRun, storeRun } from "../support/scripted-run.ts";
import { mountPage } from "./support/mount-page.tsx";
import { openTestDatabase } from "./support/open-test-database.ts";

afterEach(cleanup);

let made: ScriptedRun;
beforeAll(async () => {
  made = await scriptedRun({ clumsy: 0.15, lessons: 1, budget: 500 });
});

const open = async (db: StudioDatabase, search: string) => {
  const view = mountPage(db, "/runs/:id", `/runs/run-1${search}`, RunPage);
  await view.findByRole("heading", { level: 1, name: (name) => name !== "Run" }, { timeout: 20_000 });
  return view;
};

test("the rollouts of a candidate and every deed of the run are reached by keyboard alone", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const view = await open(db, "?c=1");
  const panel = await view.findByRole("complementary", { name: "Candidate 1" });
  const more = view.getByRole("button", { name: "More" });
  more.focus();
  await userEvent.keyboard("{Enter}{ArrowDown}");
  const deed = document.activeElement;
  expect(deed?.getAttribute("role")).toBe("menuitem");
  await userEvent.keyboard("{Escape}");
  expect(document.activeElement).toBe(more);

  const tab = within(panel).getByRole("tab", { name: "Text and changes" });
  tab.focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement?.textContent).toBe("Where it came from");
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe("Rollouts");
  await userEvent.keyboard("{Enter}");
  await view.findByRole("listbox", { name: "Rollouts, newest first" });
});

test("the conversation shows no row before its answer is read", async () => {
  const db = await openTestDatabase();
  await storeRun(db, made);
  const seen = new Set<string>();
  const watch = new MutationObserver(() => {
    for (const record of document.querySelectorAll(".turn .record")) seen.add(record.textContent);
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  onTestFinished(() => watch.disconnect());
  const view = await open(db, "?c=1");
  const panel = await view.findByRole("complementary", { name: "Candidate 1" });
  await within(panel).findByRole("button", { name: "The prompt exactly as sent" }, { timeout: 10_000 });
  await expect.poll(() => seen.size, { timeout: 10_000 }).toBeGreaterThan(0);
  expect([...seen].filter((text) => /no output|“”/.test(text))).toEqual([]);
});
