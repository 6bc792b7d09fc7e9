import { whenAnswered } from "../answers.ts";
import type { BrowserPage } from "../browser-page.ts";
import { openPage, until, type Walk } from "../walk.ts";

const mostTabs = 150;

/** Presses Tab until the thing with this name has the focus. */
async function tabTo(page: BrowserPage, name: string): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < mostTabs; presses += 1) {
    await page.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return (element?.getAttribute("aria-label") ?? element?.textContent ?? "")
        .replaceAll(/\s+/g, " ")
        .trim();
    });
    if (focused === name || focused.startsWith(`${name} `)) return;
    seen.push(focused.slice(0, 30));
  }
  throw new Error(`Tab does not come to “${name}”; it came to ${[...new Set(seen)].join(" | ")}`);
}

async function byShortcuts(page: BrowserPage): Promise<void> {
  for (const [keys, hash] of [
    ["g n", "#/new"],
    ["g r", "#/runs"],
    ["g l", "#/learn"],
    ["g s", "#/storage"],
  ] as const) {
    for (const key of keys.split(" ")) await page.press(key);
    await until(page, `${hash} by ${keys}`, (wanted: string) => location.hash === wanted, hash);
  }
  await page.press("Control+k");
  await page.fill({ kind: "field", name: "Command", part: true }, "models");
  await page.press("Enter");
  await until(page, "#/models by the palette", () => location.hash === "#/models");
}

/** Every page by its keys, and a run that is started and stopped with Tab and Enter. */
export async function byKeyboard(walk: Walk): Promise<string> {
  const { page } = walk;
  await openPage(walk, "/");
  await page.press("Tab");
  await byShortcuts(page);
  await openPage(walk, "/new");
  await tabTo(page, "Support routing");
  await page.press("Enter");
  await tabTo(page, "Start the run");
  await page.press("Enter");
  const runId = await until(page, "the page of the run", () => /#\/runs\/([^/?]+)/.exec(location.href)?.[1]);
  await whenAnswered(page, runId, 0, 120);
  await tabTo(page, "Stop");
  await page.press("Enter");
  await until(
    page,
    "the end of the run",
    () => !document.body.innerText.includes("Pause"),
    undefined,
    60_000,
  );
  return "pages by keys; a run started and stopped by Tab and Enter";
}
