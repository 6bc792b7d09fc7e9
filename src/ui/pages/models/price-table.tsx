import { createMemo, createSignal, type JSX, Show } from "solid-js";

import type { Price, PriceRow } from "../../../models/price-row.ts";
import { priceTable } from "../../../models/price-table.ts";
import { priceOf } from "../../../models/prices.ts";
import { presetOf } from "../../../models/remote/provider-presets.ts";
import { formatCount } from "../../../views/words/numbers.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { useDeed } from "../../kit/deed.ts";
import { DialogOf } from "../../kit/dialog.tsx";
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

const dollars = (value: number | undefined): string => (value === undefined ? "" : String(value));
const providerName = (id: string): string => presetOf(id)?.label ?? "another server";

/** What a million tokens costs where; the user's own rows come before those that came with the studio. */
export function PriceTable(): JSX.Element {
  const prices = createPrices();
  const endpoints = createEndpoints();
  const deed = useDeed();
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
        <summary class="small">The {formatCount(builtIn.length)} prices that came with the studio</summary>
        <p class="note">
          Read from published copies of the providers’ pages, at the dates shown; providers change them
          without notice. What an endpoint itself says a call cost always wins.
        </p>
        <Rows lines={builtIn} onEdit={setEditing} onRemove={() => undefined} />
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
  readonly lines: readonly Line[];
  readonly onEdit: (row: PriceToEdit) => void;
  readonly onRemove: (row: PriceRow) => void;
}): JSX.Element {
  const money = (title: string, key: keyof Price) => ({
    title,
    numeric: true,
    label: ({ price }: Line) => (price?.[key] === undefined ? undefined : title.toLowerCase()),
    cell: ({ price }: Line) => dollars(price?.[key]),
  });
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
              <span class="soft">{providerName(line.provider)}</span>
            </>
          ),
        },
        money("Input, $ per 1M", "inputPerMillion"),
        money("Read from cache", "cachedInputPerMillion"),
        money("Written to cache", "cacheWritePerMillion"),
        money("Output, $ per 1M", "outputPerMillion"),
        {
          title: "As of",
          cell: (line) =>
            line.price === undefined ? (
              <span class="soft">no price known</span>
            ) : (
              sourceWords(line.price, line.isOwn)
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

function sourceWords({ asOf, source, endsOn }: PriceRow, isOwn: boolean): string {
  if (!isOwn && asOf === "") return source;
  const ends = endsOn === undefined ? "" : `; shut down on ${endsOn}`;
  if (!isOwn) return `${asOf}, ${source.replace(/^https:\/\//, "")}${ends}`;
  return source === "" ? `${asOf}, yours` : `${asOf}, yours: ${source}`;
}
