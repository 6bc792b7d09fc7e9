import { parseWritten, printJson, Written } from "../written-json.ts";
import { insideFence } from "./inside-fence.ts";
import { normalised } from "./text-forms.ts";

/** What became of one field of a JSON answer; a path is `address.zip`, `(the whole)` where the value is no container. */
export type FieldVerdict =
  | {
      readonly path: string;
      readonly outcome: "right" | "wrong";
      readonly wanted: unknown;
      readonly got: unknown;
    }
  | { readonly path: string; readonly outcome: "missing"; readonly wanted: unknown }
  | { readonly path: string; readonly outcome: "extra"; readonly got: unknown };

interface FieldRules {
  /** Paths that do not count. */
  readonly ignored: readonly string[];
  /** Paths where case, punctuation and accents do not count; `*` for all. */
  readonly loose: readonly string[];
}

/** Field by field, the expected ones first, then those nobody asked for. Both texts are JSON; throws where one is not. */
export function fieldVerdicts(
  expected: string,
  output: string,
  { ignored, loose }: FieldRules,
): readonly FieldVerdict[] {
  const skipped = new Set(ignored);
  const isLoose = (path: string): boolean => loose.includes("*") || loose.includes(path);
  const wanted = leaves(asWritten(expected), skipped);
  const answered = leaves(asWritten(output), skipped);
  const asked = [...wanted].map(([path, value]): FieldVerdict => {
    if (!answered.has(path)) return { path, outcome: "missing", wanted: value };
    const got = answered.get(path);
    return { path, outcome: same(value, got, isLoose(path)) ? "right" : "wrong", wanted: value, got };
  });
  const extra = [...answered].filter(([path]) => !wanted.has(path));
  return [...asked, ...extra.map(([path, got]): FieldVerdict => ({ path, outcome: "extra", got }))];
}

/** What was read as JSON before, its numbers as they stand. */
function asWritten(text: string): unknown {
  return parseWritten(insideFence(text));
}

/** Every value that is no container, by its path; an empty container counts as one. */
function leaves(
  value: unknown,
  ignored: ReadonlySet<string>,
  path = "",
  found = new Map<string, unknown>(),
): Map<string, unknown> {
  if (path !== "" && ignored.has(path)) return found;
  const isContainer = value !== null && typeof value === "object" && !(value instanceof Written);
  const entries = isContainer ? Object.entries(value) : [];
  if (entries.length === 0) return found.set(path === "" ? "(the whole)" : path, value);
  for (const [name, inner] of entries) leaves(inner, ignored, path === "" ? name : `${path}.${name}`, found);
  return found;
}

function same(left: unknown, right: unknown, loose: boolean): boolean {
  const [one, other] = [numberText(left), numberText(right)];
  if (one !== undefined && other !== undefined) return isSameNumber(one, other);
  return loose ? normalised(plain(left)) === normalised(plain(right)) : printJson(left) === printJson(right);
}

const plain = (value: unknown): string => (typeof value === "string" ? value : printJson(value));

function numberText(value: unknown): string | undefined {
  if (value instanceof Written) return value.text;
  return typeof value === "number" ? String(value) : undefined;
}

/** 1.0 is 1, but two long integers are not the same because their first sixteen digits are. */
function isSameNumber(left: string, right: string): boolean {
  if (Number(left) !== Number(right)) return false;
  const areWhole = [left, right].every((text) => /^-?\d+$/.test(text));
  return !areWhole || BigInt(left) === BigInt(right);
}
