import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second, as Linux counts a process's time. */
const ticks = 100;
const pageBytes = 4096;

interface Found {
  readonly parent: number;
  readonly cpu: number;
  readonly pages: number;
}

function read(pid: string): Found | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const number = (at: number): number => Number(fields[at]);
    return { parent: number(1), cpu: (number(11) + number(12)) / ticks, pages: number(21) };
  } catch {
    return undefined;
  }
}

/** Everything a process started, and what those started; undefined where the system does not say (it is not Linux). */
function family(root: number, withRoot: boolean): readonly Found[] | undefined {
  let names: readonly string[];
  try {
    names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
  const all = new Map(
    names.flatMap((name) => {
      const found = read(name);
      return found === undefined ? [] : [[Number(name), found] as const];
    }),
  );
  const members: Found[] = [];
  const own = all.get(root);
  if (withRoot && own !== undefined) members.push(own);
  const todo = [root];
  for (let parent = todo.pop(); parent !== undefined; parent = todo.pop())
    for (const [pid, found] of all)
      if (found.parent === parent) {
        members.push(found);
        todo.push(pid);
      }
  return members;
}

/** Processor seconds of what a process started, and of itself where asked. */
export function cpuSeconds(root: number, withRoot = false): number | undefined {
  return family(root, withRoot)?.reduce((sum, { cpu }) => sum + cpu, 0);
}

/** Memory the same hold, megabytes; what they share counts for each. */
export function memoryMegabytes(root: number, withRoot = false): number | undefined {
  return family(root, withRoot)?.reduce((sum, { pages }) => sum + (pages * pageBytes) / 1e6, 0);
}
