import type { Sandbox } from "./metric.ts";
import { searchPatterns } from "./patterns.ts";

/**
 * The validator runs a schema's patterns on the thread it is called on. So each is first tried in the sandbox, on every
 * text of the answer it could meet: what comes to an end there does so outside. Returns why one does not.
 */
export async function slowPattern(
  schema: unknown,
  value: unknown,
  sandbox: Sandbox | undefined,
): Promise<string | undefined> {
  const patterns = patternsOf(schema).filter(isPattern);
  if (patterns.length === 0) return undefined;
  const searched = await searchPatterns(
    sandbox,
    patterns.map((source) => ({ source, flags: "u" })),
    textsOf(value),
  );
  return searched.kind === "unknown" ? searched.problem : undefined;
}

/** Every text at a place where a schema could have a pattern; one that is none does no harm. */
function patternsOf(schema: unknown): readonly string[] {
  const found = new Set<string>();
  walk(schema, (name, value) => {
    if (name === "pattern" && typeof value === "string") found.add(value);
    if (name === "patternProperties" && value !== null && typeof value === "object")
      for (const pattern of Object.keys(value)) found.add(pattern);
  });
  return [...found];
}

/** The texts and names anywhere in a value. */
function textsOf(value: unknown): readonly string[] {
  const found = new Set<string>();
  walk(value, (name, inner) => {
    found.add(name);
    if (typeof inner === "string") found.add(inner);
  });
  return [...found];
}

/** A text that is no pattern is the validator's to complain of. */
function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Tells every value anywhere inside with the name it has there, the outermost with none. */
function walk(value: unknown, tell: (name: string, value: unknown) => void): void {
  const open: (readonly [string, unknown])[] = [["", value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, inner] = next;
    tell(name, inner);
    if (inner !== null && typeof inner === "object")
      for (const entry of Object.entries(inner)) open.push(entry);
  }
}
