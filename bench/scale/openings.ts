import type { CDPSession, Page } from "playwright-core";

/** One page opened from another inside the studio; times in milliseconds from the change of the address. */
export interface Opening {
  readonly name: string;
  /** Until the page says something of its own. */
  readonly firstMs: number;
  /** Until all it has to show is there. */
  readonly wholeMs: number;
  /** The longest the thread was kept from anything else. */
  readonly blockMs: number;
}

interface Asked {
  readonly name: string;
  readonly hash: string;
  /** Expressions of the page, true when that much is shown. */
  readonly first: string;
  readonly whole: string;
  /** Nothing of this run was shown before. */
  readonly isFirst?: true;
  /** A button to be pressed instead of an address. */
  readonly press?: string;
}

/** Nobody waits longer for a page. */
const longestMs = 120_000;

const says = (text: string): string =>
  `document.querySelector("main")?.textContent.includes(${JSON.stringify(text)})`;
const saved = `/Saved run-| is saved, with/.test(document.body.textContent)`;

const wholeRun = `document.querySelector("input[aria-label=Event]") !== null && document.querySelector("canvas") !== null`;

export const openings: readonly Asked[] = [
  {
    name: "run, the first time",
    hash: "#/runs/big",
    first: says("Run 1"),
    whole: wholeRun,
    isFirst: true,
  },
  {
    name: "another run, the first time",
    hash: "#/runs/again",
    first: says("Run 2"),
    whole: wholeRun,
    isFirst: true,
  },
  {
    name: "storage",
    hash: "#/storage",
    first: says("Storage & privacy"),
    whole: `${says("Together")} && /(calls?|requests?) in all/.test(document.querySelector("main").textContent)`,
  },
  {
    name: "run",
    hash: "#/runs/big",
    first: says("Run 1"),
    whole: wholeRun,
  },
  {
    name: "its rollouts",
    hash: "#/runs/big?rollouts=all",
    first: `document.querySelector(".desk__list") !== null`,
    whole: `document.querySelectorAll(".desk__list [role=option]").length > 8`,
  },
  {
    name: "result",
    hash: "#/runs/big/result",
    first: says("Run 1, result"),
    whole: `${says("What it cost")} && ${says("Sealed test")} && !${says("…, ")}`,
  },
  {
    name: "compare two",
    hash: "#/compare?runs=big,again",
    first: `document.querySelector("[aria-label='Compared runs']") !== null`,
    whole: `document.querySelector("canvas") !== null && document.querySelectorAll("main table").length > 0`,
  },
  {
    name: "answers as CSV",
    hash: "#/runs/big/result",
    first: `/being written|Writing Answers/.test(document.body.textContent) || ${saved}`,
    whole: saved,
    press: "Answers, CSV",
  },
  {
    name: "a bundle of all",
    hash: "#/storage",
    first: `document.body.textContent.includes("Writing the file")`,
    whole: saved,
    press: "Save all to a file",
  },
];

/** Opens one page and watches it; the studio's home-like page it starts from is Learn, which reads nothing stored. */
export async function watchOpening(
  page: Page,
  address: string,
  asked: Asked,
  wantsProfile: boolean,
  say: (text: string) => void,
): Promise<Opening> {
  await page.goto("about:blank");
  await page.goto(`${address}${asked.press === undefined ? "#/learn" : asked.hash}`);
  await page.waitForFunction(() => document.querySelector("main h1, main h2") !== null);
  if (asked.press !== undefined) await page.getByRole("button", { name: asked.press }).waitFor();
  await page.waitForTimeout(3000);
  const session = wantsProfile ? await startProfile(page) : undefined;
  const found = await page.evaluate<Omit<Opening, "name">>(watching(asked));
  if (session !== undefined) say(`${asked.name}:\n${await readProfile(session)}`);
  return { name: asked.name, ...found };
}

/** A script and not a function: the studio's policy lets nothing evaluate the expressions in the page itself. */
function watching({ hash, first, whole, press }: Asked): string {
  const deed =
    press === undefined
      ? `location.hash = ${JSON.stringify(hash)}`
      : `[...document.querySelectorAll("button")].find((one) => one.textContent.includes(${JSON.stringify(press)})).click()`;
  return `(async () => {
    let blockMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) blockMs = Math.max(blockMs, duration);
    });
    observer.observe({ entryTypes: ["longtask"] });
    const from = performance.now();
    ${deed};
    for (let firstMs = 0; ; ) {
      // What is looked for the longest is looked for less often, or looking would be most of the work.
      if (firstMs > 0) await new Promise((resolve) => setTimeout(resolve, 25));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now() - from;
      if (firstMs === 0 && (${first})) firstMs = now;
      if ((firstMs > 0 && (${whole})) || now > ${longestMs}) {
        // What is still drawn after that counts as a block, too.
        await new Promise((resolve) => setTimeout(resolve, 1500));
        observer.disconnect();
        return { firstMs, wholeMs: now > ${longestMs} ? NaN : now, blockMs };
      }
    }
  })()`;
}

export async function startProfile(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.start");
  return session;
}

/** The functions that took longest themselves. */
export async function readProfile(session: CDPSession): Promise<string> {
  const { profile } = await session.send("Profiler.stop");
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const spent = new Map<string, number>();
  (profile.samples ?? []).forEach((id, place) => {
    const frame = nodes.get(id);
    const name = `${frame?.functionName ?? ""} ${frame?.url.split("/").at(-1) ?? ""}:${frame?.lineNumber ?? 0}`;
    spent.set(name, (spent.get(name) ?? 0) + (profile.timeDeltas?.[place] ?? 0));
  });
  await session.detach();
  return [...spent]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 12)
    .map(([name, micros]) => `    ${(micros / 1000).toFixed(0)} ms ${name}`)
    .join("\n");
}
