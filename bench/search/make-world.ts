import { below, stream, weighted } from "./draws.ts";
import { firstHarmful, formatRules, trueScore } from "./rule-world.ts";
import type { RuleWorld, ScriptedReflector, WorldRow } from "./rule-world.ts";

const freshRows = 1000;
const middling: ScriptedReflector = {
  fix: 0.6,
  mostFixes: 3,
  harm: 0.25,
  bloat: 0.5,
  forget: 0.15,
  harmful: 8,
};
const idle: ScriptedReflector = { ...middling, fix: 0, harm: 0, forget: 0 };

/** One draw of a world's rows. */
type Draw = () => number;

interface Recipe {
  /** In a few words, for the tables. */
  readonly says: string;
  readonly rows: readonly [feedback: number, pareto: number];
  readonly metricCalls: number;
  readonly start: Readonly<Record<string, string>>;
  readonly row: (draw: Draw) => WorldRow;
  readonly reflector?: ScriptedReflector;
  readonly binary?: boolean;
  readonly flip?: number;
  readonly wording?: number;
  /** 90 % of the way from the seed, not from 0. */
  readonly fromSeed?: boolean;
  /** The ceiling is what the rules that the feedback rows show can reach; else 1. */
  readonly limitedByFeedback?: boolean;
}

const components = Array.from({ length: 30 }, (_, i) => `c${String(i).padStart(2, "0")}`);
const longTail: Recipe = {
  says: "150 rules, the rare ones rarer and rarer",
  rows: [120, 60],
  metricCalls: 4000,
  start: { main: "" },
  row: (draw) => ({
    needs: weighted(draw, 1, tail).map((rule) => ["main", rule]),
    fragile: fragile(draw, 0.12, 10),
  }),
  reflector: { ...middling, harmful: 10 },
  limitedByFeedback: true,
};
const tail = Array.from({ length: 150 }, (_, i) => 1 / (i + 1));
const even = (n: number): number[] => Array.from({ length: n }, () => 1);

const recipes = {
  "long-tail": longTail,
  saturated: {
    says: "the seed is right on 85 % and more",
    rows: [150, 100],
    metricCalls: 4000,
    start: { main: "900" },
    row: (draw) => ({
      needs: draw() < 0.15 ? [["main", 1 + below(draw, 10)]] : [],
      fragile: fragile(draw, 0.08, 10),
    }),
    reflector: { ...middling, harmful: 10 },
    limitedByFeedback: true,
    fromSeed: true,
  },
  deceptive: {
    says: "a quick way that ends at 65 %, a slow one that ends at 100 %",
    rows: [80, 60],
    metricCalls: 5000,
    start: { main: "901" },
    row: (draw) => ({
      needs: [],
      ways: { quick: draw() < 0.65 ? 1 + below(draw, 5) : null, slow: 11 + below(draw, 15) },
      fragile: fragile(draw, 0.1, 8),
    }),
  },
  "200-rows": {
    ...longTail,
    says: "the long tail with 200 Pareto rows",
    rows: [120, 200],
    metricCalls: 8000,
  },
  noisy: {
    says: "one answer in five comes out the other way, anew each time",
    rows: [60, 60],
    metricCalls: 3000,
    start: { main: "1,2,3" },
    row: (draw) => ({
      needs: weighted(draw, 1 + below(draw, 3), even(12)).map((rule) => ["main", rule]),
      fragile: fragile(draw, 0.25, 8),
    }),
    flip: 0.2,
  },
  "30-components": {
    says: "each row needs six of thirty components",
    rows: [60, 60],
    metricCalls: 6000,
    start: Object.fromEntries(components.map((name) => [name, ""])),
    row: (draw) => ({
      needs: weighted(draw, 6, even(30)).map((at) => [components[at - 1]!, 1 + below(draw, 2)]),
      fragile: fragile(draw, 0.1, 8),
    }),
    binary: false,
  },
  "null-noise": {
    says: "nothing helps, and one answer in five comes out the other way",
    rows: [60, 60],
    metricCalls: 1500,
    start: { main: "" },
    row: (draw) => ({ needs: draw() < 0.3 ? [["main", 1]] : [], fragile: [] }),
    reflector: idle,
    flip: 0.2,
  },
  "null-wording": {
    says: "every wording is right on 70 % of the rows, each on others",
    rows: [120, 60],
    metricCalls: 1500,
    start: { main: "" },
    row: () => ({ needs: [], fragile: [] }),
    reflector: idle,
    wording: 0.7,
  },
} satisfies Record<string, Recipe>;

export type WorldName = keyof typeof recipes;
export const worldNames = Object.keys(recipes) as readonly WorldName[];
export const nullWorlds: ReadonlySet<WorldName> = new Set(["null-noise", "null-wording"]);

export function worldWords(name: WorldName): string {
  return recipes[name].says;
}

/** The same world for the same name and seed. */
export function makeWorld(name: WorldName, seed: number): RuleWorld {
  const recipe: Recipe = recipes[name];
  const draw = stream(`${name}/${seed}`);
  const rows = (n: number): WorldRow[] => Array.from({ length: n }, () => recipe.row(draw));
  const world: RuleWorld = {
    name,
    seed,
    components: Object.keys(recipe.start),
    start: recipe.start,
    feedback: rows(recipe.rows[0]),
    pareto: rows(recipe.rows[1]),
    fresh: rows(freshRows),
    binary: recipe.binary ?? true,
    flip: recipe.flip ?? 0,
    wording: recipe.wording ?? null,
    reflector: recipe.reflector ?? middling,
    ceiling: 1,
    base: 0,
    metricCalls: recipe.metricCalls,
  };
  return {
    ...world,
    ceiling: recipe.limitedByFeedback === true ? reachable(world) : 1,
    base: recipe.fromSeed === true ? trueScore(world, world.start) : 0,
  };
}

/** What a prompt with every rule that the feedback rows show would reach. */
function reachable(world: RuleWorld): number {
  const shown = world.feedback.flatMap(({ needs }) => needs.map(([, rule]) => rule));
  return trueScore(world, { main: formatRules(shown) });
}

function fragile(draw: Draw, share: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => firstHarmful + i).filter(() => draw() < share);
}
