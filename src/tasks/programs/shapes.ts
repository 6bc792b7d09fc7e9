import type { ModuleSketch, ProgramSketch } from "./sketch.ts";

/** A program somebody has built before, to start one's own from. */
interface ProgramShape {
  readonly name: string;
  readonly title: string;
  /** What happens, and when one would take it. */
  readonly explanation: string;
  readonly modules: readonly ModuleSketch[];
  /** It looks something up, so it needs documents. */
  readonly needsDocuments?: boolean;
}

const plain = {
  role: "student",
  format: "text",
  labels: "",
  schema: "",
  maxTokens: 0,
} as const satisfies Partial<ModuleSketch>;

const passages = 4;

/** The simplest first. */
export const programShapes: readonly ProgramShape[] = [
  {
    name: "one-prompt",
    title: "One prompt",
    explanation: "The model sees the row and answers. Take this unless you know a reason not to.",
    modules: [{ ...plain, name: "answer", prompt: "Answer the question.", template: "{{row}}" }],
  },
  {
    name: "chain",
    title: "A chain: think, then answer",
    explanation: "The first prompt works on the row, the second turns that into the answer.",
    modules: [
      { ...plain, name: "think", prompt: "Work out what the answer depends on.", template: "{{row}}" },
      {
        ...plain,
        name: "answer",
        prompt: "Give the answer only.",
        template: "{{row}}\n\nNotes: {{think.output}}",
      },
    ],
  },
  {
    name: "branch",
    title: "A branch: sort, then one of two",
    explanation: "The first prompt sorts the row; which prompt answers depends on what it said.",
    modules: [
      {
        ...plain,
        name: "sort",
        prompt: "Say whether this is easy or hard.",
        template: "{{row}}",
        format: "label",
        labels: "easy\nhard",
      },
      {
        ...plain,
        name: "quick",
        prompt: "Give the answer only.",
        template: "{{row}}",
        when: { value: "{{sort.output}}", isOneOf: "easy" },
      },
      {
        ...plain,
        name: "careful",
        prompt: "Think about every part of it, then give the answer only.",
        template: "{{row}}",
        when: { value: "{{sort.output}}", isOneOf: "hard" },
      },
    ],
  },
  {
    name: "retrieve",
    title: "Look up, then answer",
    explanation:
      "The row is looked up in your documents (by words, BM25); the answer is made from what was found.",
    needsDocuments: true,
    modules: [
      {
        ...plain,
        name: "answer",
        prompt: "Answer from the passages only.",
        template: "{{row}}\n\nPassages:\n{{answer.passages}}",
        search: { query: "{{row}}", passages },
      },
    ],
  },
  {
    name: "two-hop",
    title: "Look up twice, then answer",
    explanation:
      "Look up, note, write a second query, look up again, note, answer: the shape of the GEPA paper's HotpotQA program.",
    needsDocuments: true,
    modules: [
      {
        ...plain,
        name: "note1",
        prompt: "Note what the passages say about the question.",
        template: "{{row}}\n\nPassages:\n{{note1.passages}}",
        search: { query: "{{row}}", passages },
      },
      {
        ...plain,
        name: "query",
        prompt: "Write a search query for what is still missing.",
        template: "{{row}}\n\nKnown so far: {{note1.output}}",
        maxTokens: 48,
      },
      {
        ...plain,
        name: "note2",
        prompt: "Note what the passages say about the question.",
        template: "{{row}}\n\nKnown so far: {{note1.output}}\n\nPassages:\n{{note2.passages}}",
        search: { query: "{{query.output}}", passages },
      },
      {
        ...plain,
        name: "answer",
        prompt: "Give the answer only.",
        template: "{{row}}\n\nNotes: {{note1.output}}\n{{note2.output}}",
      },
    ],
  },
  {
    name: "rewrite",
    title: "Draft, then rewrite",
    explanation:
      "A draft, then a rewrite that sees to every demand: the shape of the GEPA paper's IFBench program.",
    modules: [
      { ...plain, name: "draft", prompt: "Do what the request asks for.", template: "{{row}}" },
      {
        ...plain,
        name: "rewrite",
        prompt: "Make sure that the draft does everything the request asks for.",
        template: "{{row}}\n\nDraft: {{draft.output}}",
      },
    ],
  },
  {
    name: "private",
    title: "Private rewrite",
    explanation:
      "A local model takes the personal details out, the stronger model answers that, the local one puts the answer together: as in the GEPA paper's PUPA program. Only the middle prompt leaves the Student.",
    modules: [
      {
        ...plain,
        name: "redact",
        prompt: "Rewrite the request without anything personal.",
        template: "{{row}}",
      },
      {
        ...plain,
        name: "remote",
        prompt: "You are a helpful assistant.",
        template: "{{redact.output}}",
        role: "reflection",
      },
      {
        ...plain,
        name: "answer",
        prompt: "Answer the request with the help of the draft.",
        template: "{{row}}\n\nDraft: {{remote.output}}",
      },
    ],
  },
];

export function shapeNamed(name: string): ProgramShape {
  const found = programShapes.find((shape) => shape.name === name) ?? programShapes[0];
  if (found === undefined) throw new Error("there is no program shape");
  return found;
}

/** A shape as a sketch of one's own. */
export function sketchOfShape(name: string): ProgramSketch {
  const { name: shape, modules } = shapeNamed(name);
  // A copy: what is made of it must not change the shape.
  return { shape, modules: structuredClone(modules) };
}

/** One more module at the end, which sees the row and the answer before it. */
export function withModuleAdded(sketch: ProgramSketch): ProgramSketch {
  const last = sketch.modules.at(-1);
  const taken = new Set(sketch.modules.map((module) => module.name.trim()));
  let number = sketch.modules.length + 1;
  while (taken.has(`step ${number}`)) number += 1;
  const before = last === undefined ? "" : `\n\nSo far: {{${last.name.trim()}.output}}`;
  return {
    ...sketch,
    modules: [
      ...sketch.modules,
      {
        ...plain,
        name: `step ${number}`,
        prompt: "Improve on what was said so far.",
        template: `{{row}}${before}`,
      },
    ],
  };
}
