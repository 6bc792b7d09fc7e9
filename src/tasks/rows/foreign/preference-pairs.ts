import { own } from "../../metrics/read-options.ts";
import type { ForeignFormat } from "./foreign-format.ts";

const answerMark = "\n\nAssistant:";

/** Two endings of one conversation written out, the better one as `chosen` (as in HH-RLHF): what was asked, and the end. */
export const preferencePairs: ForeignFormat = {
  title: "pairs of conversations",
  isPlain: true,
  fits: (columns) => columns.size === 2 && columns.has("chosen") && columns.has("rejected"),
  read(values) {
    const [chosen, rejected] = [own(values, "chosen") ?? "", own(values, "rejected") ?? ""];
    const at = chosen.lastIndexOf(answerMark);
    if (at < 0) return { kind: "bad", reason: 'Its "chosen" is no conversation with an "Assistant:" in it.' };
    const asked = chosen.slice(0, at).trim();
    const isOne = asked.split("\n\nHuman:").length === 1;
    return {
      kind: "fields",
      fields: [
        { column: "input", text: isOne ? asked.replace(/^Human:\s*/, "") : asked, role: "input" },
        { column: "chosen", text: chosen.slice(at + answerMark.length).trim(), role: "expected" },
        {
          column: "rejected",
          text: rejected.slice(rejected.lastIndexOf(answerMark) + answerMark.length).trim(),
        },
      ],
    };
  },
};
