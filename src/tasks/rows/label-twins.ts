const longest = 60;
const most = 1_000;
const shown = 5;

/** Looks for right answers that differ only in capitals or blanks, such as "Billing " and "billing". */
export function createLabelTwins(): { add(answer: string): void; note(): string | undefined } {
  const spellings = new Map<string, Map<string, number>>();
  return {
    add(answer) {
      if (answer.length > longest) return;
      const form = answer.trim().toLowerCase().replaceAll(/\s+/g, " ");
      const known = spellings.get(form);
      if (known === undefined && spellings.size >= most) return;
      const counts = known ?? new Map<string, number>();
      spellings.set(form, counts.set(answer, (counts.get(answer) ?? 0) + 1));
    },
    note() {
      const twins = [...spellings.values()].filter((counts) => counts.size > 1);
      if (twins.length === 0) return undefined;
      const said = twins
        .slice(0, shown)
        .map((counts) =>
          [...counts].map(([text, count]) => `"${text}" (${count.toLocaleString("en")})`).join(" and "),
        );
      const others = twins.length > shown ? `, and ${twins.length - shown} more` : "";
      return `Some right answers are one label written in several ways: ${said.join("; ")}${others}. They are judged as one where the metric overlooks capitals and blanks; make them one in the file to be sure.`;
    },
  };
}
