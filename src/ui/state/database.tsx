import { createContext, createSignal, type JSX, onCleanup, onMount, Show, useContext } from "solid-js";

import { type OpenOutcome, openStudio } from "../../storage/open-database.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import { Trouble } from "../kit/trouble.tsx";
import { basePath } from "./base-path.ts";

const DatabaseContext = createContext<StudioDatabase>();

type Opening =
  | OpenOutcome
  | { readonly kind: "opening" }
  | { readonly kind: "blocked" }
  | { readonly kind: "outdated" };

function explain(state: Opening): { readonly title: string; readonly text: string } | undefined {
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
  return undefined;
}

/** Opens the studio's database and shows the app once it is open, or a sentence that says why it is not. */
export function DatabaseProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const [state, setState] = createSignal<Opening>({ kind: "opening" });
  const db = (): StudioDatabase | undefined => {
    const now = state();
    return now.kind === "open" ? now.db : undefined;
  };
  onMount(async () => {
    setState(
      await openStudio(basePath(), {
        onBlocked: () => setState({ kind: "blocked" }),
        onOutdated: () => setState({ kind: "outdated" }),
      }),
    );
  });
  onCleanup(() => db()?.close());
  return (
    <Show
      when={db()}
      fallback={
        <Show when={explain(state())}>
          {(told) => (
            <main class="page" id="main">
              <section class="entry entry--first">
                <div class="in-margin" />
                <Trouble
                  title={told().title}
                  action={
                    <button type="button" class="btn" onClick={() => location.reload()}>
                      Reload the page
                    </button>
                  }
                >
                  <p>{told().text}</p>
                </Trouble>
              </section>
            </main>
          )}
        </Show>
      }
    >
      {(open) => <DatabaseContext.Provider value={open()}>{props.children}</DatabaseContext.Provider>}
    </Show>
  );
}

/** The open database. Read with `storage/read`, write with `storage/library` only. */
export function useDatabase(): StudioDatabase {
  const db = useContext(DatabaseContext);
  if (!db) throw new Error("useDatabase needs a DatabaseProvider around it");
  return db;
}

/** Puts a database that is already open around a part of the page (tests, previews). */
export function OpenDatabase(props: {
  readonly db: StudioDatabase;
  readonly children: JSX.Element;
}): JSX.Element {
  return <DatabaseContext.Provider value={props.db}>{props.children}</DatabaseContext.Provider>;
}
