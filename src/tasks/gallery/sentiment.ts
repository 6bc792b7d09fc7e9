import { createSeededRandom, type SeededRandom } from "../../shared/seeded-random.ts";
import type { TaskSpec } from "../task-spec.ts";
import { disjointRows, type GeneratedRow } from "./disjoint-rows.ts";
import { type RowSizes } from "./entries.ts";
import { onePrompt } from "./one-prompt.ts";

type Tone = "POSITIVE" | "NEGATIVE" | "NEUTRAL";

const topics: Readonly<Record<string, readonly string[]>> = {
  price: ["the price", "what it costs", "the discount"],
  delivery: ["the delivery", "the parcel service", "the shipping"],
  staff: ["the staff", "your colleague on the phone", "the support team"],
  quality: ["the build quality", "the material", "how it is made"],
  app: ["the app", "the website", "the online shop"],
};
const sayings: Readonly<Record<Tone, readonly string[]>> = {
  POSITIVE: [
    "I really like {t}.",
    "{T} is wonderful.",
    "No complaints about {t}, quite the contrary!",
    "{T} surprised me in the best way.",
    "Five stars for {t}.",
  ],
  NEGATIVE: [
    "{T} is a disappointment.",
    "I am fed up with {t}.",
    "{T} could hardly be worse.",
    "Never again, because of {t}.",
    "{T} ruined my week.",
  ],
  NEUTRAL: [
    "{T} is as described.",
    "I have a question about {t}.",
    "{T} changed since last year.",
    "Somebody mentioned {t} to me.",
  ],
};
const fillers = [
  "I ordered on Monday.",
  "It was a present for my aunt.",
  "This is my second order.",
  "I live in the country.",
  "We are a small team.",
];
const tones = ["POSITIVE", "NEGATIVE", "NEUTRAL"] as const;

interface HouseRule {
  readonly topic: string;
  readonly label: Tone;
}

/** Two topics that the house labels its own way whatever the tone; everything else goes by the tone. */
function sentimentRules(seed: number): readonly HouseRule[] {
  const random = createSeededRandom(seed, "sentiment rules");
  const [first, second] = random.shuffled(Object.keys(topics));
  const labels = random.shuffled(tones);
  return [
    { topic: first as string, label: labels[0] as Tone },
    { topic: second as string, label: labels[1] as Tone },
  ];
}

export function sentimentRows(seed: number, sizes: RowSizes) {
  const rules = sentimentRules(seed);
  return disjointRows("sentiment", seed, sizes, (random) => writeReview(random, rules));
}

function writeReview(random: SeededRandom, rules: readonly HouseRule[]): GeneratedRow {
  const topic = random.pick(Object.keys(topics));
  const tone = random.pick(tones);
  const thing = random.pick(topics[topic] as readonly string[]);
  const saying = random
    .pick(sayings[tone])
    .replace("{t}", thing)
    .replace("{T}", thing.slice(0, 1).toUpperCase() + thing.slice(1));
  const review = random.shuffled([saying, ...random.shuffled(fillers).slice(0, random.below(3))]).join(" ");
  const rule = rules.find((one) => one.topic === topic);
  return {
    inputs: { review },
    expected: { label: rule?.label ?? tone },
    reason:
      rule === undefined
        ? "No house rule speaks of its topic: the tone decides."
        : `It is about ${topic}, which the house labels ${rule.label} whatever the tone.`,
  };
}

export function sentimentTask(seed: number, sizes: RowSizes): TaskSpec {
  return onePrompt({
    generator: "sentiment",
    name: "Sentiment with house rules",
    seed,
    sizes,
    template: "{{review}}",
    maxTokens: 8,
    output: { kind: "text" },
    metrics: [
      { name: "label", kind: "label", weight: 1, options: { expected: "label", labels: [...tones] } },
    ],
    prompt: "Label the review POSITIVE, NEGATIVE or NEUTRAL.",
    objective: "The sentiment as the house sees it.",
  });
}
