import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { JournalEvent } from "../../src/engine/journal/events.ts";
import { foldJournal } from "../../src/engine/state/apply-event.ts";
import { bestCandidate } from "../../src/engine/state/selectors.ts";
import { makeJournalCheck } from "../../src/runs/check-journal.ts";
import { readBundle } from "../../src/storage/bundle/read-bundle.ts";
import { surveyBundle } from "../../src/storage/bundle/survey-bundle.ts";
import type { RecordedRun } from "../../src/views/recorded-run.ts";
import { projectFolder } from "../../tools/build/project-folder.ts";
import { recordable, recordedRequest } from "../../tools/gallery/recorded-requests.ts";

const folder = join(projectFolder, "public/recorded/gallery");
const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as readonly RecordedRun[];

async function journalOf(file: Blob): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const some of (await readBundle(file)).rows)
    for (const { in: table, row } of some) if (table === "events") events.push(row["event"] as JournalEvent);
  return events;
}

test("what can be recorded with this repository alone is recorded; the others say which real models played", () => {
  expect(index.map(({ generator }) => generator)).toEqual(expect.arrayContaining([...recordable]));
  expect(readdirSync(folder).toSorted()).toEqual(["index.json", ...index.map(({ file }) => file)].toSorted());
  for (const { generator, model, command } of index)
    if (!recordable.includes(generator)) {
      expect(command).toMatch(/^npm run bench -- real .*--record$/);
      expect(model).toMatch(/as Student/);
    }
});

describe.each(index)("the recorded run of $generator", (line) => {
  const bytes = readFileSync(join(folder, line.file));
  const file = new Blob([bytes]);

  test("is the file its index says, small, with a model, a date and the command that makes it again", () => {
    expect(bytes.length).toBe(line.bytes);
    expect(bytes.length).toBeLessThanOrEqual(300_000);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(line.sha256);
    expect(line.model.length).toBeGreaterThan(10);
    expect(line.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(line.command).toContain(line.generator);
  });

  test("passes every check of a stranger's bundle, and is one finished run of this very task", async () => {
    const survey = await surveyBundle(file, makeJournalCheck, () => undefined);
    expect(survey.runs.map(({ id, status }) => [id, status])).toEqual([[line.runId, "finished"]]);
    const [run] = survey.runs;
    const made = recordedRequest(line.generator, 0);
    expect(run?.task).toEqual(made.task);
    expect(run?.splits).toEqual(made.splits);
    expect(JSON.stringify(run)).not.toMatch(/\/work\/|\/root\/|\/tmp\//);
  });

  test("has the scores its line says, and ends better than it began", async () => {
    const state = foldJournal(await journalOf(file));
    expect(state?.status).toBe("stopped");
    expect(state?.candidates[0]?.mean).toBeCloseTo(line.seedScore, 10);
    expect(state === null ? undefined : bestCandidate(state as never)?.mean).toBeCloseTo(line.bestScore, 10);
    expect(line.bestScore).toBeGreaterThan(line.seedScore + 0.05);
  });
});
