import type { Accessor } from "solid-js";

import { parsePrices, type PriceRow } from "../../models/price-row.ts";
import { createSetting } from "./create-setting.ts";
import { useWorkers } from "./workers.tsx";

/** The setting that holds the user's own price rows; fresh workers are told of them too. */
const PRICES = "prices";

interface Prices {
  /** The user's own rows; the built-in table is `priceTable`. */
  readonly own: Accessor<readonly PriceRow[]>;
  /** Adds a row, or puts it in place of the one for the same model. */
  readonly save: (row: PriceRow) => Promise<void>;
  readonly remove: (row: PriceRow) => Promise<void>;
}

const isSame = (a: PriceRow, b: PriceRow): boolean => a.provider === b.provider && a.model === b.model;

/** What tokens cost, as the user knows it. Counts for the next call on, also of runs under way. */
export function createPrices(): Prices {
  const workers = useWorkers();
  const [stored, store] = createSetting(PRICES, parsePrices);
  const own = (): readonly PriceRow[] => stored() ?? [];
  const keep = async (rows: readonly PriceRow[]): Promise<void> => {
    await store(rows);
    await (await workers.students()).usePrices(rows);
  };
  return {
    own,
    save: (row) => keep([...own().filter((other) => !isSame(other, row)), row]),
    remove: (row) => keep(own().filter((other) => !isSame(other, row))),
  };
}
