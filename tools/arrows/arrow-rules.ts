import type { ModuleImport } from "./module-imports.ts";

/** What a layer may load, and what it may only take types from. */
interface Layer {
  readonly code: readonly string[];
  readonly types: readonly string[];
  /** Parts of `code` it may not load after all. */
  readonly but?: readonly string[];
}

/** Commands, measurements and tests may load anything; what is no test or measurement of the page leaves it alone. */
const anything = ["src", "workers", "tools", "bench", "tests"];

/** The arrows of ARCHITECTURE.md: longest matching folder wins; a folder may always import itself. */
const layers: Readonly<Record<string, Layer>> = {
  "src/shared": { code: [], types: [] },
  "src/engine": { code: ["src/shared"], types: [] },
  "src/rivals": { code: ["src/engine", "src/shared"], types: [] },
  "src/protocol": { code: [], types: ["src/engine", "src/models", "src/tasks", "src/storage", "src/shared"] },
  "src/tasks": { code: ["src/shared"], types: ["src/engine", "src/models", "src/protocol"] },
  "src/models": { code: ["src/shared"], types: ["src/engine", "src/tasks", "src/protocol"] },
  "src/storage": {
    // What a data set is after its changes: pure, and needed where they are written and where rows are read.
    // And the kinds of models: what is kept of each, and what a stored choice must be.
    code: [
      "src/tasks/splits/dataset-changes.ts",
      "src/tasks/example-id.ts",
      "src/models/kinds/model-kinds.ts",
      "src/shared",
    ],
    types: ["src/engine", "src/tasks", "src/models", "src/protocol"],
  },
  "src/storage/bundle": {
    code: [
      "src/storage",
      "src/tasks/metrics/registry.ts",
      "src/tasks/gallery/entries.ts",
      "src/models/kinds/model-kinds.ts",
      "src/models/remote/provider-presets.ts",
      "src/rivals/optimizers.ts",
      "src/shared",
    ],
    types: ["src/engine", "src/tasks", "src/models", "src/protocol"],
  },
  "src/runs": {
    code: ["src/engine", "src/rivals", "src/tasks", "src/models", "src/storage", "src/shared"],
    types: ["src/protocol"],
  },
  "src/service-worker": { code: ["src/storage/network-store.ts", "src/shared"], types: ["src/protocol"] },
  "src/views": {
    code: [
      "src/storage/is-billed.ts",
      "src/rivals/optimizers.ts",
      "src/engine",
      "src/tasks",
      "src/models",
      "src/shared",
    ],
    types: ["src/storage", "src/protocol"],
  },
  "src/setup": {
    code: [
      "src/views",
      "src/storage",
      "src/rivals/optimizers.ts",
      "src/engine",
      "src/tasks",
      "src/models",
      "src/shared",
    ],
    types: ["src/protocol"],
  },
  "src/lessons": { code: ["src/engine", "src/tasks", "src/shared"], types: [] },
  "src/paint": { code: ["src/views", "src/shared"], types: [] },
  "src/platform": {
    code: ["src/setup", "src/views", "src/storage", "src/models", "src/shared"],
    types: ["src/protocol", "src/engine"],
  },
  "src/ui": {
    code: [
      "src/platform",
      "src/paint",
      "src/setup",
      "src/views",
      "src/lessons",
      "src/rivals/optimizers.ts",
      "src/storage",
      "src/engine",
      "src/tasks",
      "src/models",
      "src/shared",
    ],
    types: ["src/protocol", "src/runs", "src/rivals"],
  },
  "src/main.tsx": { code: ["src/platform", "src/ui"], types: [] },
  workers: {
    code: ["src/runs", "src/models", "src/tasks", "src/storage", "src/engine", "src/rivals", "src/shared"],
    types: ["src/protocol"],
  },
  tools: { code: anything, types: [], but: ["src/ui"] },
  bench: { code: anything, types: [], but: ["src/ui"] },
  "bench/page": { code: anything, types: [] },
  tests: { code: anything, types: [] },
};

function layerOf(path: string): string | undefined {
  return Object.keys(layers)
    .filter((name) => within(path, [name]))
    .toSorted((a, b) => b.length - a.length)[0];
}

function within(path: string, names: readonly string[]): boolean {
  return names.some((name) => path === name || path.startsWith(`${name}/`));
}

/** Length of the longest of these folders the path lies in; 0: in none. */
function longest(path: string, names: readonly string[]): number {
  return Math.max(0, ...names.filter((name) => within(path, [name])).map((name) => name.length));
}

/** Every import that goes against the arrows, in words. */
export function brokenArrows(imports: readonly ModuleImport[]): readonly string[] {
  return imports.flatMap((found) => {
    const from = layerOf(found.from);
    if (from === undefined) return [`${found.from} lies in no known layer`];
    const layer = layers[from];
    const allowed = [from, ...(layer?.code ?? []), ...(found.typeOnly ? (layer?.types ?? []) : [])];
    if (!within(found.to, anything)) return [];
    if (longest(found.to, allowed) > longest(found.to, layer?.but ?? [])) return [];
    return [`${found.from} ${found.typeOnly ? "takes types from" : "loads"} ${found.to}`];
  });
}

/** Circles of modules that name each other, for code or types, now or later; each as a path that returns to its start. */
export function importCircles(imports: readonly ModuleImport[]): readonly string[] {
  const loads = new Map<string, string[]>();
  for (const found of imports) {
    loads.set(found.from, [...(loads.get(found.from) ?? []), found.to]);
  }
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      circles.push([...path.slice(start), file].join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const next of loads.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of loads.keys()) visit(file, []);
  return circles;
}
