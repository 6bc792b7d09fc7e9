import { expect, type Page, test } from "@playwright/test";

import { openStudio } from "./support/studio.ts";

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

/** A finger needs 44 pixels; half of one is rounding. */
const finger = 43.5;

/** What is pressed on the page as it stands and is too small, in words. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate((least) => {
    const pressed = "button, select, textarea, input, summary, [role=tab], a.btn, .mast a, .seg > *";
    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      const isWords = element.matches("p .btn--link, p button.link, .skip");
      const target = element.matches("[type=radio], [type=checkbox]")
        ? (element.closest("label") ?? element)
        : element;
      const { width, height } = target.getBoundingClientRect();
      const hidden = width === 0 || element.closest(".vh, [hidden]") !== null || element.matches(".vh");
      if (hidden || isWords || height >= least) return [];
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
  expect({ address, small: await smallTargets(page) }).toEqual({ address, small: [] });
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
  expect(await smallTargets(page)).toEqual([]);
  // What a mouse finds by hovering over a line of the journal stands beside the chosen one.
  await expect(page.locator(".is-on .journal__branch")).toBeVisible();
});
