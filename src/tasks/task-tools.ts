import type { Sandbox } from "./metrics/metric.ts";
import type { Search } from "./retrieval/search.ts";

/** What some tasks need from whoever runs them. */
export interface TaskTools {
  /** Needed by tasks whose metric is the user's own code. */
  readonly sandbox?: Sandbox;
  /** Needed by programs that search a data set; the studio's own encyclopaedia needs none. */
  readonly search?: Search;
}
