import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import type { Page } from "playwright-core";

import { cpuSeconds, memoryMegabytes } from "./processor-time.ts";
import { answerTokens, rowOf, system } from "./rollout-rows.ts";
import type { RolloutFigures, RolloutSettings } from "./rollouts-in-page.ts";

interface Row {
  readonly file: string;
  readonly how: string;
  readonly loadMs: number;
  readonly firstMs: number;
  readonly rowsMs: number;
  readonly rows: number;
  /** Seconds of processor time for each row, of all threads; the figure a busy machine does not spoil. */
  readonly cpuPerRow: number | undefined;
  readonly memoryMb: number | undefined;
  readonly cached: string;
  readonly answers: readonly string[];
}

/** A page with an engine of its own version. */
interface Opened {
  readonly name: string;
  open(): Promise<Page>;
}

const settings: readonly RolloutSettings[] = [
  { name: "one thread" },
  { name: "two threads", threads: 2 },
  { name: "two slots", slots: 2 },
  { name: "four slots", slots: 4 },
  { name: "floats, one thread", room: 1.9e9 },
  { name: "floats, two threads", room: 1.9e9, threads: 2 },
  { name: "floats, two slots", room: 1.9e9, slots: 2 },
];

async function inPage(page: Page, path: string, how: RolloutSettings, rows: number): Promise<Row> {
  // The development server hands out files of this machine; a page may ask no other.
  const url = `/@fs${resolve(path)}`;
  const marks = new Map<string, number | undefined>();
  let memoryMb: number | undefined;
  await page.exposeFunction(`mark${how.name.replaceAll(/\W/g, "")}`, (name: string) => {
    marks.set(name, cpuSeconds(process.pid));
    memoryMb = memoryMegabytes(process.pid);
  });
  const call = `rollouts(${JSON.stringify(url)}, ${JSON.stringify(how)}, ${rows}, mark${how.name.replaceAll(/\W/g, "")})`;
  const figures = await page.evaluate<RolloutFigures>(call);
  const [from, to] = [marks.get("rows begin"), marks.get("rows end")];
  return {
    file: basename(path),
    how: how.name,
    ...figures,
    rows,
    cpuPerRow: from === undefined || to === undefined ? undefined : (to - from) / rows,
    memoryMb,
    cached: `${figures.cachedTokens} of ${figures.promptTokens}`,
  };
}

/** The same rows through llama.cpp built for this machine, over a socket of this machine. */
async function native(path: string, threads: number, atOnce: number, rows: number): Promise<Row> {
  const entry = fileURLToPath(new URL("../real/llama-server.mjs", import.meta.url));
  const started = performance.now();
  const child = fork(entry, [path, "0", String(threads), String(atOnce)], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  try {
    const base = await new Promise<string>((resolve, reject) => {
      child.stdout?.on("data", (text: Buffer) => {
        const found = /http:\S+\/v1/.exec(text.toString())?.[0];
        if (found !== undefined) resolve(found);
      });
      child.once("exit", () => reject(new Error("the native server ended")));
    });
    const loadMs = performance.now() - started;
    const ask = async (row: number): Promise<{ text: string; cached: string }> => {
      const answer = await fetch(`${base}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          messages: [
            { role: "system", content: system },
            { role: "user", content: rowOf(row) },
          ],
          max_tokens: answerTokens,
          temperature: 0,
          stop: ["\n"],
        }),
      });
      const body = (await answer.json()) as {
        choices: readonly { message: { content: string } }[];
        usage: { prompt_tokens: number; prompt_tokens_details?: { cached_tokens: number } };
      };
      const { prompt_tokens: prompt, prompt_tokens_details: details } = body.usage;
      return {
        text: body.choices[0]?.message.content ?? "",
        cached: `${details?.cached_tokens ?? "?"} of ${prompt}`,
      };
    };
    const first = performance.now();
    await ask(0);
    const firstMs = performance.now() - first;
    const from = cpuSeconds(child.pid ?? 0, true);
    const began = performance.now();
    const answers: string[] = [];
    let cached = "";
    let next = 1;
    const worker = async (): Promise<void> => {
      while (next <= rows) {
        const row = next++;
        const said = await ask(row);
        answers[row - 1] = said.text;
        cached = said.cached;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const rowsMs = performance.now() - began;
    const to = cpuSeconds(child.pid ?? 0, true);
    const how = `native llama.cpp, ${threads === 1 ? "one thread" : `${threads} threads`}, ${atOnce} at once`;
    const cpuPerRow = from === undefined || to === undefined ? undefined : (to - from) / rows;
    const memoryMb = memoryMegabytes(child.pid ?? 0, true);
    return { file: basename(path), how, loadMs, firstMs, rowsMs, rows, cpuPerRow, memoryMb, cached, answers };
  } finally {
    child.kill();
  }
}

function line(row: Row, first: Row): string {
  const equal = row.answers.filter((answer, at) => answer.trim() === first.answers[at]?.trim()).length;
  const { file, how, loadMs, firstMs, rowsMs, rows, cpuPerRow, memoryMb, cached } = row;
  const cells = [
    file,
    how,
    (loadMs / 1000).toFixed(1),
    (firstMs / 1000).toFixed(1),
    ((rows * 60_000) / rowsMs).toFixed(1),
    cpuPerRow?.toFixed(2) ?? "not known",
    memoryMb?.toFixed(0) ?? "not known",
    cached,
    `${equal} of ${rows}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Rows a minute under one prompt: the engine as the studio opens it, and llama.cpp built for this machine beside it. */
export async function rolloutTable(
  pages: readonly Opened[],
  files: readonly string[],
  rows: number,
  only: RegExp,
): Promise<readonly string[]> {
  const folder = process.env["NODE_LLAMA_CPP"];
  const hasNative = folder !== undefined && existsSync(join(folder, "node_modules/node-llama-cpp"));
  const table = [
    `${rows} rows under one prompt; load of the machine ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores. Processor time is of all threads and is what a busy machine leaves true.${hasNative ? "" : " Native llama.cpp was not measured: NODE_LLAMA_CPP names no folder with node-llama-cpp."}`,
    "",
    "| file | how | load, s | first call, s | rows a minute | processor seconds a row | memory, MB | prompt tokens cached | answers as in the first line |",
    "|---|---|---:|---:|---:|---:|---:|---|---|",
  ];
  for (const file of files) {
    let first: Row | undefined;
    const add = async (measure: () => Promise<Row>, how: string): Promise<void> => {
      const row = await measure().catch((error: unknown) => {
        table.push(`| ${basename(file)} | ${how} | failed: ${String(error).split("\n")[0]} | | | | | | |`);
        return undefined;
      });
      if (row === undefined) return;
      first ??= row;
      table.push(line(row, first));
      console.log(table.at(-1));
    };
    for (const setting of settings.filter(({ name }) => only.test(name)))
      for (const { name, open } of pages) {
        const how = { ...setting, name: `${name}, ${setting.name}` };
        const page = await open();
        await add(() => inPage(page, file, how, rows), how.name);
        await page.close();
      }
    if (!hasNative) continue;
    for (const [threads, atOnce] of [
      [1, 1],
      [2, 2],
    ] as const)
      await add(() => native(file, threads, atOnce, rows), `native, ${threads}`);
  }
  return table;
}
