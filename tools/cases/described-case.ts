import type { CaseResult, Described } from "./case-result.ts";
import { tryReply } from "./try-reply.ts";
import { tryRun } from "./try-run.ts";
import { tryAddress, tryMatches, tryNumbers, tryThinking } from "./try-text.ts";

type Kind = (described: Described) => Promise<Omit<CaseResult, "file">>;

/** A kind is told by the field only it has. */
const kinds: readonly (readonly [string, Kind])[] = [
  ["run", tryRun],
  ["first", tryReply],
  ["dialect", tryReply],
  ["cases", tryNumbers],
  ["different", tryMatches],
  ["same", tryMatches],
  ["url", tryAddress],
  ["text", tryThinking],
];

/** Undefined for a file that is itself the input. */
export function readDescribed(name: string, bytes: Buffer): Described | undefined {
  if (!name.endsWith(".json")) return undefined;
  try {
    const value = JSON.parse(bytes.toString("utf8")) as unknown;
    const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
    const isDescribed = isObject && "right" in value && kinds.some(([field]) => field in value);
    return isDescribed ? (value as Described) : undefined;
  } catch {
    return undefined;
  }
}

export async function tryDescribed(described: Described): Promise<Omit<CaseResult, "file">> {
  const kind = kinds.find(([field]) => field in described)?.[1];
  if (kind === undefined) throw new Error("a described case of no kind");
  return kind(described);
}
