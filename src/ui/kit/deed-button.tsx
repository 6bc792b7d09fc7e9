import type { ComponentProps, JSX } from "solid-js";

import { Button } from "./button.tsx";
import { useDeed } from "./deed.ts";

/** A button for what may go wrong: `failed` says what did not work, at the bottom of the page. */
export function DeedButton(
  props: Omit<ComponentProps<typeof Button>, "onClick"> & {
    readonly failed: string;
    readonly deed: () => Promise<unknown>;
  },
): JSX.Element {
  const deed = useDeed();
  return <Button {...props} onClick={() => deed(props.failed, props.deed)} />;
}
