/**
 * The outermost fenced blocks of a markdown text, trimmed. Inside a block a fence with a language tag opens a nested
 * one (instructions often show a format), and a bare fence of at least the opener's length closes. Null: a block
 * is left open. Fences that do not stand at the start of a line are not seen.
 */
export function fencedBlocks(text: string): string[] | null {
  const blocks: string[] = [];
  const open: number[] = [];
  let lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    const ticks = mark?.[1]!.length ?? 0;
    const inner = open.at(-1);
    if (mark !== null && mark[2]!.trim() === "" && inner !== undefined && ticks >= inner) {
      open.pop();
      if (open.length === 0) {
        blocks.push(lines.join("\n").trim());
        lines = [];
        continue;
      }
    } else if (mark !== null && (inner === undefined || (ticks >= inner && mark[2]!.trim() !== ""))) {
      open.push(ticks);
      if (open.length === 1) continue;
    }
    if (open.length > 0) lines.push(line);
  }
  return open.length === 0 ? blocks : null;
}
