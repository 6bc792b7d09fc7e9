/** Looks again and again until something holds; false when it did not in time. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  patienceMs = 30_000,
  everyMs = 100,
): Promise<boolean> {
  const end = Date.now() + patienceMs;
  for (;;) {
    if (await holds()) return true;
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
