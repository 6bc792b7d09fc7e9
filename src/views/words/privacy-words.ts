import { hostOf } from "../../models/host-of.ts";
import type { NetworkPolicy } from "../../protocol/service-worker.ts";
import { isLoopback } from "../../shared/local-address.ts";
import { formatBytes, plural } from "./numbers.ts";

/** One sentence that is true at this instant. */
export function privacySentence(left: Left | undefined): string {
  if (!left) return "Reading the ledger";
  if (left.requests === 0)
    return (left.stayedBytes ?? 0) === 0
      ? "Nothing has left this machine"
      : `Nothing has left this machine; ${formatBytes(left.stayedBytes ?? 0)} went to a server on it`;
  const [first = ""] = left.hosts;
  const where = left.hosts.length === 1 ? hostOf(first) : plural(left.hosts.length, "host");
  return `${formatBytes(left.bytesOut)} sent to ${where}`;
}

const mostNamed = 2;

/** What may leave from now on; `undefined` where no rule was made yet. */
export function policySentence(policy: NetworkPolicy | undefined): string | undefined {
  if (policy?.locked) return "Nothing leaves this tab";
  if (policy === undefined || policy.hosts.length === 0) return undefined;
  const named = policy.hosts.slice(0, mostNamed).map(hostOf).join(", ");
  const more = policy.hosts.length - mostNamed;
  return `These hosts only: ${named}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What left this machine so far. */
export interface Left {
  readonly requests: number;
  readonly bytesOut: number;
  readonly hosts: readonly string[];
  /** Bytes that went to servers on this very machine. */
  readonly stayedBytes?: number;
}

/** What left, of the requests counted by host: what was held back, and what stayed on this machine, did not. */
export function leftOf(
  totals: readonly { readonly origin: string; readonly requests: number; readonly bytesOut: number }[],
): Left {
  const isHere = ({ origin }: { readonly origin: string }): boolean =>
    URL.canParse(origin) && isLoopback(new URL(origin).hostname);
  const bytes = (of: typeof totals): number => of.reduce((sum, entry) => sum + entry.bytesOut, 0);
  const sent = totals.filter((entry) => entry.requests > 0);
  const away = sent.filter((entry) => !isHere(entry));
  return {
    requests: away.reduce((sum, entry) => sum + entry.requests, 0),
    bytesOut: bytes(away),
    hosts: away.map((entry) => entry.origin),
    stayedBytes: bytes(sent.filter(isHere)),
  };
}
