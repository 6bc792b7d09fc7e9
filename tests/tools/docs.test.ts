import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { onRoute } from "../../src/lessons/class-route.ts";
import { scenes } from "../../src/lessons/scenes.ts";
import { bundleFormat, bundleLimits, readableFormats } from "../../src/storage/bundle/bundle-format.ts";
import { constraints } from "../../src/tasks/metrics/constraints/catalogue.ts";
import { projectFolder } from "../../tools/build/project-folder.ts";

const read = (path: string): string => readFileSync(join(projectFolder, path), "utf8");
const documents = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...readdirSync(join(projectFolder, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const manifest = JSON.parse(read("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
};

test("every command the documents name is there", () => {
  const named = documents.flatMap((path) =>
    [...read(path).matchAll(/npm run (?:-s |--silent )?([a-z][a-z:]*)/g)].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
});

test("every file, folder and link the documents name is there", () => {
  const missing = documents.flatMap((document) => {
    const text = read(document);
    const paths = [...text.matchAll(/`((?:src|workers|tools|bench|tests|public|docs)\/[^`* ]*)`/g)];
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
    return [
      ...paths.map(([, path = ""]) => join(projectFolder, path)),
      ...links.map(([, path = ""]) => join(projectFolder, dirname(document), path)),
    ].filter((path) => !existsSync(path));
  });
  expect(missing).toEqual([]);
});

test("the documents ask for the Node that package.json asks for", () => {
  const asked = manifest.engines.node.replace(/^>=(\d+\.\d+)\.0$/, "$1");
  for (const path of ["README.md", "CONTRIBUTING.md"]) expect(read(path)).toContain(`Node ${asked} or newer`);
});

test("README's counts of constraints, scenes and stops of a class are those of the product", () => {
  const words = ["", "one", "two", "three", "four", "five", "six", "seven", "eight"];
  const readme = read("README.md").replaceAll(/\s+/g, " ");
  const least = Number(/more than (\d+) code-checked constraints/.exec(readme)?.[1]);
  expect(Object.keys(constraints).length).toBeGreaterThan(least);
  const stops = scenes.filter(({ id }) => onRoute(id) !== undefined).length;
  expect(readme).toContain(`${words[scenes.length]} scenes with the real engine`);
  expect(readme).toContain(`${words[stops]} of them make ten minutes with a class`);
});

test("the bounds of a bundle are those the documents name", () => {
  const { rows, bytes, line } = bundleLimits;
  const bounds = `${rows / 1e6} million rows, ${bytes / 1024 ** 3} GB unpacked`;
  for (const path of ["SECURITY.md", "CHANGELOG.md"]) {
    const text = read(path).replaceAll(/\s+/g, " ");
    expect(text).toContain(bounds);
    expect(text).toContain(`${line / 1024 ** 2} MB in a row`);
  }
  expect(read("CHANGELOG.md")).toContain(`Bundle format ${bundleFormat}`);
  expect(readableFormats).toContain(1);
});

test("what SECURITY and CONTRIBUTING call lint errors are lint errors", () => {
  const rules = read(".oxlintrc.json");
  for (const rule of ["no-eval", "no-implied-eval", "solid/no-innerhtml", "import/no-default-export"])
    expect(rules).toContain(`"${rule}": "error"`);
  expect(rules).toMatch(/"max-lines": \["error", \{ "max": 300/);
});

test("every version of the database has a real old one among the fixtures, but the newest", () => {
  const versions = [...read("src/storage/schema.ts").matchAll(/\.version\((\d+)\)/g)].map(([, n]) => n);
  const kept = readdirSync(join(projectFolder, "tests/fixtures/databases")).join(" ");
  expect(
    versions.slice(0, -1).filter((version) => !new RegExp(`\\b[a-z-]*${version}\\b`).test(kept)),
  ).toEqual([]);
});

test("what README says of searches and races stands in the measurements it names", () => {
  const section = (title: string): string => read("README.md").split(`## ${title}\n`)[1]!.split("\n## ")[0]!;
  const missing = [
    ["How many calls a search needs", "bench/SEARCH.md", "bench/search/make-world.ts"],
    ["What reading is worth here", "bench/RESULTS.md"],
  ].flatMap(([title = "", ...sources]) => {
    const figures = section(title).match(/(?<![-.\d])(?:\d+\.\d+(?= %)|\d{3,}(?![-.\d]))/g) ?? [];
    expect(figures.length).toBeGreaterThan(6);
    const text = sources
      .map(read)
      .join("\n")
      .replaceAll(/(\d)[,\u202f ](?=\d{3}\b)/g, "$1");
    return figures.filter((figure) => !text.includes(figure)).map((figure) => `${title}: ${figure}`);
  });
  expect(missing).toEqual([]);
});

test("each interval README gives for a real model stands in its measurements", () => {
  const measured = read("bench/REAL.md").replaceAll("+", "");
  const given = read("README.md").split("## What it did with real models")[1]!.split("\n## ")[0]!;
  const intervals = given.match(/(?<=[|(] ?(?:gain )?)-?\d+\.\d to -?\d+\.\d/g) ?? [];
  expect(intervals.length).toBeGreaterThan(5);
  expect(intervals.filter((interval) => !measured.includes(interval))).toEqual([]);
});
