import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

import { parseSync } from "vite";

/** Any node of the parser's tree; only what is asked of it here. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly body: readonly SyntaxNode[];
}

/** Every TypeScript file of the project that git knows or would take, parsed. */
export function sourcesOf(root: string): readonly SourceFile[] {
  return projectPaths(root)
    .filter(
      (path) =>
        /^(?:(?:src|workers|bench|tools|tests)\/.*|[^/]*)\.tsx?$/.test(path) && !path.endsWith(".d.ts"),
    )
    .map((path) => sourceOf(path, readFileSync(`${root}/${path}`, "utf8")));
}

export function projectPaths(root: string): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return listed.split("\n").filter((path) => path !== "" && existsSync(`${root}/${path}`));
}

export function sourceOf(path: string, text: string): SourceFile {
  const { program } = parseSync(path, text);
  return { path, text, lines: lineCount(text), body: program.body as unknown as readonly SyntaxNode[] };
}

export function lineCount(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}

/** A node and everything inside it. */
export function* nodesIn(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const part of Array.isArray(value) ? value : [value]) if (isNode(part)) yield* nodesIn(part);
  }
}

/** The name of the identifier, or the text of the literal, that stands in a field of a node. */
export function nameIn(node: SyntaxNode, field: string): string | undefined {
  const inner = node[field];
  if (!isNode(inner)) return undefined;
  const name = inner["name"] ?? inner["value"];
  return typeof name === "string" ? name : undefined;
}

/** The nodes in a field that holds a list. */
export function listIn(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const list = node[field];
  return Array.isArray(list) ? list.filter(isNode) : [];
}
