import type { SplitReport } from "../../protocol/import-worker.ts";
import { groupBy as groupItems } from "../../shared/group-by.ts";
import { createSeededRandom, type SeededRandom } from "../../shared/seeded-random.ts";
import { own } from "../metrics/read-options.ts";
import type { Example, Splits, SplitSpec } from "../task-spec.ts";
import type { SplitName } from "./dataset-changes.ts";
import { nearDuplicateGroups } from "./near-duplicates.ts";

const order: readonly SplitName[] = ["feedback", "pareto", "test"];

/**
 * Divides rows into splits. The same rows (whatever their order) and the same spec give the same splits. `twins` are
 * the rows that are nearly the same, where somebody found them before.
 */
export function splitExamples(
  examples: readonly Example[],
  spec: SplitSpec,
  twins: Groups = nearDuplicateGroups(examples),
): SplitReport {
  const notes: string[] = [];
  // Drafted rows come after the others are dealt, so that adding some moves no row, least of all a sealed one.
  const real = examples.filter((example) => example.drafted === undefined);
  const assigned =
    spec.column === undefined ? divide(real, spec, amongThese(twins, real), notes) : byColumn(real, notes);
  if (real.length < examples.length) addDrafted(examples, twins, assigned, notes);
  const splits = Object.fromEntries(
    order.map((name) => [
      name,
      examples.filter((example) => assigned.get(example.id) === name).map((example) => example.id),
    ]),
  ) as unknown as Splits;
  for (const name of order)
    if (splits[name].length === 0 && spec.shares[name] > 0) notes.push(`The ${name} split is empty.`);
  const leaks = twins.filter((group) => new Set(group.map((id) => assigned.get(id))).size > 1);
  return { splits, notes, leaks };
}

/** Rows a model drafted are learned from, never judged by; one that nearly repeats a judging row is left out. */
function addDrafted(
  examples: readonly Example[],
  twins: Groups,
  assigned: Map<string, SplitName>,
  notes: string[],
): void {
  const isJudging = (id: string) => assigned.get(id) === "pareto" || assigned.get(id) === "test";
  const tooNear = new Set(twins.filter((group) => group.some(isJudging)).flat());
  const drafted = examples.filter((example) => example.drafted !== undefined);
  const usable = drafted.filter(({ id }) => !tooNear.has(id));
  for (const { id } of usable) assigned.set(id, "feedback");
  const left = drafted.length - usable.length;
  notes.push(
    `${usable.length} rows drafted by a model are learned from only.${left === 0 ? "" : ` ${left} more are nearly the same as a row that is judged by, and are left out.`}`,
  );
}

function amongThese(groups: Groups, examples: readonly Example[]): Groups {
  const ids = new Set(examples.map(({ id }) => id));
  return groups.map((group) => group.filter((id) => ids.has(id))).filter((group) => group.length > 1);
}

function byColumn(examples: readonly Example[], notes: string[]): Map<string, SplitName> {
  const assigned = new Map<string, SplitName>();
  let unknown = 0;
  for (const example of examples) {
    const name = splitNamed(example.split);
    if (name === undefined) unknown += 1;
    else assigned.set(example.id, name);
  }
  if (unknown > 0) notes.push(`${unknown} rows name no known split (train, val, test) and are left out.`);
  return assigned;
}

/** What people call the splits elsewhere. */
function splitNamed(text: string | undefined): SplitName | undefined {
  const name = (text ?? "").trim().toLowerCase();
  if (/^(?:train|training|feedback)$/.test(name)) return "feedback";
  if (/^(?:val|valid|validation|dev|eval|pareto)$/.test(name)) return "pareto";
  return /^(?:test|testing|holdout|hold-out)$/.test(name) ? "test" : undefined;
}

type Groups = readonly (readonly string[])[];

function divide(
  examples: readonly Example[],
  spec: SplitSpec,
  twins: Groups,
  notes: string[],
): Map<string, SplitName> {
  const random = createSeededRandom(spec.seed, "splits");
  const units = unitsOf(examples, spec, spec.keepTwins === true ? twins : []);
  const assigned = new Map<string, SplitName>();
  const overall = emptyTally();
  for (const stratum of strataOf(units, spec, notes))
    deal(random.shuffled(stratum), spec, overall, assigned, random);
  return assigned;
}

/** Rows that must stay together: one each, or all of a group. Sorted by id, so that row order does not matter. */
function unitsOf(
  examples: readonly Example[],
  { groupBy }: SplitSpec,
  twins: Groups,
): readonly (readonly Example[])[] {
  const sorted = examples.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const keyOf = (example: Example): string => {
    const group = groupBy === undefined ? undefined : (example.group ?? field(example, groupBy));
    return group === undefined || group === "" ? `row ${example.id}` : `group ${group}`;
  };
  const joined = joinedKeys(sorted, keyOf, twins);
  return [...groupItems(sorted, (example) => joined(keyOf(example))).values()];
}

/** Groups that share a pair of twins become one group. */
function joinedKeys(
  examples: readonly Example[],
  keyOf: (example: Example) => string,
  twins: Groups,
): (key: string) => string {
  if (twins.length === 0) return (key) => key;
  const keys = new Map(examples.map((example) => [example.id, keyOf(example)]));
  const leader = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    for (let next = leader.get(at); next !== undefined; next = leader.get(at)) at = next;
    return at;
  };
  for (const [first, ...others] of twins) {
    for (const other of others) {
      const left = find(keys.get(first as string) ?? "");
      const right = find(keys.get(other) ?? "");
      if (left !== right) leader.set(right, left);
    }
  }
  return find;
}

function strataOf(
  units: readonly (readonly Example[])[],
  { stratifyBy }: SplitSpec,
  notes: string[],
): Iterable<readonly (readonly Example[])[]> {
  if (stratifyBy === undefined) return [units];
  const strata = groupItems(units, (unit) => field(unit[0] as Example, stratifyBy) ?? "");
  const thin = [...strata].filter(([, members]) => members.length < 3).map(([value]) => value || "(empty)");
  if (thin.length > 0)
    notes.push(
      `Too few rows to appear in every split: ${thin.slice(0, 10).join(", ")}${thin.length > 10 ? ", …" : ""}.`,
    );
  return strata.values();
}

interface Tally {
  total: number;
  readonly counts: Record<SplitName, number>;
}

function emptyTally(): Tally {
  return { total: 0, counts: { feedback: 0, pareto: 0, test: 0 } };
}

/** Gives each unit to the split that is furthest behind its share, in this stratum and overall; ties are drawn. */
function deal(
  units: readonly (readonly Example[])[],
  { shares }: SplitSpec,
  overall: Tally,
  assigned: Map<string, SplitName>,
  random: SeededRandom,
): void {
  const stratum = emptyTally();
  const open = order.filter((name) => shares[name] > 0);
  for (const unit of units) {
    for (const tally of [stratum, overall]) tally.total += unit.length;
    const behind = (name: SplitName) =>
      shares[name] * (stratum.total + overall.total) - stratum.counts[name] - overall.counts[name];
    const most = Math.max(...open.map(behind));
    const name = random.pick(open.filter((candidate) => behind(candidate) >= most - 1e-9));
    for (const tally of [stratum, overall]) tally.counts[name] += unit.length;
    for (const example of unit) assigned.set(example.id, name);
  }
}

function field(example: Example, column: string): string | undefined {
  return own(example.expected, column) ?? own(example.inputs, column);
}
