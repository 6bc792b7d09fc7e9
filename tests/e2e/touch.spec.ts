import { expect, type Page, test } from "@playwright/test";

import { openStudio } from "./support/studio.ts";

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

/** A finger needs 44 pixels; half of one is rounding. */
const finger = 43.5;

/** What is pressed on the page as it stands and is too small, in words; what stands in the middle of words is not. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const pressed = "button, select, textarea, input, summary, [role=tab], a, .seg > *";
    const textOf = (element: Element | null): string => element?.textContent.trim() ?? "";
    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      const isLink = element.matches("a:not(.btn)");
      const around = element.closest(isLink ? "h2, h3, p, dd, li:not(.chosen > li)" : "p");
      const isWords =
        element.matches(".skip, .term") ||
        ((isLink || element.matches(".btn--link, button.link")) &&
          around !== null &&
          textOf(around) !== textOf(element));
      const target = element.matches("[type=radio], [type=checkbox]")
        ? (element.closest("label") ?? element)
        : element;
      const { width, height } = target.getBoundingClientRect();
      const hidden = width === 0 || element.closest(".vh, [hidden]") !== null || element.matches(".vh");
      if (hidden || isWords || (height >= least && width >= least)) return [];
      return [
        `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent || element.getAttribute("aria-label") || "").trim().slice(0, 40)}" ${Math.round(width)}x${Math.round(height)}`,
      ];
    });
  }, finger);
}

async function expectFingerWide(page: Page, address: string): Promise<void> {
  await page.goto(`/#${address}`);
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.locator(".wait")).toHaveCount(0);
  await expectFingers(page, address);
}

/** Nothing is too small, and nothing goes off the side. */
async function expectFingers(page: Page, address: string): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect({ address, sideways, small: await smallTargets(page) }).toEqual({ address, sideways: 0, small: [] });
}

test("on a phone everything that is pressed is at least a finger wide and high", async ({ page }) => {
  test.setTimeout(180_000);
  await openStudio(page, "/");
  for (const address of ["/", "/new", "/race", "/learn", "/learn/iteration", "/models", "/storage", "/runs"])
    await expectFingerWide(page, address);
});

test("on a phone a run is read and pressed with a finger, and nothing waits for a pointer to hover", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openStudio(page, "/#/new?gallery=svg");
  await page.getByRole("button", { name: "Replay a recorded run" }).last().click();
  await page.waitForURL(/#\/runs\/recorded-svg/);
  await page.getByRole("slider", { name: "Event" }).press("End");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/Run 1: 24\.8.*100/);
  await expectFingers(page, "a run");
  // What a mouse finds by hovering over a line of the journal stands beside the chosen one.
  await expect(page.locator(".is-on .journal__branch")).toBeVisible();
});

/** What a pointer is told that rests on something, on the page itself; the head of the page says its own with words. */
const hoverWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const said = [...document.querySelectorAll("main [title], main svg title")];
    return said.map((element) => element.getAttribute("title") ?? element.textContent);
  });

test("on a phone results and a comparison are read and pressed with a finger, and a chart answers one", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await openStudio(page, "/#/new?gallery=svg");
  const recorded = ["recorded-routing", "real-contacts-gepa-1"];
  for (const [at, id] of recorded.entries()) {
    await page.goto("/#/new?gallery=svg");
    await page.getByRole("button", { name: "Replay a recorded run" }).nth(at).click();
    await page.waitForURL(new RegExp(`#/runs/${id}`));
    await expect(page.getByRole("button", { name: "Open the result" })).toBeVisible();
    await page.goto(`/#/runs/${id}/result`);
    await expect(page.getByRole("heading", { name: "Rows to look at" })).toBeVisible();
    await expectFingerWide(page, `/runs/${id}/result`);
    expect(await hoverWords(page)).toEqual([]);
  }
  await page.goto(`/#/compare?runs=${recorded.join(",")}`);
  await expect(page.getByRole("heading", { name: "The prompts they ended with" })).toBeVisible();
  await expectFingerWide(page, `/compare?runs=${recorded.join(",")}`);
  expect(await hoverWords(page)).toEqual([]);
  const chart = page.getByRole("img", { name: /Best score over requests/ });
  await expect(async () => {
    await chart.tap({ position: { x: 180, y: 100 } });
    await expect(page.locator(".chart-readout")).toContainText(/request \d+ · /, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
});
