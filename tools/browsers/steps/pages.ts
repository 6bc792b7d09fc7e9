import { scenes } from "../../../src/lessons/scenes.ts";
import { brokenLooks } from "../../screens/layout-faults.ts";
import { openPage, until, untilText, type Walk } from "../walk.ts";
import { embeddedAnswers } from "./models.ts";

const everyPage = ({ runs }: Walk): readonly string[] => [
  "/",
  "/new",
  "/runs",
  `/runs/${runs.finished}`,
  `/runs/${runs.finished}/result`,
  "/compare",
  "/race",
  "/learn",
  "/models",
  "/storage",
];

/** Every scene opens, and its first button does something without a fault. */
export async function everyScene(walk: Walk): Promise<string> {
  for (const scene of scenes) {
    await openPage(walk, `/learn/${scene.id}`);
    await untilText(walk.page, scene.title);
    await walk.page.click({ kind: "button", name: "", part: true, within: "main" });
    const fault = await walk.page.evaluate(() => document.body.innerText.includes("This page has a fault"));
    if (fault) throw new Error(`${scene.title}: its first button ends in the page of faults`);
  }
  return `${scenes.length} scenes`;
}

/** With the server gone: a reload, every page, and the embedded model. */
export async function offline(walk: Walk): Promise<string> {
  const { page } = walk;
  await openPage(walk, "/");
  await walk.stopServing();
  try {
    await page.reload();
    await untilText(page, "New run");
    for (const path of everyPage(walk)) await openPage(walk, path);
    return `a reload, ${everyPage(walk).length} pages, the model at ${await embeddedAnswers(walk)}`;
  } finally {
    await walk.serveAgain();
  }
}

/** Nothing scrolls sideways and no text is cut off by its own box, on any page. */
export const atWidth =
  (width: number) =>
  async (walk: Walk): Promise<string> => {
    await walk.page.resize(width, 844);
    const faults: string[] = [];
    let real = width;
    try {
      for (const path of everyPage(walk)) {
        await openPage(walk, path);
        real = await walk.page.evaluate(() => innerWidth);
        // What comes late may be wide: the page is looked at when it has come to rest.
        await until(walk.page, "an end of loading", () => document.readyState === "complete");
        for (const fault of await walk.page.evaluate(brokenLooks)) faults.push(`${path} ${fault}`);
      }
    } finally {
      await walk.page.resize(1440, 900);
    }
    if (faults.length > 0) throw new Error(faults.join("; "));
    return real === width ? "yes" : `yes (the window is ${real} px)`;
  };
