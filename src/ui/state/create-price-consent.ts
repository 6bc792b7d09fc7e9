import type { Draft } from "../../setup/draft/draft.ts";
import { withoutCap } from "../../setup/forecast/forecast-money.ts";
import { plural } from "../../views/words/numbers.ts";
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
    const calls = `${plural(draft.requests, "request")} and ${plural(draft.options.reflectionCalls, "Reflection request")}`;
    const yes = await confirm({
      title: "No price is known: no limit on money can hold",
      text: `What ${models.join(" and ")} costs is not known here. The run would end by its number of requests alone: ${calls}, and the sealed test. A price can be set on Models, under Prices; then the limit on money holds.`,
      yes: "Go on, limited by requests",
      no: "Not yet",
    });
    if (yes) await keep([...known, ...models]);
    return yes;
  };
}
