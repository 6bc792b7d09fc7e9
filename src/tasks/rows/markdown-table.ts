const separator = /^[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/;

/** A table as Markdown has it: bars around every row, and one of hyphens below the header. */
export function isMarkdownTable(text: string): boolean {
  const [header = "", rule = ""] = text.trimStart().split("\n", 2);
  return /^\|.*\|[ \t]*$/.test(header) && separator.test(rule);
}

/** Lines of such a table as lines with bars between the cells only. */
export function barsOfMarkdown(lines: string): string {
  return lines
    .split("\n")
    .filter((line) => !separator.test(line))
    .map((line) =>
      line
        .trim()
        .replaceAll(/^\||(?<!\\)\|$/g, "")
        .split(/(?<!\\)\|/)
        .map((cell) => quoted(cell.trim().replaceAll("\\|", "|")))
        .join("|"),
    )
    .join("\n");
}

const quoted = (cell: string): string => (/["|]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
