import type { BrowserPage } from "./browser-page.ts";
import { openPage, until, untilText, type Step, type Walk } from "./walk.ts";

/** The first run as Home starts it: house policy 2, search seed 1. */
export const firstRunId = "home-2-1";
const firstRun = "/?policy-seed=2&seed=1";

/** Answers of a run that are stored. */
async function answersOf(page: BrowserPage, runId: string): Promise<number> {
  return page.evaluate(async (id: string) => {
    const name = `gepa-studio:${new URL("./", document.baseURI).pathname}`;
    if (!(await indexedDB.databases()).some((each) => each.name === name)) return 0;
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("the database did not answer"));
      });
    const database = await settled(indexedDB.open(name));
    try {
      if (!database.objectStoreNames.contains("rollouts")) return 0;
      const range = IDBKeyRange.bound([id, 0], [id, Infinity]);
      return await settled(database.transaction("rollouts").objectStore("rollouts").count(range));
    } finally {
      database.close();
    }
  }, runId);
}

/** Seconds until a run has more than so many answers. */
async function secondsTo(page: BrowserPage, count: number, timeoutS: number): Promise<number> {
  const started = performance.now();
  while ((await answersOf(page, firstRunId)) <= count) {
    if (performance.now() - started > timeoutS * 1000)
      throw new Error(`no more than ${count} answers after ${timeoutS} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance.now() - started) / 1000;
}

/** Waits until a run's page says that it is finished. */
export async function finished(page: BrowserPage, runId: string, timeoutMs: number): Promise<void> {
  const statusOf = async (id: string): Promise<boolean> => {
    const name = `gepa-studio:${new URL("./", document.baseURI).pathname}`;
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("the database did not answer"));
      });
    const database = await settled(indexedDB.open(name));
    const row = (await settled(database.transaction("runs").objectStore("runs").get(id))) as
      | { readonly status?: string; readonly waiting?: unknown }
      | undefined;
    database.close();
    if (row?.status === "waiting") throw new Error(`the run waits: ${JSON.stringify(row.waiting)}`);
    return row?.status === "finished";
  };
  await until(page, "the end of the run", statusOf, runId, timeoutMs);
}

/** Keeps what the page hands over as a file, and returns its text. */
export async function savedText(
  page: BrowserPage,
  act: () => Promise<void>,
): Promise<{ readonly name: string; readonly text: string }> {
  await page.evaluate(() => {
    const kept = globalThis as unknown as { saved: { name: string; url: string }[] };
    kept.saved = [];
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      kept.saved.push({ name: this.download, url: this.href });
    };
    URL.revokeObjectURL = () => undefined;
  });
  await act();
  return until(page, "a saved file", async () => {
    const [first] = (globalThis as unknown as { saved: { name: string; url: string }[] }).saved;
    if (first === undefined) return undefined;
    const bytes = new Uint8Array(await (await fetch(first.url)).arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return { name: first.name, text: btoa(text) };
  }).then(({ name, text }) => ({ name, text: Buffer.from(text, "base64").toString("latin1") }));
}

const inSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`;

async function toFirstAnswer({ page, address }: Walk): Promise<string> {
  await page.goto(`${address}#${firstRun}`);
  return inSeconds(await secondsTo(page, 0, 120));
}

async function callsPerSecond({ page }: Walk): Promise<string> {
  const before = await answersOf(page, firstRunId);
  const seconds = await secondsTo(page, before + 79, 240);
  return (80 / seconds).toFixed(1);
}

async function afterReload({ page }: Walk): Promise<string> {
  const started = performance.now();
  await page.reload();
  // Counted in the new document: an answer that the old one had in its hands is not the new one's.
  await secondsTo(page, await answersOf(page, firstRunId), 240);
  return inSeconds((performance.now() - started) / 1000);
}

/** The first run, as a visitor has it: the first answer, its pace, a reload in its middle, its result and files. */
export const runSteps: readonly Step[] = [
  { name: "first visit: time to the first answer", short: true, act: toFirstAnswer },
  { name: "first run: calls per second", act: callsPerSecond },
  { name: "reload in mid-run: time to the next answer", short: true, act: afterReload },
  {
    name: "first run to its result",
    act: async ({ page }) => finished(page, firstRunId, 600_000),
  },
  {
    name: "result and its downloads",
    act: async (walk) => {
      await openPage(walk, `/runs/${firstRunId}/result`);
      await until(
        walk.page,
        "the buttons of the downloads",
        () => document.querySelector(".exports button") !== null,
      );
      const names = await walk.page.evaluate(() =>
        [...document.querySelectorAll(".exports button")].map((each) => each.textContent.trim()),
      );
      const files: string[] = [];
      for (const [at, name] of names.entries()) {
        const file = await savedText(walk.page, () =>
          walk.page.evaluate((index: number) => {
            document.querySelectorAll<HTMLButtonElement>(".exports button")[index]?.click();
          }, at),
        );
        if (file.text.length < 20) throw new Error(`the file of "${name}" is empty`);
        files.push(file.name);
      }
      return `${files.length} files`;
    },
  },
  {
    name: "run page and its charts",
    act: async (walk) => {
      await openPage(walk, `/runs/${firstRunId}`);
      await until(walk.page, "a drawn chart", () =>
        [...document.querySelectorAll("canvas")].some((canvas) => {
          const { width, height } = canvas;
          if (width === 0 || height === 0) return false;
          const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
          return pixels.some((value) => value !== 0);
        }),
      );
    },
  },
  {
    name: "coming Back to the studio",
    act: async (walk) => {
      await openPage(walk, "/runs");
      await walk.page.goto(`${walk.address}icon.svg`);
      await walk.page.back();
      await untilText(walk.page, "1 run");
      await walk.page.click({ kind: "link", name: "Models" }).catch(async () => {
        await openPage(walk, "/models");
      });
      await untilText(walk.page, "Embedded model");
    },
  },
];
