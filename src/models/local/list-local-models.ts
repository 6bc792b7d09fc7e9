import type { StudentWorkerApi } from "../../protocol/student-worker.ts";
import { engineOf } from "../kinds/model-kinds.ts";
import type { LocalChoice } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { type Machine, offersOf, type Shelf, type ShelfOffer } from "../shelf.ts";
import { compatWords } from "../wllama/compat-build.ts";
import { groupParts } from "../wllama/split-parts.ts";
import { type AddedModel, filesChoice, type LocalModel } from "./local-model.ts";

type Students = Pick<StudentWorkerApi, "storedFiles" | "weightsHere">;
type Line = Omit<LocalModel, "options">;

export const EMBEDDED: LocalModel = {
  key: "embedded",
  choice: { kind: "embedded" },
  label: modelName({ kind: "embedded" }),
  about: `Toy-sized, follows short house rules, made for the examples.${compatWords()}`,
  bytes: undefined,
  isReady: true,
  options: {},
};

/** GGUF files in this browser's private file system. */
async function fileLines(students: Students): Promise<readonly Line[]> {
  const files = await students.storedFiles();
  const sizeOf = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return groupParts(files.map(({ name }) => name)).map((parts): Line => {
    const isWhole = parts.missing.length === 0;
    return {
      key: `file ${parts.label}`,
      choice: filesChoice(parts),
      label: parts.label,
      about: isWhole
        ? `From your disk${parts.names.length > 1 ? `, in ${parts.names.length} parts` : ""}.`
        : `Part ${parts.missing.join(", ")} of ${parts.names.length + parts.missing.length} is missing: open it too.`,
      bytes: parts.names.reduce((sum, name) => sum + (sizeOf.get(name) ?? 0), 0),
      isReady: isWhole,
      names: parts.names,
    };
  });
}

/** What of a model is here; `expectedBytes` is its size as long as not all of it is. */
async function stateOf(students: Students, choice: LocalChoice, expectedBytes?: number) {
  const here = await students.weightsHere(choice);
  if (here.kind === "failed") return { choice, bytes: expectedBytes, isReady: false };
  const { isComplete, bytes, totalBytes, files } = here;
  return {
    choice,
    bytes: isComplete && bytes > 0 ? bytes : (expectedBytes ?? totalBytes),
    isReady: isComplete,
    ...(isComplete || bytes === 0 ? {} : { bytesHere: bytes }),
    ...(isComplete && files !== undefined ? { weights: files } : {}),
  };
}

/** Models added by name or address. */
async function addedLine(
  students: Students,
  { key, label, choice }: AddedModel,
  base: string,
): Promise<Line> {
  const about = engineOf(choice).origin(choice, base);
  return { key, label, isAdded: true, about, ...(await stateOf(students, choice)) };
}

/** A model of the shelf. */
async function shelfLine(students: Students, offer: ShelfOffer): Promise<Line> {
  const { facts, choice, bytes } = offer;
  const line = { key: modelName(choice), label: facts.name, about: facts.goodFor, offer };
  return { ...line, ...(await stateOf(students, choice, bytes)) };
}

/** Every local model this browser could run, what is here first. */
export async function listLocalModels(
  students: Students,
  added: readonly AddedModel[],
  shelf: Shelf,
  machine: Machine,
  /** The address of the studio itself. */
  base: string,
): Promise<readonly Line[]> {
  const [files, mine, shelved] = await Promise.all([
    fileLines(students),
    Promise.all(added.map((model) => addedLine(students, model, base))),
    Promise.all(offersOf(shelf, machine).map((offer) => shelfLine(students, offer))),
  ]);
  const isMine = ({ key }: Line): boolean => mine.some(({ choice }) => modelName(choice) === key);
  const isOffered = ({ isReady, offer }: Line): boolean =>
    isReady || (offer?.facts.older !== true && offer?.isSecond !== true);
  const others = shelved.filter((line) => isOffered(line) && !isMine(line));
  return [EMBEDDED, ...files, ...mine, ...others.toSorted((a, b) => Number(b.isReady) - Number(a.isReady))];
}
