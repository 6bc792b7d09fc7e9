import { readdirSync, readFileSync } from "node:fs";

/** Most bytes each kind of browser process held at one moment, by the operating system's own books. */
export interface MemoryPeaks {
  readonly browser: number;
  readonly renderer: number;
  readonly others: number;
  readonly all: number;
}

interface Process {
  readonly parent: number;
  readonly command: string;
}

function processes(): ReadonlyMap<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The second field is a name in brackets that may hold anything; the parent is the second word after it.
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      found.set(Number(name), { parent, command: readFileSync(`/proc/${name}/cmdline`, "utf8") });
    } catch {
      // It ended while the list was read.
    }
  }
  return found;
}

/** Bytes of a process, memory shared with others counted by its share. */
function bytesOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function sample(profileFolder: string): MemoryPeaks {
  const all = processes();
  const isOurs = (pid: number): boolean => {
    const found = all.get(pid);
    return found !== undefined && (found.command.includes(profileFolder) || isOurs(found.parent));
  };
  const sums = { browser: 0, renderer: 0, others: 0 };
  for (const [pid, { command }] of all) {
    if (!/chrom|headless_shell|msedge/i.test(command) || !isOurs(pid)) continue;
    const type = /--type=([\w-]+)/.exec(command)?.[1];
    sums[type === undefined ? "browser" : type === "renderer" ? "renderer" : "others"] += bytesOf(pid);
  }
  return { ...sums, all: sums.browser + sums.renderer + sums.others };
}

/** Watches the browser that has this profile; `stop` gives the peaks since the start. Linux only. */
export function watchMemory(profileFolder: string, everyMs = 200): { stop(): MemoryPeaks } {
  let peaks = sample(profileFolder);
  const look = (): void => {
    const now = sample(profileFolder);
    peaks = {
      browser: Math.max(peaks.browser, now.browser),
      renderer: Math.max(peaks.renderer, now.renderer),
      others: Math.max(peaks.others, now.others),
      all: Math.max(peaks.all, now.all),
    };
  };
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peaks;
    },
  };
}
