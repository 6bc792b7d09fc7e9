import type { ModelCallRow } from "./rows.ts";

/** Whether a call is one that is paid for, where anything is: it was not held back or turned down, and asked a model. */
export function isBilled({ purpose, status }: ModelCallRow): boolean {
  const wasTaken = typeof status === "number" ? status < 400 : status !== "blocked";
  return wasTaken && purpose !== "model-list" && purpose !== "download";
}
