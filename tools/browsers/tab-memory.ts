import { readdirSync, readFileSync } from "node:fs";

/** What one process of the operating system takes, in megabytes: now, and at its worst since it began. */
export interface TabMemory {
  readonly now: number;
  readonly most: number;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Processes come and go while one looks.
    return "";
  }
}

/** Processes that this one started, and those they started. */
function descendants(of: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    // The name, in brackets, may hold spaces and brackets itself.
    const [, parent] =
      read(`/proc/${name}/stat`)
        .split(/\) (?=\w )/)
        .at(-1)
        ?.split(" ") ?? [];
    parents.set(Number(name), Number(parent));
  }
  const isMine = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === of || isMine(parents.get(pid)));
  return [...parents.keys()].filter((pid) => pid !== of && isMine(pid));
}

const megabytes = (status: string, field: string): number =>
  Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024);

/**
 * Resident memory of the largest process of ours whose command line fits: of the browser's processes for pages, the
 * one with the studio. Workers of a page live in it. Undefined where the system does not tell (Linux does).
 */
export function tabMemory(pageProcess: RegExp): TabMemory | undefined {
  if (process.platform !== "linux") return undefined;
  const found = descendants(process.pid)
    .filter((pid) => pageProcess.test(read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")))
    .map((pid) => read(`/proc/${pid}/status`))
    .map((status) => ({ now: megabytes(status, "VmRSS"), most: megabytes(status, "VmHWM") }));
  return found.toSorted((a, b) => b.now - a.now)[0];
}
