import { onCleanup } from "solid-js";

/**
 * Runs `work` at most once per animation frame, however often it is asked for; the charts' promise of one redraw
 * per frame rests here.
 */
export function createFrame(work: () => void): () => void {
  let pending = 0;
  onCleanup(() => {
    cancelAnimationFrame(pending);
  });
  return () => {
    if (pending !== 0) return;
    pending = requestAnimationFrame(() => {
      pending = 0;
      work();
    });
  };
}
