import type { SeededRandom } from "../../shared/seeded-random.ts";
import type { RoutingPolicy } from "./policy.ts";
import { routingWorld } from "./world.ts";

export interface RoutingMessage {
  readonly text: string;
  /** The policy's word in the message, if it has one. */
  readonly word: string | undefined;
}

/** Share of messages that speak of a word the policy has a rule for; the rest is the default's. */
const ruledShare = 0.8;
/** Share of sentences and frames the embedded model never saw in training. */
const unseenShare = 0.25;
/** Share of messages with a second topic that no rule speaks of. */
const secondTopicShare = 0.05;

/** Writes one message: a sentence about a word, in a frame of greetings and small talk. */
export function writeMessage(random: SeededRandom, policy: RoutingPolicy): RoutingMessage {
  for (;;) {
    const word = random.chance(ruledShare) ? random.pick(policy.rules).word : undefined;
    const text = composeText(random, word ?? unruledWord(random, policy), policy);
    if (mentionsOnly(text, word, policy)) return { text, word };
  }
}

function composeText(random: SeededRandom, word: string, policy: RoutingPolicy): string {
  let body = sentence(random, word);
  if (random.chance(secondTopicShare)) body = `${body} and ${sentence(random, unruledWord(random, policy))}`;
  let text = from(random, "frames").replace("{C}", capitalised(body)).replace("{c}", body);
  while (text.includes("{F}")) text = text.replace("{F}", from(random, "fillers"));
  return text;
}

function sentence(random: SeededRandom, word: string): string {
  const article = /^[aeiou]/.test(word) ? "an {w}" : "a {w}";
  return from(random, "clauses")
    .replace(/\ba \{w\}/, article)
    .replace("{w}", word);
}

function from(random: SeededRandom, kind: "clauses" | "frames" | "fillers"): string {
  return random.pick(routingWorld[kind][random.chance(unseenShare) ? "held" : "train"]);
}

function unruledWord(random: SeededRandom, policy: RoutingPolicy): string {
  const ruled = new Set(policy.rules.map((rule) => rule.word));
  return random.pick(routingWorld.words.train.filter((word) => !ruled.has(word)));
}

/** No accident may decide a message: a frame or a second topic that names another of the policy's words is drawn again. */
function mentionsOnly(text: string, word: string | undefined, policy: RoutingPolicy): boolean {
  const said = new Set(text.toLowerCase().match(/[a-z]+/g));
  return policy.rules.every((rule) => said.has(rule.word) === (rule.word === word));
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
