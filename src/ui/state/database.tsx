import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";

import { basePath } from "../../platform/base-path.ts";
import { openStudio } from "../../storage/open-database.ts";
import type { StudioDatabase } from "../../storage/schema.ts";
import type { Opening } from "../../views/words/database-words.ts";
import { explain } from "../../views/words/database-words.ts";
import { plural } from "../../views/words/numbers.ts";
import { Button } from "../kit/button.tsx";
import { Entry } from "../kit/entry.tsx";
import { useToast } from "../kit/toast.tsx";
import { Trouble } from "../kit/trouble.tsx";
import { createProvided } from "./create-provided.ts";

const [Provided, useDatabase] = createProvided<StudioDatabase>("Database");
/** The open database. Read with `storage/read`, write with `storage/library` only. */
export { useDatabase };

/** What a page shows first has the disk to itself this long. */
const TIDY_AFTER_MS = 2_000;

/** Removes what a cut-off import left behind, some time after the opening, and says so. */
function createTidying(): (db: StudioDatabase) => void {
  const tell = useToast();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const tidy = async (db: StudioDatabase): Promise<void> => {
    const { clearCutOffImports } = await import("../../storage/ownerless-rows.ts");
    const { measureOldRows } = await import("../../storage/measure-old-rows.ts");
    const rows = await clearCutOffImports(db);
    const were = `${plural(rows, "row")} that it left behind ${rows === 1 ? "was" : "were"} removed`;
    if (rows > 0)
      tell({ text: `An import was cut off before its end: ${were}. Open the file again to have it whole.` });
    await measureOldRows(db);
  };
  return (db) => {
    // Closed or erased meanwhile, or no network for the chunk: the next opening does it.
    timer = setTimeout(() => void tidy(db).catch(() => undefined), TIDY_AFTER_MS);
  };
}

/** Opens the studio's database and shows the app once it is open, or a sentence that says why it is not. */
export function DatabaseProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const [state, setState] = createSignal<Opening>({ kind: "opening" });
  const db = (): StudioDatabase | undefined => {
    const now = state();
    return now.kind === "open" ? now.db : undefined;
  };
  const tidyLater = createTidying();
  onMount(async () => {
    const opened = await openStudio(basePath(), {
      onBlocked: () => setState({ kind: "blocked" }),
      onOutdated: () => setState({ kind: "outdated" }),
      onErased: () => setState({ kind: "erased" }),
      // Another tab that erases or updates says so first; then the connection closes as well.
      onGone: () => setState((now) => (now.kind === "open" ? { kind: "gone" } : now)),
    });
    setState(opened);
    if (opened.kind === "open") tidyLater(opened.db);
  });
  onCleanup(() => db()?.close());
  return (
    <Show
      when={db()}
      fallback={
        <Show when={explain(state())}>
          {(told) => (
            <main class="page" id="main">
              <Entry first>
                <Trouble
                  title={told().title}
                  action={<Button onClick={() => location.reload()}>Reload the page</Button>}
                >
                  <p>{told().text}</p>
                </Trouble>
              </Entry>
            </main>
          )}
        </Show>
      }
    >
      {(open) => <Provided value={open()}>{props.children}</Provided>}
    </Show>
  );
}

/** Puts a database that is already open around a part of the page (tests, previews). */
export function OpenDatabase(props: {
  readonly db: StudioDatabase;
  readonly children: JSX.Element;
}): JSX.Element {
  return <Provided value={props.db}>{props.children}</Provided>;
}
