import { isObject } from "../../shared/json.ts";

/** Careful reading of a stranger's JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

class BadImport extends Error {}

export function fail(message: string): never {
  throw new BadImport(message);
}

export function readObject(value: unknown, what: string): JsonObject {
  return isObject(value) ? value : fail(`${what} is not an object`);
}

export function readList(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(`${what} is not a list`);
}

export function readNumber(value: unknown, what: string): number {
  return typeof value === "number" && Number.isFinite(value) ? value : fail(`${what} is not a finite number`);
}

export function readShare(value: unknown, what: string): number {
  const share = readNumber(value, what);
  return share >= 0 && share <= 1 ? share : fail(`${what} has ${share}, not a share of 1`);
}

/** Longest single text that is taken from a file; a prompt is far shorter. */
const mostText = 5000;

export function readText(value: unknown, what: string): string {
  if (typeof value !== "string") return fail(`${what} is not a text`);
  return value.length <= mostText ? value : fail(`${what} has ${value.length} characters`);
}

export function readTexts(value: unknown, what: string): Readonly<Record<string, string>> {
  const map = readObject(value, what);
  const bad = Object.entries(map).find(([, text]) => typeof text !== "string");
  if (bad !== undefined) return fail(`${what}: the text of "${bad[0]}" is not a string`);
  if (Object.keys(map).length === 0) return fail(`${what} has no component`);
  return map as Readonly<Record<string, string>>;
}

/** Runs a reader; what it complains about becomes a message, other errors stay errors. */
export function tryReading<T>(
  read: () => T,
): { kind: "ok"; value: T } | { kind: "bad-import"; message: string } {
  try {
    return { kind: "ok", value: read() };
  } catch (error) {
    if (error instanceof BadImport) return { kind: "bad-import", message: error.message };
    throw error;
  }
}
