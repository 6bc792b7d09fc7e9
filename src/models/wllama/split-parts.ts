/** Files that are one GGUF: alone, or its parts in order. */
export interface GgufParts {
  /** The file's name; for a split GGUF without its part numbers. */
  readonly label: string;
  readonly names: readonly string[];
  /** Numbers of parts that are not there, from 1. */
  readonly missing: readonly number[];
}

/** llama.cpp's own naming: `model-00002-of-00005.gguf`. */
const partName = /^(.*)-(\d{5})-of-(\d{5})(\.gguf)$/i;

/** Puts the parts of split GGUFs together by their names. */
export function groupParts(names: readonly string[]): readonly GgufParts[] {
  const groups = new Map<string, { total: number; parts: Map<number, string> }>();
  const single: GgufParts[] = [];
  for (const name of names) {
    const found = partName.exec(name);
    if (found === null) {
      single.push({ label: name, names: [name], missing: [] });
      continue;
    }
    const [, stem = "", number = "", of = "", end = ""] = found;
    const label = `${stem}${end}`;
    const key = `${label} of ${of}`;
    const group = groups.get(key) ?? { total: Number(of), parts: new Map() };
    group.parts.set(Number(number), name);
    groups.set(key, group);
  }
  const split = [...groups].map(([key, { total, parts }]): GgufParts => ({
    label: key.replace(/ of \d{5}$/, ""),
    names: [...parts].toSorted(([a], [b]) => a - b).map(([, name]) => name),
    missing: Array.from({ length: total }, (_, at) => at + 1).filter((number) => !parts.has(number)),
  }));
  return [...single, ...split].toSorted((a, b) => a.label.localeCompare(b.label));
}

/** The addresses of all parts, where the address of one part is given. */
export function partUrls(url: string): readonly string[] {
  // The address as it was typed: a blank in it is another text once it is parsed.
  const path = url.split(/[?#]/, 1)[0] ?? url;
  const start = path.lastIndexOf("/") + 1;
  const found = partName.exec(path.slice(start));
  if (found === null) return [url];
  const [, stem = "", , of = "", end = ""] = found;
  return Array.from(
    { length: Number(of) },
    (_, at) =>
      `${url.slice(0, start)}${stem}-${String(at + 1).padStart(5, "0")}-of-${of}${end}${url.slice(path.length)}`,
  );
}
