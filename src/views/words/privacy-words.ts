import { formatBytes, plural } from "./numbers.ts";

/** One sentence that is true at this instant. */
export function privacySentence(left: Left | undefined): string {
  if (!left) return "Reading the ledger";
  if (left.requests === 0) return "Nothing has left this machine";
  const [first = ""] = left.hosts;
  const where =
    left.hosts.length === 1 ? first.replace(/^https?:\/\//, "") : plural(left.hosts.length, "host");
  return `${formatBytes(left.bytesOut)} sent to ${where}`;
}

/** What left this machine so far. */
export interface Left {
  readonly requests: number;
  readonly bytesOut: number;
  readonly hosts: readonly string[];
}
