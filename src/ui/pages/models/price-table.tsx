import { createMemo, createSignal, type JSX, Show } from "solid-js";

import type { PriceRow } from "../../../models/price-row.ts";
import { presetOf } from "../../../models/remote/provider-presets.ts";
import { builtInPrices, type PriceLine, priceSource, usedPrices } from "../../../setup/price-lines.ts";
import { priceFields } from "../../../setup/typed-price.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { type Column, DataTable } from "../../kit/data-table.tsx";
import { useDeed } from "../../kit/deed.ts";
import { DialogOf } from "../../kit/dialog.tsx";
import { createEndpoints } from "../../state/create-endpoints.ts";
import { createPrices } from "../../state/create-prices.ts";
import { PriceForm, type PriceToEdit } from "./price-form.tsx";

/** What a million tokens costs where; the user's own rows come before those that came with the studio. */
export function PriceTable(): JSX.Element {
  const prices = createPrices();
  const endpoints = createEndpoints();
  const deed = useDeed();
  const [editing, setEditing] = createSignal<PriceToEdit>();
  const mine = createMemo(() => usedPrices(endpoints.list(), prices.own()));
  return (
    <div class="stack">
      <Show
        when={mine().length > 0}
        fallback={<p class="soft">No endpoint and no price of your own yet. Local models cost nothing.</p>}
      >
        <Rows
          lines={mine()}
          onEdit={setEditing}
          onRemove={(row) => deed("The price could not be removed", () => prices.remove(row))}
        />
      </Show>
      <p>
        <Button onClick={() => setEditing({ provider: "custom", model: "" })}>Add a price…</Button>
      </p>
      <details>
        <summary class="small">
          The {formatCount(builtInPrices.length)} prices that came with the studio
        </summary>
        <p class="note">
          Read from published copies of the providers’ pages, at the dates shown; providers change them
          without notice. What an endpoint itself says a request cost always wins.
        </p>
        <Rows lines={builtInPrices} onEdit={setEditing} onRemove={() => undefined} />
      </details>
      <DialogOf
        about={editing()}
        title={({ model }) => (model === "" ? "Add a price" : `Price of ${model}`)}
        onClose={() => setEditing(undefined)}
      >
        {(row) => (
          <PriceForm
            row={row()}
            onSave={(saved) => {
              setEditing(undefined);
              void deed("The price could not be kept", () => prices.save(saved));
            }}
            onCancel={() => setEditing(undefined)}
          />
        )}
      </DialogOf>
    </div>
  );
}

function Rows(props: {
  readonly lines: readonly PriceLine[];
  readonly onEdit: (row: PriceToEdit) => void;
  readonly onRemove: (row: PriceRow) => void;
}): JSX.Element {
  return (
    <DataTable
      rows={props.lines}
      columns={[
        {
          title: "Model",
          cell: (line) => (
            <>
              <b>{line.model}</b>
              <br />
              <span class="soft">{presetOf(line.provider)?.label ?? "another server"}</span>
            </>
          ),
        },
        ...priceFields.map(({ key, title }): Column<PriceLine> => ({
          title,
          numeric: true,
          label: ({ price }) => (price?.[key] === undefined ? undefined : title.toLowerCase()),
          cell: ({ price }) => price?.[key],
        })),
        {
          title: "As of",
          cell: (line) => (
            <Show when={line.price} fallback={<span class="soft">no price known</span>}>
              {(price) => priceSource(price(), line.isOwn)}
            </Show>
          ),
        },
      ]}
      deeds={(line) => (
        <>
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
        </>
      )}
    />
  );
}
