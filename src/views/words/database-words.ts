import type { OpenOutcome } from "../../storage/open-database.ts";
/** Why the database is not open, and what to do; undefined while it opens. */
export function explain(state: Opening): { readonly title: string; readonly text: string } | undefined {
  if (state.kind === "database-newer")
    return { title: "Your data belongs to a newer version", text: state.message };
  if (state.kind === "storage-refused") return { title: "The browser refuses storage", text: state.message };
  if (state.kind === "blocked")
    return {
      title: "Another tab still uses the older version",
      text: "Close the other tabs of this studio; this one goes on by itself as soon as they are closed. Nothing is lost.",
    };
  if (state.kind === "outdated")
    return {
      title: "A newer version was opened in another tab",
      text: "This tab let go of the database so that the other could update it. Reload to go on here. Nothing is lost.",
    };
  if (state.kind === "erased")
    return {
      title: "Everything was erased in another tab",
      text: "“Erase everything” was chosen there: the tasks, rows, runs and settings this studio kept in this browser are gone, also those that were shown here. Files you saved are still yours. Reload to begin again.",
    };
  if (state.kind === "gone")
    return {
      title: "The browser took this studio's storage away",
      text: "Site data was cleared, or the browser made room. Runs that were under way have stopped. What was stored here may be gone; files you saved are still yours. Reload to see what is left and to go on.",
    };
  return undefined;
}

/** How far opening the database is. */
export type Opening =
  | OpenOutcome
  | { readonly kind: "opening" }
  | { readonly kind: "blocked" }
  | { readonly kind: "outdated" }
  | { readonly kind: "erased" }
  | { readonly kind: "gone" };
