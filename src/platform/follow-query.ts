import { liveQuery, type Subscription } from "dexie";

/** At most four emissions a second and view: Dexie emits at nearly every write. */
export const EMISSION_GAP_MS = 250;

/**
 * Follows a query and hands on what it finds, at most every 250 ms. A change inside the gap ends the
 * subscription until the gap is over, so the query itself is not run at the pace of the writes either.
 */
export function followQuery<T>(
  query: () => T | Promise<T>,
  emit: (value: T) => void,
  fail: (error: unknown) => void,
): () => void {
  let subscription: Subscription | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastEmission = -Infinity;
  const subscribe = (): void => {
    timer = undefined;
    subscription = liveQuery(query).subscribe({
      next: (value) => {
        const wait = lastEmission + EMISSION_GAP_MS - performance.now();
        if (wait <= 0) {
          lastEmission = performance.now();
          // What the reader cannot make sense of (a damaged row) is a failure of the query, not of the page.
          try {
            emit(value);
          } catch (error) {
            fail(error);
          }
          return;
        }
        subscription?.unsubscribe();
        timer ??= setTimeout(subscribe, wait);
      },
      error: fail,
    });
  };
  subscribe();
  return () => {
    subscription?.unsubscribe();
    clearTimeout(timer);
  };
}
