import type { Constraint } from "./constraint.ts";
import { countingConstraints } from "./counting.ts";
import { formConstraints } from "./form.ts";
import { wordingConstraints } from "./wording.ts";

/** Every constraint by name. */
export const constraints: Readonly<Record<string, Constraint>> = Object.fromEntries(
  [...countingConstraints, ...wordingConstraints, ...formConstraints].map((constraint) => [
    constraint.name,
    constraint,
  ]),
);
