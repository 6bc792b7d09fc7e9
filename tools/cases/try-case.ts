import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { type CaseResult, type Verdict, verdictOf } from "./case-result.ts";
import { readDescribed, tryDescribed } from "./described-case.ts";
import { judgeFile, type RightFile } from "./judge-file.ts";
import {
  proseAbout,
  type ProseRights,
  type ProseTable,
  readProseTable,
  rightsOfProse,
} from "./read-prose.ts";
import { tryFile } from "./try-file.ts";

/** A folder of cases, with where the right values of its files are found. */
export interface OpenCases {
  readonly files: readonly string[];
  readonly folder: string;
  readonly names: ReadonlySet<string>;
  readonly prose: ProseTable;
}

/** Right values of inputs of ours, by the name of the input. */
const ourCases = new URL("../../tests/fixtures/cases/", import.meta.url);

export async function openCases(folder: string, names: readonly string[]): Promise<OpenCases> {
  const readme = names.find((name) => /^readme\.md$/i.test(name));
  return {
    folder,
    names: new Set(names),
    files: names.filter((name) => name !== readme && !name.endsWith(".right.json") && !name.startsWith(".")),
    prose: readme === undefined ? [] : readProseTable(await readFile(join(folder, readme), "utf8")),
  };
}

/** Puts one file through the product. What it cannot survive is a failure of the case, with the exception. */
export async function tryCase(cases: OpenCases, path: string, name: string): Promise<CaseResult> {
  try {
    const bytes = await readFile(path);
    const described = readDescribed(name, bytes);
    if (described !== undefined) return { file: name, ...(await tryDescribed(described)) };
    const made = await tryFile(new File([bytes as BlobPart], name));
    const right = await rightOf(cases, name, bytes);
    if (right !== undefined) return { file: name, made, verdict: verdictOf(await judgeFile(made, right)) };
    const text = proseAbout(cases.prose, name);
    return { file: name, made, verdict: await verdictOfProse(made, rightsOfProse(text ?? "")) };
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      file: name,
      made: { kind: "crashed", thrown: thrown.slice(0, 600) },
      verdict: { kind: "failed", wrong: ["nothing is thrown"] },
    };
  }
}

/** One of several right values is enough; none of those that can be checked proves nothing where there are others. */
async function verdictOfProse(
  made: Awaited<ReturnType<typeof tryFile>>,
  { rights, isOpen }: ProseRights,
): Promise<Verdict> {
  const verdicts = await Promise.all(rights.map(async (right) => verdictOf(await judgeFile(made, right))));
  const passed = verdicts.find(({ kind }) => kind === "passed");
  return passed ?? (isOpen ? verdictOf([]) : (verdicts[0] ?? verdictOf([])));
}

/** A sidecar in the folder; or ours, where the file is the same. */
async function rightOf(cases: OpenCases, name: string, bytes: Buffer): Promise<RightFile | undefined> {
  const sidecar = `${name}.right.json`;
  if (cases.names.has(sidecar)) return readRight(join(cases.folder, sidecar));
  const ours = await readFile(new URL(encodeURIComponent(name), ourCases)).catch(() => undefined);
  if (ours?.equals(bytes) === true) {
    const right = await readRight(new URL(encodeURIComponent(sidecar), ourCases)).catch(() => undefined);
    if (right !== undefined) return right;
  }
  return undefined;
}

async function readRight(path: string | URL): Promise<RightFile> {
  return JSON.parse(await readFile(path, "utf8")) as RightFile;
}
