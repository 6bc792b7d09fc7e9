import type { Page } from "playwright-core";

/**
 * What a picture would show as broken: a page that scrolls sideways, and texts cut off by their own box. Runs in the
 * page: it must not refer to anything outside itself.
 */
export function brokenLooks(): readonly string[] {
  const faults: string[] = [];
  if (document.body.textContent.includes("This page has a fault"))
    faults.push("the page shows its own error boundary");
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth + 1) faults.push(`scrolls sideways by ${scrollWidth - clientWidth} px`);
  for (const element of document.querySelectorAll<HTMLElement>("button, h1, h2, h3, label, th, a.btn")) {
    const style = getComputedStyle(element);
    const hidden =
      style.visibility === "hidden" || element.closest(".sr, .visually-hidden, [hidden]") !== null;
    const cut = element.scrollWidth > element.clientWidth + 1 && style.overflowX === "hidden";
    if (!hidden && cut && element.clientWidth > 1)
      faults.push(`cut off: "${element.textContent.trim().slice(0, 60)}"`);
  }
  return faults;
}

export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(brokenLooks);
}
