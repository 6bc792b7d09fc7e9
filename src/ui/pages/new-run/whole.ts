/** Of no plain class, so that a store hands it on as one thing. */
class Whole {
  constructor(parts: object) {
    Object.assign(this, parts);
  }
}

/**
 * Data a store must not look into: it would make a signal of each of a table's hundred thousand cells. It changes only as a
 * whole, by being replaced.
 */
export function whole<Data extends object>(data: Data): Data {
  return new Whole(data) as Data;
}
