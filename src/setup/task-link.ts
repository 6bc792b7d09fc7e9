import { chunksOf } from "../shared/chunks-of.ts";
import { reasonOf } from "../shared/reason-of.ts";
import { strangeInTask } from "../storage/bundle/check-references.ts";
import { problemOf } from "../storage/bundle/check-row.ts";
import type { TaskRow } from "../storage/rows.ts";
import type { TaskSpec } from "../tasks/task-spec.ts";

/** What a link's last part begins with; the rest is the task, deflated, in letters an address may have. */
const MARK = "link.";
/** Browsers and chats cut longer addresses. */
const LONGEST = 16_000;
/** A few kilobytes in a link must not become a gigabyte here. */
const LARGEST_TASK = 2_000_000;

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const whole = new Blob([bytes]).stream().pipeThrough<Uint8Array<ArrayBuffer>>(stream as never);
  for await (const chunk of chunksOf(whole)) {
    size += chunk.length;
    if (size > LARGEST_TASK) throw new Error("the task in this link is larger than a task is");
    parts.push(chunk);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Why a task cannot travel in a link; undefined when it can. Rows of one's own never do. */
export function whyNoLink(spec: TaskSpec): string | undefined {
  if (spec.source.kind === "dataset" || spec.documents?.kind === "dataset")
    return "Its rows are yours and do not fit into a link. Save a file on Storage & privacy instead.";
  return undefined;
}

/** The last part of an address that carries the whole task. */
export async function taskToLink(spec: TaskSpec): Promise<string> {
  const bytes = await through(
    new TextEncoder().encode(JSON.stringify(spec)),
    new CompressionStream("deflate-raw"),
  );
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return MARK + text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function isTaskLink(id: string): boolean {
  return id.startsWith(MARK);
}

type LinkedTask =
  | { readonly kind: "task"; readonly spec: TaskSpec }
  | { readonly kind: "bad-link"; readonly message: string };

/** Reads a stranger's link: checked like a stranger's file, and nothing is stored or run. */
export async function taskFromLink(id: string): Promise<LinkedTask> {
  try {
    if (id.length > LONGEST) throw new Error("it is too long");
    const text = atob(id.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const json = new TextDecoder("utf-8", { fatal: true }).decode(
      await through(bytes, new DecompressionStream("deflate-raw")),
    );
    const spec = JSON.parse(json) as TaskSpec;
    const row: TaskRow = { id: spec.id, name: spec.name, createdAt: 0, updatedAt: 0, spec };
    const problem = problemOf("tasks", row) ?? strangeInTask(spec, "spec") ?? whyNoLink(spec);
    return problem === undefined
      ? { kind: "task", spec }
      : {
          kind: "bad-link",
          message: `The task in this link cannot be used: ${problem}. Nothing was stored.`,
        };
  } catch (error) {
    const why = reasonOf(error);
    return {
      kind: "bad-link",
      message: `This link holds no task the studio can read (${why}). It may have been cut; ask for it again. Nothing was stored.`,
    };
  }
}
