import type { StudentWorkerApi } from "../../protocol/student-worker.ts";
import type { StudentChoice, WebLlmChoice } from "../model-choice.ts";
import { modelName } from "../model-name.ts";
import { webLlmCatalogue } from "../webllm/catalogue.ts";
import type { GpuFound } from "../webllm/look-at-gpu.ts";
import { groupParts } from "../wllama/split-parts.ts";
import { type AddedModel, filesChoice, type LocalModel } from "./local-model.ts";

type Students = Pick<StudentWorkerApi, "storedFiles" | "webLlmStatus" | "downloads">;
type Line = Omit<LocalModel, "options">;

export const EMBEDDED: LocalModel = {
  key: "embedded",
  choice: { kind: "embedded" },
  label: modelName({ kind: "embedded" }),
  about: "Toy-sized, follows short house rules, made for the examples.",
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
  const urls = choice.source.kind === "url" ? choice.source.urls : [];
  const kept = (await students.downloads()).filter(({ url }) => urls.includes(url));
  const bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
  const isOurs = urls.every((url) => new URL(url, base).origin === new URL(base).origin);
  const isReady =
    isOurs || (kept.length === urls.length && kept.every((file) => file.bytes === file.totalBytes));
  const from = urls[0] === undefined ? "" : `From ${new URL(urls[0], base).host}.`;
  return { ...line, choice, about: from, bytes: bytes > 0 ? bytes : undefined, isReady };
}

async function catalogueLines(students: Students, gpu: GpuFound): Promise<readonly Line[]> {
  const fits = webLlmCatalogue.filter(
    (model) =>
      gpu.kind === "gpu" && (model.needsHalfFloats === gpu.halfFloats || model.sisterId === undefined),
  );
  return Promise.all(
    fits.map(async (model): Promise<Line> => ({
      key: model.modelId,
      label: model.label,
      about: `${model.goodFor} ${model.license}.`,
      catalogued: model,
      ...(await webLlmLine(
        students,
        { kind: "webllm", modelId: model.modelId },
        model.graphicsMegabytes * 1e6,
      )),
    })),
  );
}

/** Every local model this browser could run, what is here first. */
export async function listLocalModels(
  students: Students,
  added: readonly AddedModel[],
  gpu: GpuFound,
  /** The address of the studio itself. */
  base: string,
): Promise<readonly Line[]> {
  const [files, mine, catalogue] = await Promise.all([
    fileLines(students),
    Promise.all(added.map((model) => addedLine(students, model, base))),
    catalogueLines(students, gpu),
  ]);
  const isMine = (choice: StudentChoice): boolean =>
    choice.kind === "webllm" &&
    mine.some((line) => line.choice.kind === "webllm" && line.choice.modelId === choice.modelId);
  return [EMBEDDED, ...files, ...mine, ...catalogue.filter((line) => !isMine(line.choice))];
}
