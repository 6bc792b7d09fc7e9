/** What the embedded reflector wrote about one record. */
export type ReflectorEdit =
  | { readonly kind: "keep" }
  /** `forget`: a word whose sentences go before the line is written. */
  | {
      readonly kind: "write";
      readonly place: "first" | "last";
      readonly line: string;
      readonly forget?: string;
    }
  /** None of the three forms it was taught; nothing is done. */
  | { readonly kind: "unreadable"; readonly reply: string };

const write = /^(?:Forget ([\p{L}\p{N}][\p{L}\p{N}_'-]*)\. )?(New|Last): ([^\n`]+)$/u;

/**
 * Reads a reply. Three forms are known: `Keep.`, `New: LINE` and `Last: LINE`, the latter two also behind
 * `Forget WORD.`. The line is the network's own; nothing is put into it or taken out.
 */
export function readReply(reply: string): ReflectorEdit {
  const text = reply.trim();
  if (text === "Keep.") return { kind: "keep" };
  const [, forget, place, line] = write.exec(text) ?? [];
  if (line === undefined || line.trim() === "") return { kind: "unreadable", reply: text };
  return {
    kind: "write",
    place: place === "New" ? "first" : "last",
    line: line.trim(),
    ...(forget === undefined ? {} : { forget }),
  };
}
