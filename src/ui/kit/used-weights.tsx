import { For, type JSX } from "solid-js";

import type { RunRow, UsedModel } from "../../storage/rows.ts";
import { WeightFiles } from "./weight-files.tsx";

/** Local models of a run with the hashes of what they were loaded from; nothing for models elsewhere. */
export function UsedWeights(props: { readonly models: RunRow["models"] }): JSX.Element {
  const local = (): readonly (UsedModel & { readonly role: string })[] =>
    (["student", "reflection"] as const).flatMap((role) => {
      const used = props.models?.[role];
      return used?.weights === undefined
        ? []
        : [{ ...used, role: role === "student" ? "Student" : "Reflection" }];
    });
  return (
    <For each={local()}>
      {(used) => (
        <div>
          <p class="small">
            {used.role}: {used.label}
          </p>
          <WeightFiles files={used.weights ?? []} />
        </div>
      )}
    </For>
  );
}
