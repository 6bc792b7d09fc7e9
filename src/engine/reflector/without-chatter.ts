const politeness = /^(?:sure|certainly|of course|okay|ok|absolutely|great)\b[,.!]*\s*/i;
const announcement =
  /^(?:here(?:'s|’s| is| are)|below is|(?:the |a |an )?(?:much )?(?:new|improved|better|revised|updated)\b).*:\s*$/i;
const rule = /^[-*_]{3,}$/;
const afterword =
  /^(?:(?:this|the (?:new|revised|improved|updated)) (?:new |revised |improved |updated )?(?:instruction|prompt|version)\b|these instructions\b|with this instruction\b|i hope\b|let me know\b|please let me know\b|feel free\b|note that this\b|\*{0,2}explanation\b)/i;
const emptyEnd = /^(?:[-*_]{3,}|\*{0,2}(?:answer|output|input):?\*{0,2}:?)$/i;
/** The model asks back, refuses or talks about itself. */
const talk =
  /^(?:please (?:provide|share|give|tell)\b|i understand\b|i(?:'|’)m sorry\b|i am sorry\b|i can(?:'|’)?t\b|i cannot\b|as an ai\b)/i;

/** A reply without the politeness before its text and the explanations after it; empty when it is nothing else. */
export function withoutChatter(reply: string): string {
  const lines = reply.trim().split(/\r?\n/);
  const start = lines.findIndex((line) => spoken(line) !== "");
  if (start === -1) return "";
  const own = [spoken(lines[start]!), ...lines.slice(start + 1)];
  const end = own.findIndex((line, at) => at > 0 && isApart(own[at - 1]!) && afterword.test(line.trim()));
  const kept = end === -1 ? own : own.slice(0, end);
  while (kept.length > 1 && (kept.at(-1)!.trim() === "" || emptyEnd.test(kept.at(-1)!.trim()))) kept.pop();
  const text = kept.join("\n").trim();
  return talk.test(text) ? "" : text;
}

/** What an opening line says beyond politeness and announcing. */
function spoken(line: string): string {
  const said = line.trim().replace(politeness, "");
  return announcement.test(said) || rule.test(said) ? "" : said;
}

function isApart(line: string): boolean {
  return line.trim() === "" || rule.test(line.trim());
}
