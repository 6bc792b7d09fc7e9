import { A } from "@solidjs/router";
import type { JSX } from "solid-js";

import { routes } from "../../routes.ts";
import { Examples } from "./examples.tsx";
import { ObeyBox } from "./obey-box.tsx";
import { YourRuns } from "./your-runs.tsx";

/** What stands below the live run; comes once that is under way. */
export function HomeMore(): JSX.Element {
  return (
    <>
      <section class="entry" aria-labelledby="obey">
        <div class="in-margin">
          <h2 id="obey">Try it yourself</h2>
          <p>Write a house rule and a message. The small model that does the work above reads both, here.</p>
        </div>
        <ObeyBox />
      </section>
      <section class="entry" aria-labelledby="examples">
        <div class="in-margin">
          <h2 id="examples">Examples to open</h2>
          <p>Each is a task with data, a first prompt and a metric that says why.</p>
        </div>
        <Examples />
      </section>
      <section class="entry" aria-labelledby="your-runs">
        <div class="in-margin">
          <h2 id="your-runs">Your runs</h2>
          <p>
            Kept in this browser only. <A href={routes.storage}>Save all to a file</A>
          </p>
        </div>
        <YourRuns />
      </section>
    </>
  );
}
