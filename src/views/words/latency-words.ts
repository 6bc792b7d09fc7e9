import { formatOne } from "./numbers.ts";

/** A call's time as people say it: "160 ms", "1.4 s". */
export function latencyWords(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${formatOne(ms / 1000)} s`;
}
