import { isFields } from "./fields.ts";

interface Turn {
  readonly role: string;
  readonly content: string;
}

/** What ShareGPT and its kin call who speaks. */
const rolesOfNames: Readonly<Record<string, string>> = {
  human: "user",
  gpt: "assistant",
  chatgpt: "assistant",
  bot: "assistant",
  model: "assistant",
  ai: "assistant",
  developer: "system",
};

/** A conversation; undefined where the list is none. */
export function turnsOf(messages: readonly unknown[]): readonly Turn[] | undefined {
  const turns = messages.map(readTurn);
  if (turns.length === 0 || turns.some((turn) => turn === undefined)) return undefined;
  return turns as readonly Turn[];
}

/** System, everything before the last answer, and that answer. */
export function turnEntries(told: readonly Turn[]): readonly (readonly [string, string])[] {
  const last = told.at(-1) as Turn;
  const answer = last.role === "assistant" ? last.content : "";
  const asked = answer === "" ? told : told.slice(0, -1);
  return [...askedEntries(asked), ["output", answer]];
}

/** System and what was asked. */
export function askedEntries(turns: readonly Turn[]): readonly (readonly [string, string])[] {
  const system = turns.filter((turn) => turn.role === "system").map((turn) => turn.content);
  const said = turns.filter((turn) => turn.role !== "system");
  const [only] = said;
  const input =
    said.length === 1 && only !== undefined
      ? only.content
      : said.map((turn) => `${turn.role}: ${turn.content}`).join("\n");
  return [...(system.length > 0 ? [["system", system.join("\n")] as const] : []), ["input", input]];
}

function readTurn(message: unknown): Turn | undefined {
  if (!isFields(message)) return undefined;
  const speaker = message["role"] ?? message["from"];
  const content = message["content"] ?? message["value"] ?? ("role" in message ? undefined : message["text"]);
  if (typeof speaker !== "string" || (content === undefined && !("role" in message))) return undefined;
  const role = rolesOfNames[speaker.toLowerCase()] ?? speaker.toLowerCase();
  if (typeof content === "string") return { role, content };
  if (!Array.isArray(content)) return { role, content: "" };
  const texts = content.map((part: unknown) => (isFields(part) ? part["text"] : part));
  return { role, content: texts.filter((text) => typeof text === "string").join("\n") };
}
