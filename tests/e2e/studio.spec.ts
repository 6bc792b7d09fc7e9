import { expect, test, type BrowserContext, type Page } from "@playwright/test";

import { scenes } from "../../src/lessons/scenes.ts";
import { followRun } from "../../tools/demo/follow-run.ts";
import { writeRows } from "../../tools/demo/write-database.ts";
import { layoutFaults } from "../../tools/screens/layout-faults.ts";
import { smallRun } from "./support/small-run.ts";
import { openStudio } from "./support/studio.ts";

const runId = smallRun.id;
const everyPage = [
  "/",
  "/new",
  "/runs",
  `/runs/${runId}`,
  `/runs/${runId}/result`,
  `/compare?runs=${runId}`,
  "/race",
  "/learn",
  "/models",
  "/storage",
];

test.describe("a studio with one finished run", () => {
  test.describe.configure({ mode: "serial" });
  let context: BrowserContext;
  let page: Page;

  test.beforeAll(async ({ browser, baseURL }) => {
    test.setTimeout(120_000);
    context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
    page = await context.newPage();
    await openStudio(page, "/#/runs");
    await page.getByText("Nothing has been run here").waitFor();
    // The run that Home lives on.
    await writeRows(page, { runs: [smallRun], settings: [{ key: "home-run", value: runId }] });
    await page.goto("about:blank");
    await openStudio(page, `/#/runs/${runId}`);
    await followRun(page, runId, () => undefined);
  });

  test.afterAll(async () => {
    await context.close();
  });

  async function open(address: string): Promise<void> {
    await page.goto("about:blank");
    await page.goto(`/#${address}`);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.getByText("This page has a fault")).toHaveCount(0);
  }

  test("the time slider shows the run as it was at any event", async () => {
    await open(`/runs/${runId}`);
    const slider = page.getByRole("slider", { name: "Event" });
    const last = Number(await slider.getAttribute("max"));
    expect(last).toBeGreaterThan(10);
    await slider.fill("2");
    await expect(page.getByText(/^event 2/)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).not.toContainText("→");
    await page.getByRole("button", { name: "Back to now" }).click();
    await expect(page.getByText(new RegExp(`event ${last}`))).toBeVisible();
  });

  test("a branch starts from any event, and the run it came from stays as it was", async () => {
    await open(`/runs/${runId}`);
    await page.getByRole("button", { name: "Branch", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: "Start the branch" }).click();
    await page.waitForURL((url) => url.hash.startsWith("#/runs/") && !url.hash.includes(runId));
    await expect(page.getByRole("main")).toBeVisible();
    await open("/runs");
    await expect(page.getByRole("checkbox", { name: /^Compare run/ })).toHaveCount(2);
  });

  test("a link with broken escapes ends on a page that says what is missing and has a way on", async () => {
    for (const [address, way] of [
      ["/runs/%E0%A4%A", "See the runs kept here"],
      ["/%E0%A4%A", "Go home"],
    ] as const) {
      await open(address);
      await expect(page.getByRole("main").getByRole("link", { name: way })).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      // From a page that is open already, as a link in a mail leads there.
      await open("/models");
      await page.evaluate((hash) => (location.hash = hash), address);
      await expect(page.getByRole("main").getByRole("link", { name: way })).toBeVisible();
    }
  });

  test("all six scenes open and have something to do", async () => {
    for (const scene of scenes) {
      await open(`/learn/${scene.id}`);
      await expect(page.getByRole("heading", { name: scene.title })).toBeVisible();
      await expect(page.getByRole("main").getByRole("button").first()).toBeVisible();
    }
  });

  test("every page is reached and used by keyboard alone", async () => {
    await open("/");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
    for (const [keys, address] of [
      ["g n", "#/new"],
      ["g r", "#/runs"],
      ["g c", "#/compare"],
      ["g l", "#/learn"],
      ["g m", "#/models"],
      ["g s", "#/storage"],
      ["g h", "#/"],
    ] as const) {
      for (const key of keys.split(" ")) await page.keyboard.press(key);
      await expect.poll(() => new URL(page.url()).hash).toBe(address);
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Command" }).fill("storage");
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).hash).toBe("#/storage");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("nothing scrolls sideways or is cut at 360 pixels, light or dark", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const address of everyPage) {
        await open(address);
        expect({ address, faults: await layoutFaults(page) }).toEqual({ address, faults: [] });
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("nothing moves where less motion is asked for", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const address of ["/", `/runs/${runId}`, `/learn/${scenes[0]?.id ?? ""}`]) {
      await open(address);
      const moving = await page.evaluate(
        () =>
          document.getAnimations().filter(({ playState, effect }) => {
            const { duration, iterations } = effect?.getComputedTiming() ?? {};
            return playState === "running" && (iterations === Infinity || Number(duration) > 50);
          }).length,
      );
      expect({ address, moving }).toEqual({ address, moving: 0 });
    }
  });
});
