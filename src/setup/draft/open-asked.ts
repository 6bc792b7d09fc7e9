import { rewritesOnly } from "../../models/kinds/model-kinds.ts";
import { saveTask } from "../../storage/library/tasks.ts";
import { attemptWrite } from "../../storage/quota.ts";
import { readDataset, readTaskToRun } from "../../storage/read/library.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { RowSizes } from "../../tasks/gallery/entries.ts";
import { requestsByModel } from "../../tasks/requests-per-rollout.ts";
import { countsByShares } from "../../tasks/splits/split-sizes.ts";
import type { TaskSpec } from "../../tasks/task-spec.ts";
import { type Draft, firstDraft, textsOf } from "./draft.ts";
import { exampleById } from "./examples.ts";
import { openGoOn } from "./go-on.ts";

/** What becomes of a draft when something is opened in it, or why it could not be. */
export type Opened = Partial<Draft> | { readonly problem: string };

/** What an address of New run asks for beside the page itself: one thing at most. */
export interface Asked {
  readonly kind: "example" | "gallery" | "task" | "from";
  readonly id: string;
}

export function askedBy(
  search: Readonly<Record<string, string | readonly string[] | undefined>>,
): Asked | undefined {
  for (const kind of ["example", "gallery", "task", "from"] as const) {
    const id = search[kind];
    if (typeof id === "string" && id !== "") return { kind, id };
  }
  return undefined;
}

export async function openAsked(db: StudioDatabase, draft: Draft, { kind, id }: Asked): Promise<Opened> {
  if (kind === "example") return openExample(id);
  if (kind === "from") return openGoOn(db, id);
  return kind === "gallery" ? openGallery(db, draft, id) : openTask(db, id);
}

async function openExample(id: string): Promise<Opened> {
  const example = exampleById(id);
  if (!example) return { problem: `There is no example called "${id}". What stands here is as it was.` };
  const { policyAsPrompt, drawPolicy } = await import("../../tasks/routing/policy.ts");
  return {
    task: "routing",
    name: example.title,
    policySeed: example.policySeed,
    seedPrompt:
      example.seedPrompt === "policy"
        ? policyAsPrompt(drawPolicy(example.policySeed))
        : firstDraft.seedPrompt,
  };
}

/** Stores a task of the gallery and fills in what it wants. */
export async function openGallery(db: StudioDatabase, draft: Draft, generator: string): Promise<Opened> {
  if (generator === "routing")
    return {
      task: "routing",
      gallery: generator,
      name: firstDraft.name,
      seedPrompt: firstDraft.seedPrompt,
      laterTexts: {},
      requests: firstDraft.requests,
      paretoRows: firstDraft.paretoRows,
    };
  const { gallery } = await import("../../tasks/gallery/catalogue.ts");
  const entry = gallery.find((one) => one.generator === generator);
  if (!entry)
    return { problem: `The gallery has no task called "${generator}". What stands here is as it was.` };
  const spec = entry.make(1);
  const stored = await attemptWrite(() => saveTask(db, spec, Date.now()));
  if (stored.kind === "quota") return { problem: stored.message };
  return {
    task: "saved",
    gallery: entry.generator,
    savedTaskId: spec.id,
    name: spec.name,
    ...textsOf(spec.seedCandidate),
    ...requestsOf(spec),
    savedRows: entry.sizes,
    // Texts that are judged themselves need a rewriter of more than labels; a person always is one.
    ...(spec.program.modules.length === 0 && rewritesOnly(draft.reflection)
      ? { reflection: { kind: "by-hand" } as const }
      : {}),
    options: {
      ...draft.options,
      // Candidates of several prompts can be joined; with one there is little to join.
      merge: Object.keys(spec.seedCandidate).length > 1,
      // Where the rows are the whole problem there is no luck with rows to guard against.
      final: entry.sizes.test > 0,
      objective: spec.objective ?? "",
      background: spec.background ?? "",
    },
  };
}

async function openTask(db: StudioDatabase, id: string): Promise<Opened> {
  const task = await readTaskToRun(db, id);
  if ("problem" in task) return { problem: `${task.problem} What stands here is as it was.` };
  const { source } = task.spec;
  const rows = source.kind === "dataset" ? await readDataset(db, source.datasetId) : undefined;
  return draftOfTask(
    task.spec,
    source.kind === "generated" ? source.sizes : countsByShares(rows?.rowCount ?? 0, source.split),
  );
}

/** The side of a draft that a task kept here fills in; `savedRows` is how its rows divide. */
export function draftOfTask(task: TaskSpec, savedRows: RowSizes): Partial<Draft> {
  return {
    savedRows,
    task: "saved",
    savedTaskId: task.id,
    name: task.name,
    ...textsOf(task.seedCandidate),
    ...requestsOf(task),
  };
}

/** Room for about as many rollouts as with one prompt. */
function requestsOf(spec: TaskSpec): Pick<Draft, "requests" | "savedRequests"> {
  const savedRequests = requestsByModel(spec);
  const each = Math.max(1, savedRequests.student + savedRequests.reflection);
  return { savedRequests, requests: firstDraft.requests * each };
}
