import { type Accessor, createMemo, createSignal } from "solid-js";

import { isEndpoint, type StudentChoice } from "../../models/model-choice.ts";
import { modelName } from "../../models/model-name.ts";
import { createEndpoints } from "./create-endpoints.ts";
import { createLocalModels } from "./create-local-models.ts";

/** A model that can be asked now, as a line of a choice. */
export interface OfferedModel {
  readonly key: string;
  readonly label: string;
  readonly choice: StudentChoice;
}

export interface OfferedModels {
  readonly list: Accessor<readonly OfferedModel[]>;
  /** Models kept on this machine are in the list too. */
  readonly hasLooked: Accessor<boolean>;
  /** Looks for models kept on this machine; this starts the part that hosts models. */
  readonly look: () => Promise<void>;
  /** Lets requests to this model's host leave the machine, by the user's word. */
  readonly allow: (choice: StudentChoice) => Promise<void>;
}

/** Models for a deed outside of a run: endpoints that are set up, and what is kept here once one has looked. */
export function createOfferedModels(): OfferedModels {
  const endpoints = createEndpoints();
  const locals = createLocalModels();
  const [hasLooked, setLooked] = createSignal(false);
  // The toy that ships with the page comes last: it knows one kind of task.
  const list = createMemo(() => [
    ...endpoints.list().map(({ choice }) => ({ key: modelName(choice), label: modelName(choice), choice })),
    ...locals
      .models()
      .filter((model) => model.isReady)
      .map(({ key, label, choice }) => ({ key, label, choice }))
      .toReversed(),
  ]);
  return {
    list,
    hasLooked,
    look: async () => {
      await locals.refresh().catch(() => undefined);
      setLooked(true);
    },
    allow: async (choice) => {
      if (isEndpoint(choice)) await endpoints.allow(choice.baseUrl);
    },
  };
}
