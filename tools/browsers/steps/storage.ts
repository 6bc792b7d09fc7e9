import { statSync } from "node:fs";

import { savedFile } from "../saved-file.ts";
import { openPage, until, untilText, type Lack, type Walk } from "../walk.ts";

/** What is kept is counted, and the browser is asked to keep it. */
export async function askedToKeep(walk: Walk): Promise<string | Lack> {
  const { page } = walk;
  await openPage(walk, "/storage");
  await until(page, "sizes of what is kept", () => /Together\s+about \d/.test(document.body.innerText));
  const quota = await page.evaluate(
    () => /of about (\S+\s\S+) it allows/.exec(document.body.innerText)?.[1] ?? "of an unknown size",
  );
  const isKept = (): Promise<boolean> =>
    page.evaluate(() => document.body.innerText.includes("has promised to keep it"));
  if (!(await isKept())) await page.click({ kind: "button", name: "Ask the browser to keep it" });
  const answer = await until(page, "what the browser answers", () => {
    const text = document.body.innerText.replaceAll(/\s+/g, " ");
    if (text.includes("has promised to keep it")) return "kept for good";
    return /The browser said no for now/.exec(text)?.[0];
  });
  return answer === "kept for good" ? `${answer}, room ${quota}` : { lacks: answer };
}

/** All of it leaves as a file and comes in again. */
export async function bundleOutAndIn(walk: Walk): Promise<string> {
  const { page } = walk;
  await openPage(walk, "/storage");
  const file = await savedFile(walk, () => page.click({ kind: "button", name: "Save all to a file" }));
  await openPage(walk, "/storage");
  await page.chooseFile({ kind: "file", name: "Bundle file" }, file);
  await page.click({ kind: "button", name: "Replace what is here" });
  await untilText(page, "were added", 120_000);
  return `${Math.round(statSync(file).size / 1024)} kB`;
}
