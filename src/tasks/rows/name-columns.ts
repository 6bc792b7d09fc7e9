/**
 * Column names that can be told apart: empty ones get their position, repeated ones a number, and `__proto__`
 * (which would poison a plain object) another spelling. Says what was changed.
 */
export function nameColumns(header: readonly string[]): {
  readonly names: readonly string[];
  readonly notes: readonly string[];
} {
  const taken = new Set<string>();
  const notes: string[] = [];
  const names = header.map((cell, index) => {
    const said = cell.trim().replaceAll(/[{}]/g, "").slice(0, 200);
    const safe = said === "__proto__" ? "proto" : said;
    const wanted = safe === "" ? `column ${index + 1}` : safe;
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted} (${count})`;
    taken.add(name);
    if (name !== cell.trim())
      notes.push(`Column ${index + 1}${said === "" ? "" : ` "${said}"`} is called "${name}" here.`);
    return name;
  });
  return { names, notes };
}
