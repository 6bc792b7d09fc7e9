import { type JSX, Show } from "solid-js";

import { formatCount } from "../../../views/words/numbers.ts";
import { emptyWords } from "../../../views/words/rollout-words.ts";
import { Button } from "../../kit/button.tsx";
import { SearchField } from "../../kit/search-field.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { SelectOf } from "../../kit/select-of.tsx";
import { InSight } from "../../kit/virtual-list.tsx";
import { createRolloutDesk, lineHeight, type RolloutsViewProps } from "./create-rollout-desk.ts";
import { RolloutDetail } from "./rollout-detail.tsx";
import { RolloutLine } from "./rollout-line.tsx";

type Desk = ReturnType<typeof createRolloutDesk>;

/** Every rollout with its messages: a list on the left that holds a hundred thousand, the chosen one on the right. */
export function RolloutsView(props: RolloutsViewProps): JSX.Element {
  const desk = createRolloutDesk(props);
  return (
    <div class="desk" onKeyDown={desk.onKey}>
      <aside aria-label="Rollouts">
        <Filters {...props} desk={desk} />
        <div
          ref={desk.list.watch}
          class="desk__list"
          tabindex={0}
          role="listbox"
          aria-label="Rollouts, newest first"
        >
          <InSight list={desk.list}>
            {(row, place) => (
              <RolloutLine
                row={row()}
                state={props.state}
                rows={props.rows}
                top={place.start}
                height={lineHeight}
                isOn={row().callIndex === props.callIndex}
                onOpen={props.onOpen}
              />
            )}
          </InSight>
          <Show when={desk.list.items().length === 0 && !desk.all.reading()}>
            <p class="small soft desk__none">{emptyWords(desk.which(), desk.text(), desk.module())}</p>
          </Show>
        </div>
      </aside>
      <div class="main">
        <RolloutDetail {...props} module={desk.module()} onStep={desk.go} />
      </div>
    </div>
  );
}

/** The way back, and which rollouts are wanted. */
function Filters(props: RolloutsViewProps & { readonly desk: Desk }): JSX.Element {
  return (
    <div class="desk__head stack-2">
      <p class="small">
        <Button link onClick={() => props.onClose()}>
          ← {props.runName}
        </Button>
        <Show when={props.candidate !== undefined}>
          {" / "}
          <Button link onClick={() => props.onCandidate(undefined)}>
            c{props.candidate} only; show all candidates
          </Button>
        </Show>
      </p>
      <SearchField
        name="Search in outputs and feedback"
        placeholder={`Search ${formatCount(props.desk.all.total())} rollouts`}
        value={props.desk.text()}
        onInput={props.desk.setText}
      />
      <Segmented
        name="Which rollouts"
        value={props.desk.which()}
        onChoose={props.desk.setWhich}
        options={[
          { value: "failing", label: "Failing" },
          { value: "changed", label: "Changed since parent" },
          { value: "all", label: "All" },
        ]}
      />
      <div class="row row--tight small">
        <span>Module</span>
        <SelectOf
          class="narrow"
          name="Module"
          value={props.desk.module()}
          onChoose={props.desk.setModule}
          options={[
            ["", "all of them: the final answer"],
            ...props.modules.map((name) => [name, `${name}: what it answered`] as const),
          ]}
        />
      </div>
      <Show when={props.desk.all.error() !== undefined}>
        <p class="small pf--fail" role="alert">
          The rollouts could not be read: {String(props.desk.all.error())}. Nothing was changed; reload the
          page to try again.
        </p>
      </Show>
      <Show when={props.desk.all.newer() > 0}>
        <Button onClick={() => props.desk.all.refresh()}>
          Show {formatCount(props.desk.all.newer())} newer
        </Button>
      </Show>
    </div>
  );
}
