import type { TokenUsage } from "../language-model.ts";
import type { Reply } from "./reply.ts";

/** What bounds a count from outside, whatever a host says. */
interface Bounds {
  /** Characters of the prompt, pictures with their code. */
  readonly promptCharacters: number;
  readonly answerCharacters: number;
  /** Most tokens that were asked for. */
  readonly maxTokens: number;
}

/** A token is a byte at the least and a long word at the most; templates and counting by others add some. */
const bytesPerCharacter = 4;
const mostCharactersPerToken = 64;
const mostExtraTokens = 4096;
/** No single call costs more. */
const mostUsd = 100;

function within(value: unknown, least: number, most: number): number | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  return value >= least && value <= most ? Math.round(value) : undefined;
}

/** The counts a host gave, as far as they can be true; what it did not count, or cannot have counted, is undefined. */
export function readUsage({ counts }: Reply, bounds: Bounds): TokenUsage {
  const mostPrompt = bounds.promptCharacters * bytesPerCharacter + mostExtraTokens;
  const mostAnswer =
    Math.max(bounds.answerCharacters * bytesPerCharacter, bounds.maxTokens) + mostExtraTokens;
  const leastOf = (characters: number): number => Math.ceil(characters / mostCharactersPerToken);
  const promptTokens = within(counts.prompt, leastOf(bounds.promptCharacters), mostPrompt);
  const completionTokens = within(counts.completion, leastOf(bounds.answerCharacters), mostAnswer);
  const cachedPromptTokens = within(counts.cachedPrompt, 0, promptTokens ?? mostPrompt);
  const writtenPromptTokens = within(
    counts.writtenPrompt,
    0,
    (promptTokens ?? mostPrompt) - (cachedPromptTokens ?? 0),
  );
  const reasoningTokens = within(counts.reasoning, 0, completionTokens ?? mostAnswer);
  return {
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(cachedPromptTokens === undefined ? {} : { cachedPromptTokens }),
    ...(writtenPromptTokens === undefined ? {} : { writtenPromptTokens }),
    ...(completionTokens === undefined ? {} : { completionTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
  };
}

/** What a host says the call cost, US dollars; undefined where that cannot be. */
export function readCost({ counts: { costUsd } }: Reply): number | undefined {
  return typeof costUsd === "number" && costUsd >= 0 && costUsd <= mostUsd ? costUsd : undefined;
}
