import { expect, test } from "vitest";

import { runCommands } from "../../src/views/run/run-commands.ts";

const keysOf = (status: "running" | "paused" | "finished", wish: "run" | "pause" = "run") =>
  runCommands(
    { status, wish },
    [{ title: "Branch from here…", run: () => undefined }],
    () => undefined,
    () => undefined,
  ).map(({ key, title }) => key ?? title);

test("a run is paused and gone on with by the same key, stepped while it stands still, and opened when it is over", () => {
  expect(keysOf("running")).toEqual(["Space", "Stop the run", "Branch from here…"]);
  expect(keysOf("paused")).toEqual(["Space", ".", ",", "Stop the run", "Branch from here…"]);
  expect(keysOf("finished")).toEqual(["r", "Branch from here…"]);
});

test("the key does what its name says", () => {
  const wished: string[] = [];
  for (const status of ["running", "paused"] as const)
    runCommands(
      { status, wish: "run" },
      [],
      (what) => wished.push(what),
      () => undefined,
    )
      .find(({ key }) => key === "Space")
      ?.run();
  expect(wished).toEqual(["pause", "go-on"]);
});
