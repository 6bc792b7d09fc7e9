import { A } from "@solidjs/router";
import { createMemo, type JSX, Match, Switch } from "solid-js";

import type { Draft } from "../../../setup/draft/draft.ts";
import { capOf, forecastMoney } from "../../../setup/forecast/forecast-money.ts";
import { routes } from "../../../views/routes.ts";
import { formatUsd } from "../../../views/words/numbers.ts";
import { createPrices } from "../../state/create-prices.ts";

/** What the run may cost, and where it ends at the latest. */
export function MoneyFact(props: { readonly draft: Draft }): JSX.Element {
  const prices = createPrices();
  const forecast = createMemo(() => forecastMoney(props.draft, prices.own()));
  const priced = () => {
    const found = forecast();
    return found.kind === "priced" ? found : undefined;
  };
  const unpriced = () => {
    const found = forecast();
    return found.kind === "no-price" ? found : undefined;
  };
  return (
    <>
      <dt>Money</dt>
      <dd>
        <Switch fallback="nothing: no model of it costs money">
          <Match when={priced()}>
            {(usd) => (
              <>
                at most about {formatUsd(usd().student + usd().reflection)} (Student{" "}
                {formatUsd(usd().student)}, Reflection {formatUsd(usd().reflection)}) if every answer is as
                long as it may be; it ends at {formatUsd(capOf(props.draft))} whatever comes
              </>
            )}
          </Match>
          <Match when={unpriced()}>
            {(found) => (
              <>
                not known: <A href={routes.models}>no price is set</A> for {found().models.join(" and ")}, so
                only the number of requests limits it
              </>
            )}
          </Match>
        </Switch>
      </dd>
    </>
  );
}
