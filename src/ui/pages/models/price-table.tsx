import { createMemo, createSignal, For, type JSX, Show } from "solid-js";

import { type PriceRow, priceOf, priceTable } from "../../../models/prices.ts";
import { presetOf } from "../../../models/remote/provider-presets.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import { createPrices } from "../../state/create-prices.ts";
import { PriceForm, type PriceToEdit } from "./price-form.tsx";

/** A row of either table: a price, or a model of the user's that has none. */
interface Line {
  readonly provider: string;
  readonly model: string;
  readonly price: PriceRow | undefined;
  readonly isOwn: boolean;
}

const dollars = (value: number | undefined): string => (value === undefined ? "" : `${value} $`);
const providerName = (id: string): string => presetOf(id)?.label ?? "another server";

/** What a million tokens costs where; the user's own rows come before those that came with the studio. */
export function PriceTable(): JSX.Element {
  const prices = createPrices();
  const endpoints = createEndpoints();
  const [editing, setEditing] = createSignal<PriceToEdit>();
  const isOwn = (row: PriceRow | undefined): boolean => row !== undefined && prices.own().includes(row);
  const mine = createMemo((): readonly Line[] => {
    const used = endpoints.list().map(({ choice }): Line => {
      const price = priceOf(choice, prices.own());
      return { provider: choice.provider, model: choice.model, price, isOwn: isOwn(price) };
    });
    const others = prices.own().filter((row) => !used.some(({ price }) => price === row));
    return [
      ...used,
      ...others.map((row): Line => ({ provider: row.provider, model: row.model, price: row, isOwn: true })),
    ];
  });
  const builtIn = priceTable.map((row): Line => ({
    provider: row.provider,
    model: row.model,
    price: row,
    isOwn: false,
  }));
  return (
    <div class="stack">
      <Show
        when={mine().length > 0}
        fallback={<p class="soft">No endpoint and no price of your own yet. Local models cost nothing.</p>}
      >
        <Rows lines={mine()} onEdit={setEditing} onRemove={(row) => void prices.remove(row)} />
      </Show>
      <p>
        <Button onClick={() => setEditing({ provider: "custom", model: "" })}>Add a price…</Button>
      </p>
      <details>
        <summary class="small">The {formatCount(builtIn.length)} prices that came with the studio</summary>
        <p class="note">
          Read from published copies of the providers’ pages, at the dates shown; providers change them
          without notice. What an endpoint itself says a call cost always wins.
        </p>
        <Rows lines={builtIn} onEdit={setEditing} onRemove={() => undefined} />
      </details>
      <Dialog
        open={editing() !== undefined}
        onClose={() => setEditing(undefined)}
        title={editing()?.model === "" ? "Add a price" : `Price of ${editing()?.model ?? ""}`}
      >
        <Show when={editing()}>
          {(row) => (
            <PriceForm
              row={row()}
              onSave={(saved) => {
                setEditing(undefined);
                void prices.save(saved);
              }}
              onCancel={() => setEditing(undefined)}
            />
          )}
        </Show>
      </Dialog>
    </div>
  );
}

function Rows(props: {
  readonly lines: readonly Line[];
  readonly onEdit: (row: PriceToEdit) => void;
  readonly onRemove: (row: PriceRow) => void;
}): JSX.Element {
  return (
    <table class="fold">
      <thead>
        <tr>
          <th>Model</th>
          <th class="right">Read, per million tokens</th>
          <th class="right">From cache</th>
          <th class="right">Written</th>
          <th>As of</th>
          <th class="right">
            <span class="vh">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.lines}>
          {(line) => (
            <tr>
              <td>
                <b>{line.model}</b>
                <br />
                <span class="soft">{providerName(line.provider)}</span>
              </td>
              <Show
                when={line.price}
                fallback={
                  <>
                    <td class="right soft">no price known</td>
                    <td />
                    <td />
                    <td />
                  </>
                }
              >
                {(price) => (
                  <>
                    <td class="right num" data-l="read">
                      {dollars(price().inputPerMillion)}
                    </td>
                    <td
                      class="right num"
                      data-l={price().cachedInputPerMillion === undefined ? undefined : "cached"}
                    >
                      {dollars(price().cachedInputPerMillion)}
                    </td>
                    <td class="right num" data-l="written">
                      {dollars(price().outputPerMillion)}
                    </td>
                    <td>
                      {price().asOf}, {line.isOwn ? "yours" : price().source.replace(/^https:\/\//, "")}
                      <Show when={line.isOwn && price().source !== ""}>: {price().source}</Show>
                    </td>
                  </>
                )}
              </Show>
              <td class="right nowrap">
                <Button onClick={() => props.onEdit(line.price ?? line)}>
                  {line.price === undefined ? "Set a price…" : "Change…"}
                  <span class="vh"> of {line.model}</span>
                </Button>
                <Show when={line.isOwn && line.price}>
                  {(own) => (
                    <Button bare onClick={() => props.onRemove(own())}>
                      Remove<span class="vh"> the price of {line.model}</span>
                    </Button>
                  )}
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
