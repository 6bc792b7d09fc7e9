import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { startModelServer } from "../../../tests/support/model-server.ts";
import { followRules } from "../../../tests/support/rule-follower.ts";
import { finished } from "../answers.ts";
import { openPage, until, untilText, type Walk } from "../walk.ts";

const teams = { parcel: "SHIPPING", invoice: "BILLING", password: "ACCESS", contract: "LEGAL" } as const;

/** Rows whose label follows from one word of the message. */
function rowsAsCsv(count: number): string {
  const words = Object.keys(teams) as (keyof typeof teams)[];
  const lines = Array.from({ length: count }, (_, at) => {
    const word = words[at % words.length] ?? "parcel";
    return `"Message ${at}: please have a look at the ${word}, thank you",${teams[word]}`;
  });
  return ["message,team", ...lines].join("\n");
}

/** A file of rows, an endpoint of one's own behind a key, and a run of them to its result. */
export async function ownRows(walk: Walk): Promise<string> {
  const { page } = walk;
  const server = await startModelServer({
    models: ["small"],
    keys: ["a-key"],
    answer: ({ system, user }) => followRules(system, user),
  });
  try {
    const file = join(walk.folder, "support.csv");
    writeFileSync(file, rowsAsCsv(120));
    await openPage(walk, "/new");
    await page.click({ kind: "button", name: "My own rows", part: true });
    await page.chooseFile({ kind: "file", name: "File of rows" }, file);
    await untilText(page, "to learn from");
    await page.click({ kind: "button", name: "Add an endpoint…" });
    await page.fill(
      { kind: "field", name: "Address of the endpoint", part: true },
      server.baseUrl("openai-compatible"),
    );
    await page.fill({ kind: "field", name: "Key, if", part: true }, "a-key");
    await page.click({ kind: "button", name: "and check", part: true });
    // Before it the button has no name of a model.
    await untilText(page, "Use small", 60_000);
    await page.click({ kind: "button", name: "Use small", part: true });
    await page.click({ kind: "button", name: "Start the run" });
    const runId = await until(
      page,
      "the page of the run",
      () => /#\/runs\/([^/?]+)/.exec(location.href)?.[1],
    );
    await finished(page, runId, 400_000);
    walk.runs.finished = runId;
    const asked = server.completions();
    const streamed = asked.filter(({ request }) => request.json["stream"] === true).length;
    return `${asked.length} calls answered, ${streamed} in a stream`;
  } finally {
    await server.close();
  }
}

const passphrase = "correct horse battery staple";

/** A key is sealed with a passphrase, is locked after a reload, and is opened again. */
export async function keyInVault(walk: Walk): Promise<void> {
  const { page } = walk;
  await openPage(walk, "/models");
  await page.click({ kind: "button", name: "Add an endpoint…" });
  await page.fill({ kind: "field", name: "Address of the endpoint", part: true }, "http://127.0.0.1:9/v1");
  await page.fill({ kind: "field", name: "Key, if", part: true }, "another-key");
  await page.fill({ kind: "field", name: "Model" }, "sealed");
  await page.click({ kind: "button", name: "Use sealed" });
  await page.click({ kind: "button", name: "in this browser…", part: true });
  await page.fill({ kind: "field", name: "Passphrase", part: true }, passphrase);
  await page.click({ kind: "button", name: "Seal and keep" });
  await untilText(page, "sealed with your passphrase", 60_000);
  await page.reload();
  await untilText(page, "locked", 30_000);
  await page.click({ kind: "button", name: "Unlock 1 key", part: true });
  await page.fill({ kind: "field", name: "Passphrase", part: true }, passphrase);
  await page.click({ kind: "button", name: "Unlock" });
  await untilText(page, "ready to use", 60_000);
}
