import type { GgufChoice, StudentChoice } from "./model-choice.ts";
import { billionsOf } from "./model-size.ts";
import type { GpuFound } from "./webllm/look-at-gpu.ts";

/** Who a model is good enough to be, by its makers' figures and its size; judgement, not measurement. */
export type ShelfRole = "student" | "reflection";

/** A build of a model for the graphics card, by its id in WebLLM's list. */
interface ShelfBuild {
  readonly id: string;
  /** Graphics memory it needs, from WebLLM's own list. */
  readonly megabytes: number;
}

/** A model that was chosen for this studio, with what a person needs to choose. Both engines know it by this one entry. */
export interface ShelfModel {
  readonly name: string;
  /** Parameters, billions. */
  readonly billions: number;
  readonly license: string;
  readonly languages: string;
  readonly thinking: "never" | "when told" | "unless told not to";
  readonly goodFor: string;
  readonly roles: readonly ShelfRole[];
  /** One file for the processor, or for a graphics card through wllama; its address names one revision. */
  readonly gguf?: {
    readonly url: string;
    readonly quantization: string;
    readonly bytes: number;
    readonly sha256: string;
  };
  /** `half` wants half-floats of the graphics card; `full` does without. */
  readonly webllm?: { readonly half: ShelfBuild; readonly full?: ShelfBuild };
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

const isBuild = (value: unknown): boolean => {
  const { id, megabytes } = (value ?? {}) as Partial<ShelfBuild>;
  return typeof id === "string" && typeof megabytes === "number";
};

const isShelfModel = (value: unknown): value is ShelfModel => {
  const { name, billions, roles, gguf, webllm } = (value ?? {}) as Partial<ShelfModel>;
  return (
    typeof name === "string" &&
    typeof billions === "number" &&
    Array.isArray(roles) &&
    (gguf === undefined || (URL.canParse(gguf.url) && typeof gguf.bytes === "number")) &&
    (webllm === undefined || isBuild(webllm.half)) &&
    (gguf !== undefined || webllm !== undefined)
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
export interface ShelfOffer {
  readonly facts: ShelfModel;
  readonly choice: StudentChoice;
  /** Of the file, or of graphics memory. */
  readonly bytes: number;
  /** As far as is known: no browser tells how much memory a graphics card has. */
  readonly fits: boolean;
  /** It runs on the graphics card; with half-floats there, or without. */
  readonly onCard?: { readonly halfFloats: boolean };
  /** The same model has a build for this machine's graphics card, which comes first. */
  readonly isSecond: boolean;
}

const buildFor = ({ webllm }: ShelfModel, gpu: GpuFound): ShelfBuild | undefined =>
  gpu.kind === "none" ? undefined : gpu.halfFloats ? webllm?.half : webllm?.full;

/** The file of a model as a choice; its hash is checked before it is loaded. */
function fileChoice(name: string, { url, sha256 }: NonNullable<ShelfModel["gguf"]>): GgufChoice {
  return { kind: "gguf", label: name, source: { kind: "url", urls: [url], sha256: [sha256] } };
}

/** Every model of the shelf in every form this machine has an engine for, its graphics card first. */
export function offersOf(shelf: Shelf, { gpu, memoryBytes }: Machine): readonly ShelfOffer[] {
  return shelf.models.flatMap((facts): readonly ShelfOffer[] => {
    const build = buildFor(facts, gpu);
    const onGraphics: readonly ShelfOffer[] =
      build === undefined
        ? []
        : [
            {
              facts,
              choice: { kind: "webllm", modelId: build.id },
              bytes: build.megabytes * 1e6,
              fits: build.megabytes * 1e6 <= memoryBytes,
              onCard: { halfFloats: build === facts.webllm?.half },
              isSecond: false,
            },
          ];
    if (facts.gguf === undefined) return onGraphics;
    const { bytes } = facts.gguf;
    const choice = fileChoice(facts.name, facts.gguf);
    return [
      ...onGraphics,
      { facts, choice, bytes, fits: bytes <= memoryBytes, isSecond: build !== undefined },
    ];
  });
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
