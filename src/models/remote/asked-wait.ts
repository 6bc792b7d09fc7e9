import { parsedJson } from "../../shared/json.ts";
import { listIn, objectIn } from "../reply/reply.ts";
import type { ServerError } from "./server-error.ts";

/** Above this a number of seconds is a point in time (1973 or later), and above the next one it is in milliseconds. */
const epochSeconds = 1e8;
const epochMs = 1e11;

/** Seconds from now of a number that is either seconds or a point in time. */
function secondsOf(value: number, now: number): number {
  if (value >= epochMs) return Math.max(0, (value - now) / 1000);
  if (value >= epochSeconds) return Math.max(0, value - now / 1000);
  return Math.max(0, value);
}

/** A header's wait: seconds, a point in time, or a date. */
function ofHeader(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) return secondsOf(number, now);
  const spelled = ofDuration(value);
  if (spelled !== undefined) return spelled;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
const piece =
  /(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)(?![a-z])/gi;

/** A duration in words or in short: "7.66s", "1m12.5s", "20 seconds". */
function ofDuration(text: string): number | undefined {
  const found = [...text.matchAll(piece)];
  if (found.length === 0) return undefined;
  return found.reduce((sum, [, amount, name = ""]) => {
    const unit = /^(ms|milli)/i.test(name) ? "ms" : (name[0]?.toLowerCase() ?? "s");
    return sum + Number(amount) * (units[unit] ?? 1);
  }, 0);
}

const inWords =
  /(?:try again|retry|wait|available again|resets?)\D{0,40}?((?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)(?![a-z])[\s,and]*)+)/i;

/** Google's RetryInfo, and fields of others that say the same. */
function ofBody(raw: string, now: number): number | undefined {
  const body = parsedJson(raw);
  const shell = objectIn(Array.isArray(body) ? body[0] : body);
  const error = typeof shell["error"] === "object" ? objectIn(shell["error"]) : shell;
  for (const detail of listIn(error["details"])) {
    const { retryDelay } = objectIn(detail);
    if (typeof retryDelay === "string") return ofDuration(retryDelay);
    if (retryDelay !== undefined) return Number(objectIn(retryDelay)["seconds"] ?? 0);
  }
  const metadata = objectIn(error["metadata"]);
  const headers = objectIn(metadata["headers"]);
  const reset = headers["X-RateLimit-Reset"] ?? headers["x-ratelimit-reset"] ?? headers["Retry-After"];
  const values = [error, shell, metadata].flatMap((one) => [one["retry_after"], one["retry_after_seconds"]]);
  const found = [...values, reset].find((value) => typeof value === "number" || typeof value === "string");
  return found === undefined ? undefined : ofHeader(String(found), now);
}

/** Seconds a host asks to wait, wherever it says so: headers (which a page mostly cannot read), fields, or its words. */
export function askedWait(
  headers: Readonly<Record<string, string>>,
  { raw, words }: ServerError,
  now: number,
): number | undefined {
  const ms = Number(headers["retry-after-ms"] ?? Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms / 1000);
  const spoken = inWords.exec(words)?.[1];
  return (
    ofHeader(headers["retry-after"], now) ??
    ofBody(raw, now) ??
    (spoken === undefined ? undefined : ofDuration(spoken))
  );
}
