import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Width of an element in CSS pixels, followed by a ResizeObserver; 0 until it is laid out. */
export function createWidth(): {
  readonly width: Accessor<number>;
  readonly watch: (element: HTMLElement) => void;
} {
  const [width, setWidth] = createSignal(0);
  const observer = new ResizeObserver((entries) => {
    const last = entries.at(-1);
    if (last !== undefined) setWidth(Math.floor(last.contentRect.width));
  });
  onCleanup(() => {
    observer.disconnect();
  });
  return {
    width,
    watch: (element) => {
      observer.observe(element);
    },
  };
}
