import { applyReplies } from "./apply-replies.ts";

/** Longest reply: a rule about one word and its label, with room for words spelled in pieces. */
export const reflectorReplyTokens = 48;

/** A reply as a large model would write it: what the network wrote about each record, then the new instruction in a fence. */
export function reflectorAnswer(currentText: string, replies: readonly string[]): string {
  const remarks = replies.map(
    (reply, index) => `- record ${index + 1}: ${reply.replace(/[`\s]+/g, " ").trim()}`,
  );
  const head =
    "A small network read the records one at a time. This is what it wrote; its lines were put into the instruction as they are.";
  return [head, "", ...remarks, "", "```", applyReplies(currentText, replies), "```"].join("\n");
}
