import type { ShelfModel, ShelfOffer } from "../../models/shelf.ts";
import { slowKinds } from "../../models/wllama/weight-kinds.ts";
import { formatBytes, formatCount } from "./numbers.ts";

const thinkingWords: Readonly<Record<ShelfModel["thinking"], string>> = {
  never: "does not think before it answers",
  "when told": "thinks first only where you let it",
  "unless told not to": "thinks first unless told not to",
};

/** What a model of the shelf is for and what comes with it, in a line. */
export function shelfLine({ goodFor, languages, license, thinking }: ShelfModel): string {
  return `${goodFor} Languages: ${languages}; ${thinkingWords[thinking]}. ${license}.`;
}

/**
 * What a model will do on this machine; `callsPerMinute` is what was measured of it here, or of another one and reckoned by
 * size (`isReckoned`). Nothing is said of a model that fits on the processor and whose pace is not known.
 */
export function onThisMachine(
  offer: ShelfOffer,
  memoryBytes: number,
  pace?: { readonly callsPerMinute: number; readonly isReckoned: boolean },
): string | undefined {
  const isOnCard = offer.onCard !== undefined;
  const where = isOnCard ? "on the graphics card" : "on the processor";
  if (!offer.fits && !isOnCard)
    return `Needs ${formatBytes(offer.bytes)} and more for its context; this machine can spare ${formatBytes(memoryBytes)}: likely to fail.`;
  if (pace === undefined)
    return isOnCard ? "Runs on the graphics card; whether it has the memory shows when it loads." : undefined;
  const calls = `${formatCount(pace.callsPerMinute)} requests a minute`;
  return pace.isReckoned
    ? `About ${calls} ${where}, reckoned by size from the model that was measured here.`
    : `${calls} ${where}, measured.`;
}

const isRunAsFloats = (quantization: string): boolean =>
  [...slowKinds.values()].some(({ name }) => name === quantization);

const storedAs = (quantization = ""): string =>
  isRunAsFloats(quantization)
    ? `${quantization}; on the processor run as 32-bit floats, which is quicker, as far as memory allows`
    : quantization;

/** The facts of a model for a list of terms. */
export function shelfFacts({
  facts,
  onCard,
  bytes,
  quantization,
}: ShelfOffer): readonly (readonly [term: string, text: string])[] {
  return [
    onCard === undefined
      ? ["Stored as", storedAs(quantization)]
      : [
          "Graphics memory",
          `${formatBytes(bytes)}${onCard.halfFloats ? ", and a card with half precision" : ""}`,
        ],
    ["Parameters", `${facts.billions} billion`],
    ["Languages", facts.languages],
    ["Thinking", thinkingWords[facts.thinking]],
    ["Licence", facts.license],
    [
      "Tried",
      "not by the makers of this studio: where its list was written these files could not be fetched. What arrives is checked against the hash that is listed.",
    ],
  ];
}
