/** Stores look into plain objects only, and what inherits from this is none. */
const notPlain: object = Object.freeze({});

/**
 * Data a store must not look into: it would make a signal of each of a table's hundred thousand cells. It changes only as a
 * whole, by being replaced.
 */
export function whole<Data extends object>(data: Data): Data {
  return Object.assign(Object.create(notPlain) as object, data);
}
