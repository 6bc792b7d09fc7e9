import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { projectFolder } from "../../tools/build/project-folder.ts";

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockFile = (): { readonly packages: Readonly<Record<string, LockedPackage>> } =>
  JSON.parse(readFileSync(join(projectFolder, "package-lock.json"), "utf8"));

test("the lock file names the optional parts for every platform, without which npm ci refuses", () => {
  const { packages } = lockFile();
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined &&
        packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

test("every dependency is pinned to one version, which is the one the lock file holds", () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(projectFolder, "package.json"), "utf8"),
  ) as Readonly<Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>>;
  const { packages } = lockFile();
  const wanted = { ...dependencies, ...devDependencies };
  const locked = Object.keys(wanted).map((name) => [name, packages[`node_modules/${name}`]?.version]);
  expect(Object.fromEntries(locked)).toEqual(wanted);
  expect(packages[""]).toMatchObject({ dependencies, devDependencies });
  expect(Object.entries(wanted).filter(([, version]) => !/^\d/.test(version))).toEqual([]);
});
