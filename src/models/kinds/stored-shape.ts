/**
 * What a stored value must at least be, said as data: whoever reads strangers' files makes the check of it. `amount` is a
 * number of 0 or more, `count` a whole one, `address` one of the web.
 */
export type StoredShape =
  | "text"
  | "yes-no"
  | "count"
  | "amount"
  | "address"
  | "thinking"
  | "dialect"
  | { readonly list: StoredShape }
  | { readonly fields: StoredFields }
  | { readonly byKind: Readonly<Record<string, StoredFields>> };

/** Fields of a group; one whose name ends with a question mark may be missing. More is let through. */
export type StoredFields = Readonly<Record<string, StoredShape>>;
