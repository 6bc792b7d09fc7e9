import { expect, test } from "vitest";

import { watchPolicy } from "../../src/models/host/policy-watch.ts";
import type { RemoteChoice } from "../../src/models/model-choice.ts";
import type { Exchange } from "../../src/models/remote/exchange.ts";
import { makeRemoteModel } from "../../src/models/remote/remote-model.ts";
import { never, request } from "../support/remote-start.ts";

const refusal = (blockedURI: string) => Object.assign(new Event("securitypolicyviolation"), { blockedURI });
const choice: RemoteChoice = {
  kind: "remote",
  dialect: "openai-compatible",
  provider: "custom",
  baseUrl: "http://127.0.0.1:9/v1",
  model: "m",
  needsKey: false,
};

test("a host the policy refused is known, others are not; words that come late are waited for", async () => {
  const scope = new EventTarget();
  const policy = watchPolicy(scope);
  scope.dispatchEvent(refusal("https://a.example/v1/chat"));
  scope.dispatchEvent(refusal("eval"));
  setTimeout(() => scope.dispatchEvent(refusal("https://late.example/")), 10);
  expect(await policy.isBlocked("https://late.example")).toBe(true);
  expect(await policy.isBlocked("https://a.example")).toBe(true);
  expect(await policy.isBlocked("https://b.example")).toBe(false);
});

test("a request the policy kept in is no network failure, and the ledger says it was blocked", async () => {
  const exchanges: Exchange[] = [];
  const model = makeRemoteModel(choice, {
    keyFor: () => undefined,
    isBlocked: async (origin) => origin === "http://127.0.0.1:9",
    onExchange: (exchange) => void exchanges.push(exchange),
  });
  expect(await model.complete(request, never)).toMatchObject({
    kind: "failed",
    error: "blocked-by-offline-lock",
  });
  expect(exchanges).toMatchObject([{ status: "blocked", bytesIn: 0 }]);
});
