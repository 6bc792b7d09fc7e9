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

/** Scripts and everything they import statically, each once. */
function withImports(folder: string, files: readonly string[]): readonly string[] {
  const all = new Set(files);
  // A set being walked goes on to what is added to it.
  for (const file of all) for (const next of staticImports(folder, file)) all.add(next);
  return [...all];
}

/** The page's first scripts: its entry and everything that entry imports statically. */
export function entryScripts(folder: string): readonly string[] {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const named = [...page.matchAll(/<script[^>]+src="\.\/([^"]+\.js)"/g)].map((each) => each[1] ?? "");
  return withImports(folder, named);
}

/** What a page of the studio loads when it is first gone to: `name` is its module's. */
export function pageScripts(folder: string, name: string): readonly string[] {
  const isPage = (file: string): boolean => file.startsWith(`${name}-`) && file.endsWith(".js");
  const own = readdirSync(join(folder, "assets")).filter(isPage);
  const first = new Set(entryScripts(folder));
  return withImports(
    folder,
    own.map((file) => `assets/${file}`),
  ).filter((file) => !first.has(file));
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
