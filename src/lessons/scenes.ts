/** The six scenes, in the order they are told. */
export interface SceneInfo {
  readonly id: "blind" | "traces" | "iteration" | "frontier" | "merge" | "race";
  readonly number: number;
  readonly short: string;
  readonly title: string;
  readonly lede: string;
}

export const scenes: readonly SceneInfo[] = [
  {
    id: "blind",
    number: 1,
    short: "By the number alone",
    title: "Improve a prompt when all you get is a number",
    lede: "A furniture shop has seven people, and every topic has its person. Write the prompt that says who should answer. Each try costs 27 requests and tells you one number.",
  },
  {
    id: "traces",
    number: 2,
    short: "Read the traces",
    title: "The same failures, with the reasons: you be the Reflection model",
    lede: "Now you see five messages, what was answered, what was expected, and which word decided. Write the next prompt. The Coach reads the same five rows and is scored beside you.",
  },
  {
    id: "iteration",
    number: 3,
    short: "One iteration",
    title: "One iteration, slowly enough to argue with",
    lede: "The engine below is the one that runs everywhere in the studio. It made eight iterations by itself; from the ninth on it waits for you at every step.",
  },
  {
    id: "frontier",
    number: 4,
    short: "Why a frontier",
    title: "The best prompt so far can be a dead end",
    lede: "Two prompts to start from: one answers SALES to everything and is right half of the time, one knows a single rule. Watch a search that always follows the best, and one that keeps a frontier.",
  },
  {
    id: "merge",
    number: 5,
    short: "Merge",
    title: "Two halves found apart make one whole without a single question",
    lede: "The prompt has two parts: who answers, and how fast. Two people improved it, each their own part. A merge takes each part from whoever changed it.",
  },
  {
    id: "race",
    number: 6,
    short: "The race",
    title: "The same budget, with and without reading",
    lede: "On the neural model that ships with the studio, in this tab: GEPA, the same engine with its eyes shut, and a search that only sees scores. Same rows, same Student, same requests.",
  },
];

export function sceneOf(id: string | undefined): SceneInfo | undefined {
  return scenes.find((scene) => scene.id === id);
}
