import { lineCount, nodesIn, type SourceFile } from "./syntax.ts";

export interface FoundFunction {
  readonly place: string;
  readonly lines: number;
}

const kinds = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Every function of the files with its length, longest first. */
export function functionsIn(files: readonly SourceFile[]): readonly FoundFunction[] {
  return files
    .flatMap(({ path, text, body }) =>
      body
        .flatMap((node) => [...nodesIn(node)])
        .filter(({ type }) => kinds.has(type))
        .map(({ start, end }) => ({
          place: `${path}:${lineCount(text.slice(0, start + 1))}`,
          lines: lineCount(text.slice(start, end)),
        })),
    )
    .toSorted((a, b) => b.lines - a.lines);
}
