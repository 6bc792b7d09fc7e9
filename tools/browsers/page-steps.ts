import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { scenes } from "../../src/lessons/scenes.ts";
import { startModelServer } from "../../tests/support/model-server.ts";
import { followRules } from "../../tests/support/rule-follower.ts";
import { projectFolder } from "../build/project-folder.ts";
import { finished, firstRunId, savedText } from "./run-steps.ts";
import { openPage, until, untilText, type Step, type Walk } from "./walk.ts";

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

async function ownRows(walk: Walk): Promise<string> {
  const { page } = walk;
  const server = await startModelServer({
    models: ["small"],
    keys: ["a-key"],
    answer: ({ system, user }) => followRules(system, user),
  });
  try {
    const file = join(walk.folder, "support.csv");
    writeFileSync(file, rowsAsCsv(200));
    await openPage(walk, "/new");
    await page.click({ kind: "button", name: "My own rows", part: true });
    await page.chooseFile({ kind: "file", name: "File of rows" }, file);
    await untilText(page, "to learn from");
    await page.click({ kind: "button", name: "Add an endpoint…" });
    await page.fill(
      { kind: "field", name: "Address of the endpoint", part: true },
      server.baseUrl("openai-compatible"),
    );
    await page.fill({ kind: "field", name: "Key", part: true }, "a-key");
    await page.click({ kind: "button", name: "and check", part: true });
    await page.click({ kind: "button", name: "Use small", part: true });
    await page.click({ kind: "button", name: "Start the run" });
    const runId = await until(
      page,
      "the page of the run",
      () => /#\/runs\/([^/?]+)/.exec(location.href)?.[1],
    );
    await finished(page, runId, 240_000);
    return `${server.completions().length} calls answered`;
  } finally {
    await server.close();
  }
}

async function keyInVault(walk: Walk): Promise<void> {
  const { page } = walk;
  await openPage(walk, "/models");
  await page.click({ kind: "button", name: "in this browser…", part: true });
  await page.fill({ kind: "field", name: "Passphrase", part: true }, "correct horse battery staple");
  await page.click({ kind: "button", name: "Seal and keep" });
  await untilText(page, "sealed with your passphrase", 30_000);
  await page.reload();
  await untilText(page, "locked", 30_000);
  await page.click({ kind: "button", name: "Unlock 1 key", part: true });
  await page.fill({ kind: "field", name: "Passphrase", part: true }, "correct horse battery staple");
  await page.click({ kind: "button", name: "Unlock" });
  await untilText(page, "ready to use", 30_000);
}

async function ggufFromDisk(walk: Walk): Promise<string> {
  const { page } = walk;
  await openPage(walk, "/models");
  const file = join(projectFolder, "public/models/embedded-reflector.gguf");
  await page.chooseFile({ kind: "file", name: "GGUF files" }, file);
  await until(
    page,
    "the model from disk",
    () =>
      [...document.querySelectorAll("tr")].some(
        (row) => /embedded-reflector/.test(row.textContent) && /Measure speed/.test(row.textContent),
      ),
    undefined,
    60_000,
  );
  await page.click({ kind: "button", name: "Measure speed of embedded-reflector", part: true });
  return until(
    page,
    "the measured speed",
    () =>
      [...document.querySelectorAll("tr")]
        .find((row) => /embedded-reflector/.test(row.textContent))
        ?.textContent.match(/[\d.,]+ calls\/min/)?.[0],
    undefined,
    120_000,
  );
}

async function bundleOutAndIn(walk: Walk): Promise<string> {
  const { page } = walk;
  await openPage(walk, "/storage");
  const saved = await savedText(page, () => page.click({ kind: "button", name: "Save all to a file" }));
  const file = join(walk.folder, saved.name);
  writeFileSync(file, Buffer.from(saved.text, "latin1"));
  await openPage(walk, "/storage");
  await page.chooseFile({ kind: "file", name: "Bundle file" }, file);
  await page.click({ kind: "button", name: "Replace what is here" });
  await untilText(page, "were added", 120_000);
  return `${Math.round(saved.text.length / 1024)} kB`;
}

