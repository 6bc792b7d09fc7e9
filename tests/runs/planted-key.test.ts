import { setTimeout as sleep } from "node:timers/promises";

import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { expect, test } from "vitest";

import { hideKey } from "../../src/models/remote/without-key.ts";
import { readReport } from "../../src/runs/report/read-report.ts";
import { writeBundle } from "../../src/storage/bundle/write-bundle.ts";
import { asFile, rolloutsAsCsv, rolloutsAsJsonl } from "../../src/storage/exports/rollout-files.ts";
import { newKillTab, openKillPage } from "../kill/kill-tab.ts";
import type { KillPage } from "../kill/page/kill-page.ts";
import { rangeOfFile } from "../kill/range-of-file.ts";
import { startModelServer } from "../support/model-server.ts";
import { followRules } from "../support/rule-follower.ts";
import { connect, freshName } from "./open-runs.ts";

declare const killPage: KillPage;
const key = "sk-planted-7f3a91c2d4e8b605";
const { range, browser } = rangeOfFile();

test("a key is sent to its own host in the header meant for it, and is in nothing the app stores, logs or gives away", async () => {
  let isRefusing = false;
  const server = await startModelServer({
    keys: [key],
    answer: ({ system, user, model }) =>
      isRefusing
        ? { status: 401, text: `Incorrect API key provided: ${key}.` }
        : model === "reflector"
          ? `I know your key, it is ${key}.\n\`\`\`\nLabel the message. Otherwise answer OTHER.\n\`\`\``
          : followRules(system, user),
  });
  const { address, request } = range().target(3);
  const remote = {
    kind: "remote",
    dialect: "openai-compatible",
    provider: "custom",
    baseUrl: server.baseUrl("openai-compatible"),
    needsKey: true,
  } as const;
  const context = await browser().newContext();
  const page = await newKillTab(context);
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error.stack)));
  context.on("request", (sent) => said.push(sent.url()));
  await openKillPage(page, address);
  const status = async () => (await page.evaluate(() => killPage.run()))?.status;
  const until = async (wanted: string) => {
    while ((await status()) !== wanted) await sleep(20);
  };

  await page.evaluate((asked) => killPage.request(asked), {
    ...request,
    student: { ...remote, model: "student" },
    reflection: { ...remote, model: "reflector" },
  });
  // Without its key the run waits; with a host that shows the key in its refusal it waits again; then it goes on.
  await until("waiting");
  expect((await page.evaluate(() => killPage.run()))?.waiting).toEqual({
    kind: "needs-key",
    origin: server.origin,
  });
  await page.evaluate(
    ([origin, secret]) => killPage.rememberKey(origin ?? "", secret ?? ""),
    [server.origin, key],
  );
  isRefusing = true;
  await page.evaluate(() => killPage.start());
  await sleep(200);
  await until("waiting");
  said.push(JSON.stringify(await page.evaluate(() => killPage.run())));
  isRefusing = false;
  await page.evaluate(() => killPage.start());
  await until("finished");

  const everything = await page.evaluate(() => killPage.everything());
  const { tables } = JSON.parse(everything) as { tables: [string, Record<string, unknown>[]][] };
  const db = await connect(freshName());
  for (const [name, rows] of tables) await db.table(name).bulkAdd(rows);
  const bundle = await new Response(
    (await writeBundle(db, {}, 1, () => undefined)).bytes.pipeThrough(new DecompressionStream("gzip")),
  ).text();
  const emitted = {
    everything,
    bundle,
    report: (await readReport(db, "run", 1))?.text ?? "",
    csv: await (await asFile(rolloutsAsCsv(db, "run", new Map()), "text/csv")).text(),
    jsonl: await (await asFile(rolloutsAsJsonl(db, "run", new Map()), "text/plain")).text(),
    said: said.join("\n"),
    sent: server.requests.map(({ path, body }) => path + body).join("\n"),
  };
  for (const [what, text] of Object.entries(emitted))
    expect({ what, found: text.includes(key) }).toEqual({ what, found: false });
  const authorised = server
    .completions()
    .filter(({ headers }) => headers["authorization"] === `Bearer ${key}`);
  expect(authorised.length).toBeGreaterThan(20);
  expect(emitted.report.length).toBeGreaterThan(2000);
  expect(tables.find(([name]) => name === "modelCalls")?.[1].length).toBeGreaterThan(20);
  await context.close();
  await server.close();
  await Dexie.delete(db.name);
}, 120_000);

test("a key is hidden also where a cut left only its beginning", () => {
  expect(hideKey(`no: ${key}, really`, key)).toBe("no: [the key], really");
  expect(hideKey(`no: ${key.slice(0, 12)}`, key)).toBe("no: [the key]");
  expect(hideKey(`no: ${key.slice(0, 12)}…`, key)).toBe("no: [the key]");
  expect(hideKey("sk-test is no key", key)).toBe("sk-test is no key");
});
