import { below, stream } from "./draws.ts";
import { firstHarmful, firstNeutral, formatRules, parseRules, ruleSets, turn } from "./rule-world.ts";
import type { RuleWorld, WorldRow } from "./rule-world.ts";

/** What the Reflection model reads about one row. */
export interface RuleRecord {
  readonly row: number;
  readonly score: number;
  readonly missing: readonly number[];
  readonly harmful: readonly number[];
}

/** Null: the row says nothing about this component. */
export function recordOf(
  texts: Readonly<Record<string, string>>,
  component: string,
  row: WorldRow,
  position: number,
  score: number,
): RuleRecord | null {
  const rules = ruleSets(texts).own[component]!;
  const harmful = row.fragile.filter((one) => rules.has(one));
  if (row.ways !== undefined) {
    const { quick, slow } = row.ways;
    const wanted = rules.has(turn) ? [slow] : quick === null ? [turn, slow] : [quick];
    return { row: position, score, missing: wanted.filter((one) => !rules.has(one)), harmful };
  }
  const mine = row.needs.filter(([name]) => name === component).map(([, rule]) => rule);
  if (mine.length === 0 && harmful.length === 0 && Object.keys(texts).length > 1) return null;
  return { row: position, score, missing: mine.filter((one) => !rules.has(one)), harmful };
}

/**
 * Rewrites a component as a middling Reflection model does: it mends some of what it reads, and now and then adds
 * something harmful or idle, or forgets a good rule. The same in `gepa_search.py`.
 */
export function rewrite(
  world: RuleWorld,
  component: string,
  text: string,
  records: readonly RuleRecord[],
  nth: number,
): string {
  const { fix, mostFixes, harm, bloat, forget, harmful } = world.reflector;
  const read = records.map((one) => `${one.row}:${one.score}`).join(";");
  const draw = stream(`${world.name}|${world.seed}|${component}|${text}|${read}|${nth}`);
  const rules = new Set(parseRules(text));
  let fixes = 0;
  for (const record of records) {
    if (record.score >= 1 || fixes >= mostFixes) continue;
    const open = record.missing.filter((one) => !rules.has(one));
    if (record.harmful.length === 0 && open.length === 0) continue;
    if (draw() >= fix) continue;
    fixes += 1;
    if (record.harmful.length > 0) rules.delete(record.harmful[0]!);
    else for (const one of open[0] === turn ? open.slice(0, 2) : open.slice(0, 1)) rules.add(one);
  }
  if (draw() < harm) rules.add(firstHarmful + below(draw, harmful));
  if (draw() < bloat || fixes === 0) rules.add(firstNeutral + below(draw, 100_000));
  if (draw() < forget) {
    const good = [...rules].filter((one) => one < firstHarmful).toSorted((a, b) => a - b);
    if (good.length > 0) rules.delete(good[below(draw, good.length)]!);
  }
  return formatRules(rules);
}
