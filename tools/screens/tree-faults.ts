/** Roles that say nothing without a name. */
const named = [
  "button",
  "link",
  "textbox",
  "searchbox",
  "spinbutton",
  "checkbox",
  "radio",
  "combobox",
  "listbox",
  "slider",
  "switch",
  "tab",
  "menuitem",
  "dialog",
  "img",
  "region",
];
const nameless = new RegExp(`^(${named.join("|")})(?: \\[[^\\]]*\\])*(?::.*)?$`);
const heading = /^heading\b.*\[level=(\d)\]/;

/**
 * What somebody who only hears the page would miss in its accessibility tree (as Playwright prints it): a thing without a
 * name, no or several main parts or heads of the first order, an order of heads with a step left out.
 */
export function treeFaults(tree: string): readonly string[] {
  // Where a name holds a colon the whole line stands in quotes.
  const lines = tree.split("\n").map((line) => line.trim().replace(/^- '?/, ""));
  const faults = lines.flatMap((line) => {
    const role = nameless.exec(line)?.[1];
    return role === undefined ? [] : [`a ${role} without a name (${line.slice(0, 60)})`];
  });
  const mains = lines.filter((line) => /^main\b/.test(line)).length;
  if (mains !== 1) faults.push(`${mains} main parts`);
  const levels = lines.flatMap((line) => {
    const level = heading.exec(line)?.[1];
    return level === undefined ? [] : [{ level: Number(level), line }];
  });
  const firsts = levels.filter(({ level }) => level === 1).length;
  if (firsts !== 1) faults.push(`${firsts} heads of the first order`);
  levels.forEach(({ level, line }, at) => {
    const before = levels[at - 1]?.level;
    if (before !== undefined && level > before + 1) faults.push(`a head skips a step: ${line.slice(0, 80)}`);
  });
  return faults;
}
