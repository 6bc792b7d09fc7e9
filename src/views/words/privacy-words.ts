import { hostOf } from "../../models/host-of.ts";
import type { NetworkPolicy } from "../../protocol/service-worker.ts";
import { isLoopback } from "../../shared/local-address.ts";
import { refusalOf } from "../../shared/may-reach.ts";
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
  if (policy?.onlyHere === true) return "Only programs on this machine";
  if (policy === undefined || policy.hosts.length === 0) return undefined;
  const named = policy.hosts.slice(0, mostNamed).map(hostOf).join(", ");
  const more = policy.hosts.length - mostNamed;
  return `These hosts only: ${named}${more > 0 ? ` and ${more} more` : ""}`;
}

/** The three rules a person can choose between. */
type ReachMode = "hosts" | "here" | "nothing";

export const reachModes: readonly {
  readonly mode: ReachMode;
  readonly title: string;
  readonly note: string;
}[] = [
  {
    mode: "hosts",
    title: "The hosts below",
    note: "Nothing else is reached, and each was allowed by you.",
  },
  {
    mode: "here",
    title: "This machine only",
    note: "Of them only programs on this very machine are reached, such as Ollama or LM Studio. What goes to them does not leave it.",
  },
  {
    mode: "nothing",
    title: "Offline lock",
    note: "Nothing leaves this tab, whatever is allowed below. Runs with a remote model wait.",
  },
];

export function modeOf(policy: NetworkPolicy | undefined): ReachMode | undefined {
  if (policy === undefined) return undefined;
  return policy.locked ? "nothing" : policy.onlyHere === true ? "here" : "hosts";
}

export function withMode({ hosts }: NetworkPolicy, mode: ReachMode): NetworkPolicy {
  return { locked: mode === "nothing", onlyHere: mode === "here", hosts };
}

/** Which of these addresses the rule holds back though they were or could be allowed, and where that is changed. */
export function heldBackSentence(
  policy: NetworkPolicy | undefined,
  addresses: readonly string[],
): string | undefined {
  if (policy === undefined) return undefined;
  const held = addresses.filter((address) => {
    const why = refusalOf(policy, new URL(address).origin);
    return why !== undefined && why !== "host-not-enabled";
  });
  if (held.length === 0) return undefined;
  const names = [...new Set(held.map(hostOf))].join(", ");
  const rule = policy.locked ? "The offline lock" : "“This machine only”";
  return `${rule} is on: nothing is sent to ${names} until you change that on Storage & privacy. A run that needs it waits.`;
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
