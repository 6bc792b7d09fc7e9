import world from "./world.json" with { type: "json" };

/** The language of the routing world: the same file the embedded model was trained from. */
interface RoutingWorld {
  readonly words: Parts;
  readonly labels: Parts;
  readonly clauses: Parts;
  readonly frames: Parts;
  readonly fillers: Parts;
}

interface Parts {
  readonly train: readonly string[];
  /** Kept out of the model's training. */
  readonly held: readonly string[];
}

export const routingWorld: RoutingWorld = world;
