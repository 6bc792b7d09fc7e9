import * as v from "valibot";

import { modelKinds } from "../../models/kinds/model-kinds.ts";
import type { StoredFields, StoredShape } from "../../models/kinds/stored-shape.ts";
import { remoteDialects } from "../../models/remote/provider-presets.ts";
import { address, count, finite, text } from "./row-shapes.ts";

const plain = {
  text,
  "yes-no": v.boolean(),
  count,
  amount: v.pipe(finite, v.minValue(0)),
  address,
  thinking: v.picklist(["off", "low", "as-is"]),
  dialect: v.picklist(remoteDialects),
};

function schemaOf(shape: StoredShape): v.GenericSchema {
  if (typeof shape === "string") return plain[shape];
  if ("list" in shape) return v.array(schemaOf(shape.list));
  return "fields" in shape ? v.looseObject(entriesOf(shape.fields)) : variant(shape.byKind);
}

function entriesOf(fields: StoredFields): Record<string, v.GenericSchema> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, shape]) =>
      name.endsWith("?") ? [name.slice(0, -1), v.optional(schemaOf(shape))] : [name, schemaOf(shape)],
    ),
  );
}

function variant(byKind: Readonly<Record<string, StoredFields>>): v.GenericSchema {
  return v.variant(
    "kind",
    Object.entries(byKind).map(([kind, fields]) =>
      v.looseObject({ ...entriesOf(fields), kind: v.literal(kind) }),
    ),
  );
}

/** What a choice of a model must at least be. */
export const model = variant(
  Object.fromEntries(Object.entries(modelKinds).map(([kind, { shape }]) => [kind, shape])),
);

const hash = v.pipe(
  text,
  v.regex(/^[0-9a-f]{64}$/, ({ input }) => `"${input}" is no SHA-256`),
);

/** What a model said of itself. */
export const used = v.looseObject({
  identity: text,
  label: text,
  weightsSha256: v.optional(hash),
  weights: v.optional(v.array(v.looseObject({ name: text, bytes: count, sha256: hash }))),
  contextLength: v.optional(count),
});
