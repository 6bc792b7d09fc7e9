import type { Draft } from "../../setup/draft/draft.ts";
import { unpricedQuestion } from "../../setup/forecast/draft-words.ts";
import { withoutCap } from "../../setup/forecast/forecast-money.ts";
import { useConfirm } from "../kit/confirm.tsx";
import { createPrices } from "./create-prices.ts";
import { createSetting } from "./create-setting.ts";

/** Asks, once for each model, whether a run may go on although no price is known and so no limit on money can hold. */
export function createPriceConsent(): (draft: Draft) => Promise<boolean> {
  const prices = createPrices();
  const confirm = useConfirm();
  const [agreed, keep] = createSetting("unpriced-agreed", (stored): readonly string[] =>
    Array.isArray(stored) ? stored.filter((name) => typeof name === "string") : [],
  );
  return async (draft) => {
    const known = agreed() ?? [];
    const models = withoutCap(draft, prices.own()).filter((name) => !known.includes(name));
    if (models.length === 0) return true;
    const yes = await confirm(unpricedQuestion(draft, models));
    if (yes) await keep([...known, ...models]);
    return yes;
  };
}
