import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";

export interface FileSize {
  /** Relative to the built folder. */
  readonly file: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

export function sizeOf(folder: string, file: string): FileSize {
  const content = readFileSync(join(folder, file));
  return { file, bytes: content.byteLength, gzipBytes: gzipSync(content, { level: 9 }).byteLength };
}

/** Scripts a script loads before it runs itself. */
function staticImports(folder: string, file: string): readonly string[] {
  const code = readFileSync(join(folder, file), "utf8");
  // The bundler writes `import{…}from"./x.js"` and `import"./x.js"`; `import("./x.js")` comes later.
  const found = code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.\.?\/[^"']+\.js)["']/g);
  return [...found].map((each) => posix.join(posix.dirname(file), each[1] ?? ""));
}

/** The page's first scripts: its entry and everything that entry imports statically. */
export function entryScripts(folder: string): readonly string[] {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const named = [...page.matchAll(/<script[^>]+src="\.\/([^"]+\.js)"/g)].map((each) => each[1] ?? "");
  const all = new Set<string>();
  const visit = (file: string): void => {
    if (all.has(file)) return;
    all.add(file);
    for (const next of staticImports(folder, file)) visit(next);
  };
  for (const file of named) visit(file);
  return [...all];
}

export function sum(sizes: readonly FileSize[]): { readonly bytes: number; readonly gzipBytes: number } {
  return {
    bytes: sizes.reduce((total, { bytes }) => total + bytes, 0),
    gzipBytes: sizes.reduce((total, { gzipBytes }) => total + gzipBytes, 0),
  };
}

/** Files of the build that are neither page scripts nor pictures: workers, wasm, weights. */
export function heavyFiles(folder: string): readonly string[] {
  const walk = (path: string): string[] =>
    readdirSync(join(folder, path)).flatMap((name) => {
      const file = posix.join(path, name);
      return statSync(join(folder, file)).isDirectory() ? walk(file) : [file];
    });
  return walk("").filter((file) => /(\.worker|\/core)-[^/]*\.js$|\.wasm$|\.gguf$/.test(file));
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
