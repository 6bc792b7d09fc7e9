import { expect, test } from "@playwright/test";

import { openStudio } from "./support/studio.ts";

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

/** A finger needs 44 pixels; half of one is rounding. */
const finger = 43.5;

test("on a phone everything that is pressed is at least a finger wide and high", async ({ page }) => {
  test.setTimeout(180_000);
  await openStudio(page, "/");
  for (const address of [
    "/",
    "/new",
    "/race",
    "/learn",
    "/learn/iteration",
    "/models",
    "/storage",
    "/runs",
  ]) {
    await page.goto(`/#${address}`);
    await expect(page.getByRole("main")).toBeVisible();
    await expect(page.locator(".wait")).toHaveCount(0);
    const small = await page.evaluate((least) => {
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
    expect({ address, small }).toEqual({ address, small: [] });
  }
});
