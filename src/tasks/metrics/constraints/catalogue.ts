import { comparingConstraints } from "./comparing.ts";
import type { Constraint } from "./constraint.ts";
import { countingConstraints } from "./counting.ts";
import { formConstraints } from "./form.ts";
import { languageConstraints } from "./language.ts";
import { nearConstraints } from "./near.ts";
import { scriptHolds } from "./script.ts";
import { wordingConstraints } from "./wording.ts";

/** Every constraint by name. */
export const constraints: Readonly<Record<string, Constraint>> = Object.fromEntries(
  [
    ...countingConstraints,
    ...wordingConstraints,
    ...formConstraints,
    ...comparingConstraints,
    ...languageConstraints,
    ...nearConstraints,
    scriptHolds,
  ].map((constraint) => [constraint.name, constraint]),
);
