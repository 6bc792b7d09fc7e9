import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

import type { SearchFigures } from "./race-figures.ts";

/** One finished search, with the commit of the working tree it ran in. */
export interface KeptSearch {
  readonly commit: string;
  readonly figures: SearchFigures;
}

/** What an interrupted race leaves behind: a line of JSON a search and a ceiling, so that nothing is measured twice. */
export interface KeptRace {
  readonly file: string;
  ceilingOf(policySeed: number): number | undefined;
  keepCeiling(policySeed: number, ceiling: number): void;
  search(optimizer: string, policySeed: number): KeptSearch | undefined;
  keepSearch(kept: KeptSearch): void;
  /** Has an optimizer's searches run again, because it changed. */
  forget(optimizer: string): void;
}

type Line = { readonly ceiling: number; readonly policySeed: number } | { readonly search: KeptSearch };

/** Opens the file or begins it. A last line that a kill cut short is left out. */
export function openKeptRace(file: string): KeptRace {
  const ceilings = new Map<number, number>();
  const searches = new Map<string, KeptSearch>();
  const key = (optimizer: string, policySeed: number): string => `${policySeed} ${optimizer}`;
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    const read = parsed(line);
    if (read === undefined) continue;
    if ("ceiling" in read) ceilings.set(read.policySeed, read.ceiling);
    else searches.set(key(read.search.figures.optimizer, read.search.figures.policySeed), read.search);
  }
  const append = (line: Line): void => {
    mkdirSync(dirname(file), { recursive: true });
    // The leading break ends a line that was cut short.
    appendFileSync(file, `\n${JSON.stringify(line)}`);
  };
  return {
    file,
    ceilingOf: (policySeed) => ceilings.get(policySeed),
    keepCeiling(policySeed, ceiling) {
      ceilings.set(policySeed, ceiling);
      append({ ceiling, policySeed });
    },
    search: (optimizer, policySeed) => searches.get(key(optimizer, policySeed)),
    keepSearch(kept) {
      searches.set(key(kept.figures.optimizer, kept.figures.policySeed), kept);
      append({ search: kept });
    },
    forget(optimizer) {
      for (const [place, one] of searches) if (one.figures.optimizer === optimizer) searches.delete(place);
    },
  };
}

function parsed(line: string): Line | undefined {
  try {
    return line === "" ? undefined : (JSON.parse(line) as Line);
  } catch {
    return undefined;
  }
}
