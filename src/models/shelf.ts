import type { LocalEngine, OfferedBuild } from "./kinds/model-kind.ts";
import { localEngines } from "./kinds/model-kinds.ts";
import type { GpuFound } from "./look-at-gpu.ts";
import type { LocalChoice, StudentChoice } from "./model-choice.ts";
import { billionsOf } from "./model-size.ts";

/** Who a model is good enough to be, by its makers' figures and its size; judgement, not measurement. */
export type ShelfRole = "student" | "reflection";

type Engines = typeof localEngines;
type EntryOf<Engine> = Engine extends { readonly isEntry: (value: unknown) => value is infer Entry }
  ? Entry
  : never;
/** How each engine that can run a model finds it; both know the model by this one entry of the shelf. */
type Entries = { readonly [Engine in keyof Engines]?: EntryOf<Engines[Engine]> };

/** A model that was chosen for this studio, with what a person needs to choose. */
export interface ShelfModel extends Entries {
  readonly name: string;
  /** Parameters, billions. */
  readonly billions: number;
  readonly license: string;
  readonly languages: string;
  readonly thinking: "never" | "when told" | "unless told not to";
  readonly goodFor: string;
  readonly roles: readonly ShelfRole[];
  /** Of an earlier generation: offered only where it is already here. */
  readonly older?: true;
}

/** The list as the file `models/shelf.json` beside the page holds it; who hosts the studio may hold another there. */
export interface Shelf {
  /** The day its addresses, sizes and hashes were last looked at, YYYY-MM-DD. */
  readonly checked: string;
  readonly source: string;
  readonly models: readonly ShelfModel[];
}

export const emptyShelf: Shelf = { checked: "", source: "", models: [] };

/** Every engine of this tab with its name, whatever its entries of the shelf look like. */
const engines = Object.entries(localEngines) as unknown as readonly (readonly [
  keyof Engines,
  LocalEngine<LocalChoice, unknown>,
])[];

const isShelfModel = (value: unknown): value is ShelfModel => {
  const model = (value ?? {}) as Partial<ShelfModel>;
  const entries = engines.filter(([name]) => model[name] !== undefined);
  return (
    typeof model.name === "string" &&
    typeof model.billions === "number" &&
    Array.isArray(model.roles) &&
    entries.length > 0 &&
    entries.every(([name, { isEntry }]) => isEntry(model[name]))
  );
};

/** The shelf out of its file; entries that could not be loaded are left out. */
export function parseShelf(read: unknown): Shelf {
  const { checked = "", source = "", models = [] } = (read ?? {}) as Partial<Shelf>;
  return { checked, source, models: Array.isArray(models) ? models.filter(isShelfModel) : [] };
}

/** What of this machine decides which models it can bear. */
export interface Machine {
  readonly gpu: GpuFound;
  /** Bytes of weights that may be in memory. */
  readonly memoryBytes: number;
}

/** One model of the shelf as this machine would run it. */
export interface ShelfOffer extends OfferedBuild {
  readonly facts: ShelfModel;
  /** As far as is known: no browser tells how much memory a graphics card has. */
  readonly fits: boolean;
  /** The same model has a build for an engine that is better here, which comes first. */
  readonly isSecond: boolean;
}

/** Every model of the shelf in every form this machine has an engine for, its graphics card first. */
export function offersOf(shelf: Shelf, { gpu, memoryBytes }: Machine): readonly ShelfOffer[] {
  return shelf.models.flatMap((facts) =>
    engines
      .flatMap(([name, engine]) => {
        const entry = facts[name];
        return (entry && engine.offer(facts.name, entry, gpu)) ?? [];
      })
      .map((build, place) => ({ ...build, facts, fits: build.bytes <= memoryBytes, isSecond: place > 0 })),
  );
}

/** On a processor a larger model is a slower one; these are the largest whose calls come in seconds, billions. */
const largestOnProcessor: Readonly<Record<ShelfRole, number>> = { student: 0.7, reflection: 2 };
/** On a graphics card all come quickly; a Student is called thousands of times. */
const largestOnGraphics: Readonly<Record<ShelfRole, number>> = { student: 2, reflection: 4 };

/** The one model to begin with on this machine for a role: the largest (of equals the newest) that is still quick enough. */
export function recommended(offers: readonly ShelfOffer[], role: ShelfRole): ShelfOffer | undefined {
  const able = offers.filter(
    ({ facts, onCard, fits, isSecond }) =>
      fits &&
      !isSecond &&
      facts.older !== true &&
      facts.roles.includes(role) &&
      facts.billions <= (onCard === undefined ? largestOnProcessor : largestOnGraphics)[role],
  );
  return able.toSorted((a, b) => a.facts.billions - b.facts.billions).at(-1);
}

/** Calls a minute that were measured here of another model of the same engine. */
interface MeasuredPace {
  readonly choice: StudentChoice;
  readonly callsPerMinute: number;
}

/**
 * Calls a minute to expect of a model, from one that was measured on this machine with the same engine: time per call grows
 * with the number of parameters. Undefined where nothing comparable was measured.
 */
export function expectedPace(
  { facts, choice }: Pick<ShelfOffer, "facts" | "choice">,
  measured: readonly MeasuredPace[],
): number | undefined {
  const [like] = measured.flatMap((one) => {
    const billions = one.choice.kind === choice.kind ? billionsOf(one.choice) : undefined;
    return billions === undefined ? [] : [(one.callsPerMinute * billions) / facts.billions];
  });
  return like;
}
