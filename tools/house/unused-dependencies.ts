import { readFileSync } from "node:fs";

/** Packages no file names, with who needs them all the same. */
const neededUnnamed: Readonly<Record<string, string>> = {
  "oxlint-tsgolint": "oxlint's rules that know types",
  "@types/node": "types of the tools",
  "@types/papaparse": "types of papaparse",
};

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

/** Packages of package.json that neither a source, a configuration nor a command names. */
export function unusedDependencies(root: string, texts: readonly string[]): readonly string[] {
  const manifest = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as Manifest;
  const commands = Object.values(manifest.scripts)
    .join(" ")
    .split(/[\s&]+/);
  return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) => {
    const isNamed = texts.some(
      (text) =>
        text.includes(`"${name}"`) || text.includes(`"${name}/`) || text.includes(`node_modules/${name}/`),
    );
    return !isNamed && !commands.includes(name) && !Object.hasOwn(neededUnnamed, name);
  });
}
