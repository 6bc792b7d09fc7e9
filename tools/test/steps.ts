import { playwrightCounts, vitestCounts, type Counts } from "./counts.ts";

/** One step of `npm test`: a command, and how to count what it did. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Reads the step's report; a step without one counts as a single test by its exit status. */
  readonly counts?: () => Counts;
}

function vitest(project: string, all: boolean): Step {
  const file = `.cache/vitest-${project}.json`;
  return {
    name: `tests (${project})`,
    command: [
      "vitest",
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    env: all ? { GEPA_ALL_TESTS: "1" } : {},
    counts: () => vitestCounts(file),
  };
}

/** The steps in order, cheap ones first. `all` adds the long ones. */
export function steps(all: boolean): readonly Step[] {
  return [
    { name: "types", command: ["tsx", "tools/types/types.ts"] },
    { name: "lint", command: ["oxlint", "--quiet"] },
    { name: "format", command: ["oxfmt", "--check"] },
    { name: "house", command: ["tsx", "tools/house/house.ts"] },
    { name: "build", command: ["tsx", "tools/build/build.ts"] },
    vitest("node", all),
    vitest("browser", all),
    vitest("browser-gpu", all),
    // Firefox and WebKit where they are installed; where one is not, the step says so and is no failure.
    { name: "browsers", command: ["tsx", "tools/browsers/browsers.ts", ...(all ? [] : ["--short"])] },
    {
      name: "journeys",
      command: ["playwright", "test"],
      env: all ? { E2E_ALL: "1" } : {},
      counts: () => playwrightCounts(".cache/e2e.json"),
    },
    ...(all ? [{ name: "planted faults", command: ["tsx", "tools/mutation/mutation.ts"] }] : []),
  ];
}
