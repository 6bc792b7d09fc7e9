import { engineBuilds } from "./steps/engine-builds.ts";
import { firstRunSteps, firstRunToResult } from "./steps/first-run.ts";
import { byKeyboard } from "./steps/keyboard.ts";
import { embeddedAnswers, ggufFromDisk, graphicsSaid } from "./steps/models.ts";
import { keyInVault, ownRows } from "./steps/own-rows.ts";
import { atWidth, everyScene, offline } from "./steps/pages.ts";
import { drawnCharts, everyDownload } from "./steps/result.ts";
import { askedToKeep, bundleOutAndIn } from "./steps/storage.ts";
import type { Step } from "./walk.ts";

/** Everything a person does, in one profile: the later steps find what the first run left behind. */
export const steps: readonly Step[] = [
  ...firstRunSteps,
  { name: "keyboard alone", act: byKeyboard },
  { name: "Learn: every scene", act: everyScene },
  { name: "own rows against an endpoint, to the result", act: ownRows },
  { name: "every download of the result", act: everyDownload },
  { name: "run page and its charts", act: drawnCharts },
  { name: "a key sealed, and unlocked after a reload", act: keyInVault },
  { name: "Models: the graphics card", act: graphicsSaid },
  { name: "Models: the engine's two builds, compiled", act: engineBuilds },
  { name: "Models: the embedded model's speed", act: embeddedAnswers },
  { name: "Models: a GGUF file from disk", act: ggufFromDisk },
  { name: "Storage: sizes, and asking to keep it", act: askedToKeep },
  { name: "without a network", act: offline },
  { name: "390 px wide", act: atWidth(390) },
  { name: "1440 px wide", act: atWidth(1440) },
  { name: "first run to its result", act: firstRunToResult },
  // The last: what came in from a file has names of its own.
  { name: "Storage: a bundle out and in again", act: bundleOutAndIn },
];
