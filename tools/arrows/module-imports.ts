import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";

export interface ModuleImport {
  /** Paths relative to the project, with forward slashes. */
  readonly from: string;
  readonly to: string;
  /** Gone after compilation: no code of the target is loaded. */
  readonly typeOnly: boolean;
  /** Loaded later by a dynamic import. */
  readonly lazy: boolean;
}

function sourceFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}

const statement = /^\s*(?:import|export)\s+(type\s+)?([^"';]*?\sfrom\s+)?["'](\.[^"']+)["']/gm;
const dynamic = /import\(\s*["'](\.[^"']+)["']\s*\)/g;
const globbed = /import\.meta\.glob[^(]*\(([^)]*)\)/g;

/** Tells which files a module with this text takes by `import.meta.glob`; paths as in ModuleImport. */
export function takenByPattern(from: string, text: string): (file: string) => boolean {
  const calls = [...text.matchAll(globbed)].map(([, list = ""]) =>
    [...list.matchAll(/"(!?)([^"]+)"/g)].map(([, not, pattern = ""]) => ({
      isTaken: not === "",
      files: new RegExp(
        `^${posix.join(dirname(from), pattern).replace(/[.+]/g, "\\$&").replaceAll("*", "[^/]*")}$`,
      ),
    })),
  );
  return (file) =>
    calls.some((patterns) => patterns.findLast(({ files }) => files.test(file))?.isTaken === true);
}

/** `import { type A, type B } from` loads nothing either. */
function namesOnlyTypes(clause: string | undefined): boolean {
  const names = /\{([^}]*)\}/.exec(clause ?? "")?.[1];
  if (names === undefined || /^\s*[\w*]/.test(clause ?? "")) return false;
  const parts = names.split(",").filter((part) => part.trim() !== "");
  return parts.length > 0 && parts.every((part) => /^\s*type\s/.test(part));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** Every relative import between the source files of these folders. */
export function moduleImports(root: string, folders: readonly string[]): readonly ModuleImport[] {
  const asName = (path: string): string => relative(root, path).split(sep).join("/");
  const files = folders.flatMap((folder) => sourceFiles(join(root, folder)));
  return files.flatMap((file) => {
    const text = withoutComments(readFileSync(file, "utf8"));
    const to = (target: string): string => asName(resolve(dirname(file), target.replace(/\?.*$/, "")));
    const fixed = [...text.matchAll(statement)].map((found) => ({
      from: asName(file),
      to: to(found[3] ?? ""),
      typeOnly: found[1] !== undefined || namesOnlyTypes(found[2]),
      lazy: false,
    }));
    const later = [...text.matchAll(dynamic)].map((found) => ({
      from: asName(file),
      to: to(found[1] ?? ""),
      typeOnly: false,
      lazy: true,
    }));
    const isTaken = takenByPattern(asName(file), text);
    const many = files
      .map(asName)
      .filter(isTaken)
      .map((one) => ({ from: asName(file), to: one, typeOnly: false, lazy: true }));
    return [...fixed, ...later, ...many];
  });
}
