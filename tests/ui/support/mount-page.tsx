import { render } from "@solidjs/testing-library";
import type { Component } from "solid-js";

import "../../../src/ui/styles/index.css";
import type { StudioDatabase } from "../../../src/storage/schema.ts";
import { StudioAround } from "./studio-around.tsx";

/** A page of the studio at an address. */
export function mountPage(
  db: StudioDatabase,
  path: string,
  address: string,
  page: Component,
): ReturnType<typeof render> {
  location.hash = `#${address}`;
  return render(() => <StudioAround db={db} path={path} page={page} />);
}
