import { nodesIn, type SourceFile } from "./syntax.ts";

const libraries = /^(?:solid-js|@solidjs|@tanstack|@codemirror|@lezer|uplot|comlink)/;
const browser =
  /^(?:document|window|navigator|location|history|localStorage|sessionStorage|matchMedia|Worker|SharedWorker|BroadcastChannel|MessageChannel|ResizeObserver|MutationObserver|CSS|Blob|CanvasRenderingContext2D|Path2D|(?:HTML\w*|SVG\w*)?Element|\w*Event|requestAnimationFrame|getComputedStyle|fetch|caches|indexedDB)$/;

/** Files of the page that know neither Solid nor a browser: what they say belongs below it. */
export function pureInUi(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(({ path, body }) => {
    if (!path.startsWith("src/ui/") || path.endsWith(".tsx")) return false;
    return !body
      .flatMap((node) => [...nodesIn(node)])
      .some(({ type, ...node }) =>
        type === "Literal"
          ? libraries.test(String(node["value"]))
          : type === "Identifier" && browser.test(String(node["name"])),
      );
  });
}
