/**
 * Made-up worlds in which a search can be watched from outside: prompts are lists of rules, rows need some rules and
 * break under harmful ones, so that the true score of every prompt is known. No model is asked.
 */
export interface WorldRow {
  /** Component and rule: what the row needs. */
  readonly needs: readonly (readonly [string, number])[];
  /** Harmful rules that break it. */
  readonly fragile: readonly number[];
  /** Deceptive worlds: the rule of the quick way (null: it cannot solve this row) and the rule of the slow one. */
  readonly ways?: { readonly quick: number | null; readonly slow: number };
}

export interface RuleWorld {
  readonly name: string;
  readonly seed: number;
  readonly components: readonly string[];
  readonly start: Readonly<Record<string, string>>;
  readonly feedback: readonly WorldRow[];
  readonly pareto: readonly WorldRow[];
  /** Never shown to a search: what the true score is taken on. */
  readonly fresh: readonly WorldRow[];
  /** A row is right or wrong; else the share of its rules that is met. */
  readonly binary: boolean;
  /** How often an answer comes out the other way, anew at each asking. */
  readonly flip: number;
  /** Not null: every wording is right on this share of rows, another share for every wording, and rules do nothing. */
  readonly wording: number | null;
  readonly reflector: ScriptedReflector;
  /** The best true score there is to reach. */
  readonly ceiling: number;
  /** Where the way to the ceiling is counted from: 0, or the seed's score where that is high already. */
  readonly base: number;
  readonly metricCalls: number;
}

/** How often the scripted Reflection model does what. */
export interface ScriptedReflector {
  readonly fix: number;
  /** Most fixes in one rewrite. */
  readonly mostFixes: number;
  readonly harm: number;
  readonly bloat: number;
  readonly forget: number;
  /** How many harmful rules there are; they are numbered from 1000. */
  readonly harmful: number;
}

/** Rules from here on are harmful; from `firstNeutral` on they do nothing. */
export const firstHarmful = 1000;
export const firstNeutral = 5000;
/** Deceptive worlds: the rule that turns from the quick way to the slow one. */
export const turn = 902;

type Texts = Readonly<Record<string, string>>;

export interface RuleSets {
  readonly own: Readonly<Record<string, ReadonlySet<number>>>;
  readonly harmful: ReadonlySet<number>;
}

export function parseRules(text: string): number[] {
  return text === "" ? [] : text.split(",").map(Number);
}

export function formatRules(rules: Iterable<number>): string {
  return [...new Set(rules)].toSorted((a, b) => a - b).join(",");
}

const parsed = new WeakMap<Texts, RuleSets>();

export function ruleSets(texts: Texts): RuleSets {
  const known = parsed.get(texts);
  if (known !== undefined) return known;
  const own = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, new Set(parseRules(text))]),
  );
  const harmful = new Set(
    Object.values(own).flatMap((rules) => [...rules].filter((one) => one >= firstHarmful)),
  );
  const made = { own, harmful };
  parsed.set(texts, made);
  return made;
}

/** What a row deserves, before any chance. */
export function deservedScore({ binary }: RuleWorld, { own, harmful }: RuleSets, row: WorldRow): number {
  if (row.fragile.some((one) => harmful.has(one))) return 0;
  if (row.ways !== undefined) {
    const rules = own["main"]!;
    const { quick, slow } = row.ways;
    if (rules.has(turn)) return rules.has(slow) ? 1 : 0;
    return quick !== null && rules.has(quick) ? 1 : 0;
  }
  let met = 0;
  for (const [name, rule] of row.needs) if (own[name]!.has(rule)) met += 1;
  if (binary) return met === row.needs.length ? 1 : 0;
  return row.needs.length === 0 ? 1 : met / row.needs.length;
}

/** Mean over the rows no search has seen. */
export function trueScore(world: RuleWorld, texts: Texts): number {
  if (world.wording !== null) return world.wording;
  const key = Object.values(texts).join("|");
  const known = (scores.get(world) ?? scores.set(world, new Map()).get(world)!).get(key);
  if (known !== undefined) return known;
  const sets = ruleSets(texts);
  const sum = world.fresh.reduce((total, row) => total + deservedScore(world, sets, row), 0);
  scores.get(world)!.set(key, sum / world.fresh.length);
  return sum / world.fresh.length;
}

const scores = new WeakMap<RuleWorld, Map<string, number>>();

/** What the true score looks like through answers that come out the other way. */
export function expectedScore({ flip }: RuleWorld, score: number): number {
  return score * (1 - flip) + (1 - score) * flip;
}