async function offline(walk: Walk): Promise<void> {
  // What was asked for once is stored; the pages below load chunks nobody asked for yet.
  await walk.stopServing();
  try {
    for (const path of ["/", "/learn", "/compare", `/runs/${firstRunId}`]) await openPage(walk, path);
  } finally {
    await walk.serveAgain();
  }
}

async function keyboard(walk: Walk): Promise<void> {
  const { page } = walk;
  await openPage(walk, "/");
  await page.press("Tab");
  for (const [keys, hash] of [
    ["g n", "#/new"],
    ["g r", "#/runs"],
    ["g l", "#/learn"],
    ["g s", "#/storage"],
  ] as const) {
    for (const key of keys.split(" ")) await page.press(key);
    await until(page, `${hash} by ${keys}`, (wanted: string) => location.hash === wanted, hash);
  }
  await page.press("Control+k");
  await page.fill({ kind: "field", name: "Command", part: true }, "models");
  await page.press("Enter");
  await until(page, "#/models by the palette", () => location.hash === "#/models");
}

const everyPage = [
  "/",
  "/new",
  "/runs",
  `/runs/${firstRunId}`,
  `/runs/${firstRunId}/result`,
  "/learn",
  "/models",
  "/storage",
];

const atWidth =
  (width: number) =>
  async (walk: Walk): Promise<string> => {
    await walk.page.resize(width, 900);
    const faults: string[] = [];
    let real = width;
    try {
      for (const path of everyPage) {
        await openPage(walk, path);
        const [wide, over] = await walk.page.evaluate(() => [
          innerWidth,
          document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ]);
        real = wide ?? width;
        if ((over ?? 0) > 1) faults.push(`${path} scrolls sideways by ${over} px`);
      }
    } finally {
      await walk.page.resize(1440, 900);
    }
    if (faults.length > 0) throw new Error(faults.join("; "));
    return real === width ? "yes" : `yes (the narrowest window is ${real} px)`;
  };

/** Everything else a person does: each page, in the profile that the first run left behind. */
export const pageSteps: readonly Step[] = [
  { name: "own rows against an endpoint", act: ownRows },
  { name: "a key sealed, and unlocked after a reload", act: keyInVault },
  {
    name: "Learn: every scene",
    act: async (walk) => {
      for (const scene of scenes) {
        await openPage(walk, `/learn/${scene.id}`);
        await untilText(walk.page, scene.title);
      }
      return `${scenes.length} scenes`;
    },
  },
  {
    name: "Models: what the graphics card can do is said",
    act: async (walk) => {
      await openPage(walk, "/models");
      return until(walk.page, "words about the graphics card", () => {
        const text = document.body.innerText;
        if (text.includes("This browser has no WebGPU")) return "no WebGPU, said";
        if (text.includes("no graphics adapter")) return "no adapter, said";
        return text.includes("Graphics:") ? "adapter named" : undefined;
      });
    },
  },
  { name: "Models: a GGUF file from disk, and its speed", act: ggufFromDisk },
  {
    name: "Storage: figures, and asking to keep it",
    act: async (walk) => {
      await openPage(walk, "/storage");
      await untilText(walk.page, "Runs", 30_000);
      await until(walk.page, "sizes", () => /\d (kB|MB)/.test(document.body.innerText));
      return until(walk.page, "what the browser promises", () => {
        const text = document.body.innerText;
        if (text.includes("has promised to keep it")) return "kept for good";
        return text.includes("may clear it when the disk is nearly full") ? "not promised, said" : undefined;
      });
    },
  },
  { name: "Storage: a bundle out and in again", act: bundleOutAndIn },
  { name: "without a network", act: offline },
  { name: "keyboard alone", act: keyboard },
  { name: "390 px wide", act: atWidth(390) },
  { name: "1440 px wide", act: atWidth(1440) },
];
