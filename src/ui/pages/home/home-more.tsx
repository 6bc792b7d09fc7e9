import type { JSX } from "solid-js";

import { Entry } from "../../kit/entry.tsx";
import { Examples } from "./examples.tsx";
import { ObeyBox } from "./obey-box.tsx";

/** What stands below the live run; comes once that is under way. */
export function HomeMore(): JSX.Element {
  return (
    <>
      <Entry
        title="Try it yourself"
        note="Write a house rule and a message. The small model that does the work above reads both, here."
        landmark
      >
        <ObeyBox />
      </Entry>
      <Entry
        title="Examples to open"
        note="Each is a task with data, a first prompt and a metric that says why."
        landmark
      >
        <Examples />
      </Entry>
    </>
  );
}
