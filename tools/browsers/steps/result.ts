import { savedFile } from "../saved-file.ts";
import { openPage, until, type Walk } from "../walk.ts";

/** Every button that saves a file of the result saves one. */
export async function everyDownload(walk: Walk): Promise<string> {
  const { page } = walk;
  await openPage(walk, `/runs/${walk.runs.finished}/result`);
  const names = await until(page, "the buttons of the downloads", () => {
    const found = [...document.querySelectorAll(".exports button")].map((each) => each.textContent.trim());
    return found.length === 0 ? undefined : found;
  });
  for (const name of names) {
    await savedFile(walk, () => page.click({ kind: "button", name, within: ".exports" })).catch(
      (error: unknown) => {
        throw new Error(`“${name}”: ${String(error)}`);
      },
    );
  }
  return `${names.length} files`;
}

/** The run page draws: some canvas has ink on it. */
export async function drawnCharts(walk: Walk): Promise<void> {
  await openPage(walk, `/runs/${walk.runs.finished}`);
  await until(walk.page, "a drawn chart", () =>
    [...document.querySelectorAll("canvas")].some((canvas) => {
      const { width, height } = canvas;
      if (width === 0 || height === 0) return false;
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      return pixels.some((value) => value !== 0);
    }),
  );
}
