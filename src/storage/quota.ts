/** A write that may meet a full disk: the one storage failure a run waits out instead of failing. */
export type WriteOutcome<T = void> =
  | { readonly kind: "written"; readonly value: T }
  | { readonly kind: "quota"; readonly message: string };

export const quotaMessage =
  "The browser's storage for this site is full. Nothing that was stored is lost. Delete something (model weights are the largest, then old runs) and go on.";

/**
 * True for a full disk under any of the names it arrives by: Chromium's and Safari's QuotaExceededError, Firefox's
 * own name, Dexie's wrapper (`inner`), and an aborted transaction or bulk write that carries one inside.
 */
export function isQuotaError(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { name, message, inner, cause, failures } = error as Record<string, unknown>;
  if (name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED") return true;
  if (typeof message === "string" && /quota ?(has been )?exceeded|QuotaExceeded/i.test(message)) return true;
  return (
    isQuotaError(inner) || isQuotaError(cause) || (Array.isArray(failures) && failures.some(isQuotaError))
  );
}

/** Runs a write; a full disk comes back as a value, any other failure is thrown on. */
export async function attemptWrite<T>(write: () => PromiseLike<T>): Promise<WriteOutcome<T>> {
  try {
    return { kind: "written", value: await write() };
  } catch (error) {
    if (isQuotaError(error)) return { kind: "quota", message: quotaMessage };
    throw error;
  }
}
