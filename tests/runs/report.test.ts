import "fake-indexeddb/auto";
import { writeFileSync } from "node:fs";

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { escape, html } from "../../src/runs/report/html.ts";
import { readReport } from "../../src/runs/report/read-report.ts";
import { requestRun } from "../../src/storage/library/runs.ts";
import { launchBrowser } from "../../tools/browser/launch-browser.ts";
import { ruleFollower } from "../support/rule-follower.ts";
import { sampleRun } from "../support/sample-run.ts";
import { scriptedModels } from "../support/scripted-models.ts";
import { freshName, openTab, untilStatus } from "./open-runs.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const hostile = [
  "<script>globalThis.attacked = true</script>",
  '<img src=x onerror="globalThis.attacked = true">',
  "</pre></details><style>*{display:none}</style>",
  '"><svg onload=globalThis.attacked=true>',
  '<a href="javascript:globalThis.attacked=true">x</a>',
  "\u202Egnp.exe\u2066\u200B\u001B[31m",
  "<!-- --><title></title><base href=https://attacker.test>",
  "[".repeat(5000),
  "x".repeat(1_000_000),
].join("\n");

async function reportOf(answer: (text: string) => string, name = "A routing run"): Promise<string> {
  const models = scriptedModels({
    answer: (request) => {
      const completion = ruleFollower(request);
      return { ...completion, text: answer(completion.text) };
    },
  });
  const { db, runs } = await openTab(freshName(), models.load);
  await requestRun(
    db,
    { ...sampleRun({ id: "run", metricCalls: 90, sizes: { feedback: 12, pareto: 8, test: 12 } }), name },
    1,
  );
  await runs.start("run");
  await untilStatus(db, "run", "finished");
  const report = await readReport(db, "run", 1_800_000_000_000);
  if (report === undefined) throw new Error("no report");
  return report.text;
}

async function opened(text: string) {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.setContent(text);
  return { page, asked, complaints, close: () => context.close() };
}

test("a report opens without a network, holds no script, and says what the sealed test says", async () => {
  const text = await reportOf((answer) => answer);
  const { page, asked, complaints, close } = await opened(text);
  expect(await page.locator("script").count()).toBe(0);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Run 1: A routing run");
  expect(await page.locator(".big").textContent()).toMatch(
    /Candidate \d+ is (better than|not distinguishable from) the seed/,
  );
  expect(await page.getByRole("img", { name: "Score on the Pareto set over requests" }).isVisible()).toBe(
    true,
  );
  expect(await page.locator("section").count()).toBeGreaterThan(1);
  expect(asked).toEqual([]);
  expect(complaints).toEqual([]);
  const picture = process.env["REPORT_PICTURE"];
  if (picture !== undefined) {
    await page.screenshot({ path: picture, fullPage: true });
    writeFileSync(`${picture}.html`, text);
  }
  await close();
}, 60_000);

test("whatever models and people wrote stays text in it", async () => {
  const text = await reportOf((answer) => `${answer}${hostile}`, hostile.slice(0, 300));
  expect(text.length).toBeLessThan(8_000_000);
  const { page, asked, close } = await opened(text);
  expect(await page.evaluate(() => "attacked" in globalThis)).toBe(false);
  expect(await page.locator("script, img, iframe, a[href^='javascript'], base").count()).toBe(0);
  expect(await page.locator("style").count()).toBe(1);
  expect(await page.getByRole("heading", { name: "Lineage" }).isVisible()).toBe(true);
  expect(await page.evaluate(() => document.body.innerText)).toContain("[U+202E]gnp.exe");
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u001B\u200B]/);
  expect(asked).toEqual([]);
  await close();
}, 60_000);

test("a template's values are data unless the template made them", () => {
  const inner = html`<b>${"<i>"}</b>`;
  expect(html`${inner}${[inner]}${1}${undefined}`.markup).toBe("<b>&lt;i&gt;</b><b>&lt;i&gt;</b>1");
  expect(escape(`"'&`)).toBe("&quot;&#39;&amp;");
});

test("a report names the models as the pages do", async () => {
  const text = await reportOf((answer) => answer);
  expect(text).toContain("Embedded model");
  expect(text).toMatch(/Reflection<\/t[hd]>\s*<td[^>]*>Coach</);
});
