import type { StudentWorkerApi } from "../../protocol/student-worker.ts";
import type { GgufChoice, WebLlmChoice } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { type Machine, offersOf, type Shelf, type ShelfOffer } from "../shelf.ts";
import { compatWords } from "../wllama/compat-build.ts";
import { groupParts } from "../wllama/split-parts.ts";
import { type AddedModel, filesChoice, type LocalModel } from "./local-model.ts";

type Students = Pick<StudentWorkerApi, "storedFiles" | "webLlmStatus" | "downloads">;
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

async function webLlmLine(students: Students, choice: WebLlmChoice, expectedBytes: number | undefined) {
  const status = await students.webLlmStatus(choice);
  const known = "complete" in status ? status : undefined;
  const bytes = known !== undefined && known.cachedBytes > 0 ? known.cachedBytes : expectedBytes;
  return {
    choice,
    bytes,
    isReady: known?.complete === true,
    ...(known?.complete === true ? { weights: known.files } : {}),
  };
}

/** A GGUF at addresses: what of it is here. */
async function addressLine(students: Students, choice: GgufChoice, base: string, expected?: number) {
  const urls = choice.source.kind === "url" ? choice.source.urls : [];
  const kept = (await students.downloads()).filter(({ url }) => urls.includes(url));
  const bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  const isOurs = urls.every((url) => new URL(url, base).origin === new URL(base).origin);
  const isReady =
    isOurs || (kept.length === urls.length && kept.every((file) => file.bytes === file.totalBytes));
  return { choice, isReady, bytes: isReady && bytes > 0 ? bytes : (expected ?? (bytes || undefined)) };
}

/** Models added by name or address. */
async function addedLine(
  students: Students,
  { key, label, choice }: AddedModel,
  base: string,
): Promise<Line> {
  const line = { key, label, isAdded: true } as const;
  if (choice.kind === "webllm") {
    const isFolder = choice.custom?.model.includes(".invalid/") === true;
    const about = isFolder
      ? "From a folder of yours, on the graphics card."
      : choice.custom === undefined
        ? "From WebLLM’s list, on the graphics card."
        : `From ${new URL(choice.custom.model).host}, on the graphics card.`;
    return { ...line, about, ...(await webLlmLine(students, choice, undefined)) };
  }
  const [first] = choice.source.kind === "url" ? choice.source.urls : [];
  const about = first === undefined ? "" : `From ${new URL(first, base).host}.`;
  return { ...line, about, ...(await addressLine(students, choice, base)) };
}

/** A model of the shelf. */
async function shelfLine(students: Students, offer: ShelfOffer, base: string): Promise<Line> {
  const { facts, choice, bytes } = offer;
  const line = { key: modelName(choice), label: facts.name, about: facts.goodFor, offer };
  if (choice.kind === "webllm") return { ...line, ...(await webLlmLine(students, choice, bytes)) };
  if (choice.kind === "gguf") return { ...line, ...(await addressLine(students, choice, base, bytes)) };
  return { ...line, choice, bytes, isReady: false };
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
    Promise.all(offersOf(shelf, machine).map((offer) => shelfLine(students, offer, base))),
  ]);
  const isMine = ({ key }: Line): boolean => mine.some(({ choice }) => modelName(choice) === key);
  const isOffered = ({ isReady, offer }: Line): boolean =>
    isReady || (offer?.facts.older !== true && offer?.isSecond !== true);
  const others = shelved.filter((line) => isOffered(line) && !isMine(line));
  return [EMBEDDED, ...files, ...mine, ...others.toSorted((a, b) => Number(b.isReady) - Number(a.isReady))];
}
