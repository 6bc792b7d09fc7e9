import { type SceneInfo, scenes } from "./scenes.ts";

/** A stop of the ten minutes with a class: what to do there, and how long. */
interface ClassStop {
  readonly scene: SceneInfo["id"];
  readonly minutes: number;
  readonly say: string;
}

/** Ten minutes before a class: guess, read, see one iteration, see the race. */
export const classRoute: readonly ClassStop[] = [
  {
    scene: "blind",
    minutes: 2,
    say: "Let somebody guess one rule and try it. Then let the program guess twenty, and ask the class what was learned.",
  },
  {
    scene: "traces",
    minutes: 3,
    say: "Read two of the reasons aloud, add the rules the class names, hand it in. Do it once more.",
  },
  {
    scene: "iteration",
    minutes: 3,
    say: "One press a step. Stop at the letter and at the gate: what would you have written, would you have let it in?",
  },
  {
    scene: "race",
    minutes: 2,
    say: "Start it, let the class bet on a line, and watch. It takes about a minute.",
  },
];

/** Where a scene stands on the route: its stop, the minutes it lasts from and to, and the scene after it. */
export function onRoute(
  scene: SceneInfo["id"],
):
  | { readonly stop: ClassStop; readonly from: number; readonly to: number; readonly next?: SceneInfo }
  | undefined {
  const at = classRoute.findIndex((stop) => stop.scene === scene);
  const stop = classRoute[at];
  if (stop === undefined) return undefined;
  const from = classRoute.slice(0, at).reduce((sum, { minutes }) => sum + minutes, 0);
  const next = scenes.find(({ id }) => id === classRoute[at + 1]?.scene);
  return { stop, from, to: from + stop.minutes, ...(next === undefined ? {} : { next }) };
}
