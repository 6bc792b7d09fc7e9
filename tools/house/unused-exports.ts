import { dirname, join } from "node:path/posix";

import { takenByPattern } from "../arrows/module-imports.ts";
import { isNode, listIn, nameIn, nodesIn, type SourceFile, type SyntaxNode } from "./syntax.ts";

/** A name of a file: `path name`. */
type Name = string;
const nameOf = (path: string, name: string): Name => `${path} ${name}`;

/** What a file gives out, what of it is another's, and what it takes. */
interface Trade {
  readonly exports: readonly string[];
  /** Given on under a name: the name it has where it comes from. */
  readonly passedOn: ReadonlyMap<string, Name>;
  /** Files everything of which is given on. */
  readonly passedOnWhole: readonly string[];
  readonly taken: readonly Name[];
}

/** Names that `owned` files export and no other file takes, as `path name`. */
export function unusedExports(
  files: readonly SourceFile[],
  owned: (path: string) => boolean,
): readonly Name[] {
  const trades = new Map(files.map((file) => [file.path, tradeOf(file)]));
  const used = new Set<Name>();
  const byPattern = files.map(({ path, text }) => takenByPattern(path, text));
  const takenWhole = [...trades].filter(([path]) => byPattern.some((isTaken) => isTaken(path)));
  const open = [
    ...[...trades.values()].flatMap(({ taken }) => taken),
    ...takenWhole.flatMap(([path, { exports }]) => exports.map((name) => nameOf(path, name))),
  ];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    const [path = "", word = ""] = name.split(" ");
    const trade = trades.get(path);
    const from = trade?.passedOn.get(word);
    open.push(...(from === undefined ? [] : [from]));
    for (const whole of trade?.passedOnWhole ?? []) open.push(nameOf(whole, word));
  }
  return [...trades]
    .filter(([path]) => owned(path))
    .flatMap(([path, { exports }]) =>
      exports.map((name) => nameOf(path, name)).filter((name) => !used.has(name)),
    );
}

function tradeOf({ path, body }: SourceFile): Trade {
  const resolve = (from: string): string => join(dirname(path), from.replace(/\?.*$/, ""));
  const exports: string[] = [];
  const passedOn = new Map<string, Name>();
  const passedOnWhole: string[] = [];
  const taken: Name[] = [];
  for (const node of body) {
    const source = nameIn(node, "source");
    if (node.type === "ImportDeclaration" && source !== undefined)
      for (const one of listIn(node, "specifiers"))
        taken.push(nameOf(resolve(source), nameIn(one, "imported") ?? "default"));
    if (node.type === "ExportAllDeclaration" && source !== undefined) passedOnWhole.push(resolve(source));
    if (node.type !== "ExportNamedDeclaration") continue;
    for (const one of listIn(node, "specifiers")) {
      const name = nameIn(one, "exported") ?? "";
      exports.push(name);
      if (source !== undefined) passedOn.set(name, nameOf(resolve(source), nameIn(one, "local") ?? name));
    }
    exports.push(...declaredNames(node["declaration"]));
  }
  return { exports, passedOn, passedOnWhole, taken: [...taken, ...takenLater(body, resolve)] };
}

function declaredNames(declaration: unknown): readonly string[] {
  if (!isNode(declaration)) return [];
  const one = nameIn(declaration, "id");
  if (one !== undefined) return [one];
  return listIn(declaration, "declarations").flatMap((each) => nameIn(each, "id") ?? []);
}

/** A file that is loaded later gives whatever of its names the loading file says anywhere. */
function takenLater(body: readonly SyntaxNode[], resolve: (from: string) => string): readonly Name[] {
  const loaded = new Set<string>();
  const words = new Set<string>();
  for (const node of body.flatMap((one) => [...nodesIn(one)])) {
    if (node.type === "ImportExpression" || node.type === "TSImportType") {
      const source = nameIn(node, "source") ?? nameIn(node, "argument");
      if (source?.startsWith(".") === true) loaded.add(resolve(source));
    }
    const word = node["name"] ?? node["value"];
    if (typeof word === "string") words.add(word);
  }
  return [...loaded].flatMap((path) => [...words].map((word) => nameOf(path, word)));
}
