import type { Page } from "playwright-core";

import { scenes } from "../../src/lessons/scenes.ts";
import { pages } from "../../src/views/routes.ts";

/** What the browser holds before a state is shown. */
export type Background = "nothing stored" | "one finished run" | "two finished runs";

/** One page in one state. `route` is the pattern in the app; `address` is what follows the #. */
export interface ScreenState {
  readonly name: string;
  readonly route: string;
  readonly address: string;
  readonly background: Background;
  /** Also on a projector, on paper and on the narrowest phone. */
  readonly everywhere?: true;
  /** Brings the page into the state once it is open. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Id of the run that `one finished run` makes: Home's own, under house policy 1 and search seed 1. */
export const finishedRunId = "home-1-1";

/** The same task under another search seed: `two finished runs` makes it after the other. */
export const secondRunId = "home-1-2";

export const runsOf: Readonly<Record<Background, readonly string[]>> = {
  "nothing stored": [],
  "one finished run": [finishedRunId],
  "two finished runs": [finishedRunId, secondRunId],
};

async function clickIfThere(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole("button", { name }).first();
  if (await button.isVisible().catch(() => false)) await button.click();
}

async function ownRows(page: Page): Promise<void> {
  await page.getByRole("button", { name: "My own rows" }).click();
}

/** Rows of one's own with everything there is to say of them: a bad row, labels, near-duplicates. */
async function pasteRows(page: Page): Promise<void> {
  await ownRows(page);
  const teams = ["SHIPPING", "BILLING", "ACCESS", "LEGAL"];
  const things = ["parcel", "invoice", "password", "contract"];
  const lines = Array.from(
    { length: 60 },
    (_, at) =>
      `"Please have a look at the ${things[at % 4]} of order ${at * 7}, it is not what I asked for",${teams[at % 4]},c${at % 20}`,
  );
  await page
    .getByLabel("Or paste rows")
    .fill(["message,team,customer", ...lines, "half a row,BILLING"].join("\n"));
  await page.getByRole("button", { name: "Use these rows" }).click();
  await page.getByText("to learn from,").first().waitFor({ timeout: 20_000 });
  await page.getByText("cannot be used and is left out").click();
  await page.getByText("Show these rows").click();
}

const afterRun = { background: "one finished run" } as const;

/** Every page and state that `npm run screens` walks: pages that need no more than their address, then the rest. A route without an entry fails a test. */
export const screenStates: readonly ScreenState[] = [
  ...pages
    .filter(({ path }) => /^\/\w+$/.test(path))
    .map(({ path }) => ({ name: path.slice(1), route: path, address: path, ...afterRun })),
  {
    name: "home-live",
    route: "/",
    address: "/",
    background: "nothing stored",
    // Enough for a candidate or two; the picture shows whatever the machine has reached.
    prepare: (page) => page.waitForTimeout(6_000),
  },
  { name: "home-finished", route: "/", address: "/", ...afterRun, everywhere: true },
  { name: "new-run-paste", route: "/new", address: "/new", ...afterRun, prepare: ownRows },
  // Rows once pasted are kept for the next visit: each picture begins in a browser that has none.
  { name: "new-run-rows", route: "/new", address: "/new", background: "nothing stored", prepare: pasteRows },
  {
    name: "new-run-program",
    route: "/new",
    address: "/new",
    background: "nothing stored",
    prepare: async (page) => {
      await pasteRows(page);
      await page.getByRole("button", { name: "Add a metric" }).click();
      await page.getByLabel("Metric 2", { exact: true }).selectOption("code");
      await page.getByRole("textbox", { name: "Metric 2: Code" }).waitFor({ timeout: 10_000 });
      await page.getByLabel("Shape of the program").selectOption("two-hop");
    },
  },
  { name: "run", route: "/runs/:id", address: `/runs/${finishedRunId}`, ...afterRun, everywhere: true },
  {
    name: "run-recorded",
    route: "/runs/:id",
    address: "/new?gallery=svg",
    background: "nothing stored",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Replay a recorded run" }).last().click();
      await page.getByText("Recorded:").first().waitFor({ timeout: 20_000 });
    },
  },
  { name: "rollouts", route: "/runs/:id", address: `/runs/${finishedRunId}?rollouts=all`, ...afterRun },
  {
    name: "run-branch",
    route: "/runs/:id",
    address: `/runs/${finishedRunId}`,
    ...afterRun,
    prepare: (page) => page.getByRole("button", { name: "Branch", exact: true }).click(),
  },
  {
    name: "run-budget",
    route: "/runs/:id",
    address: `/runs/${finishedRunId}`,
    ...afterRun,
    prepare: (page) => page.keyboard.press("b"),
  },
  {
    name: "run-tables",
    route: "/runs/:id",
    address: `/runs/${finishedRunId}`,
    ...afterRun,
    prepare: async (page) => {
      for (let at = 0; at < 3; at++) await page.getByRole("button", { name: "As a table" }).first().click();
    },
  },
  {
    name: "result-missing",
    route: "/runs/:id/result",
    address: "/runs/no-such-run/result",
    ...afterRun,
  },
  { name: "run-missing", route: "/runs/:id", address: "/runs/no-such-run", ...afterRun },
  {
    name: "result",
    route: "/runs/:id/result",
    address: `/runs/${finishedRunId}/result`,
    ...afterRun,
    everywhere: true,
  },
  {
    name: "compare-chosen",
    route: "/compare",
    address: `/compare?runs=${finishedRunId},${secondRunId}`,
    background: "two finished runs",
    everywhere: true,
  },
  { name: "learn", route: "/learn/:scene?", address: "/learn", ...afterRun },
  ...scenes.map(({ id }) => ({
    name: `learn-${id}`,
    route: "/learn/:scene?",
    address: `/learn/${id}`,
    ...afterRun,
  })),
  {
    name: "learn-presented",
    route: "/learn/:scene?",
    address: "/learn/frontier",
    ...afterRun,
    everywhere: true,
    prepare: (page) => page.keyboard.press("p"),
  },
  { name: "task", route: "/tasks/:id", address: "/tasks/routing-1", ...afterRun },
  { name: "rows", route: "/tasks/:id/rows", address: "/tasks/routing-1/rows", ...afterRun },
  { name: "no-such-page", route: "*", address: "/nowhere", ...afterRun },
  {
    name: "palette",
    route: "/",
    address: "/",
    ...afterRun,
    prepare: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor({ timeout: 5_000 });
    },
  },
  {
    name: "menu",
    route: "/",
    address: "/",
    ...afterRun,
    prepare: (page) => clickIfThere(page, /^Menu$/),
  },
];
