import type { KeyRing } from "../keys.ts";
import type { RecordCall } from "../loaded-model.ts";
import type { RemoteChoice } from "../model-choice.ts";
import { listRemoteModels, type ModelList } from "../remote/list-models.ts";
import { settleLocalNetwork } from "../remote/local-network.ts";
import { makeRemoteModel } from "../remote/remote-model.ts";
import { type ConnectionReport, lookAround, testConnection } from "../remote/test-connection.ts";
import { withRoomToThink } from "../wrappers/with-room-to-think.ts";
import { ledgerLine } from "./load-remote.ts";
import type { PolicyWatch } from "./policy-watch.ts";

/** The models an endpoint lists, asked once. */
export async function listEndpoint(
  choice: RemoteChoice,
  keys: KeyRing,
  { record }: { readonly record: RecordCall },
): Promise<ModelList> {
  await settleLocalNetwork(choice.baseUrl);
  const key = keys.keyFor(choice.baseUrl);
  return listRemoteModels(choice, key, new AbortController().signal, (exchange) =>
    record({ ...ledgerLine(exchange), purpose: "model-list" }),
  );
}

/** The test button: one bare call, no retries, so that what is wrong is seen at once. */
export async function tryEndpoint(
  choice: RemoteChoice,
  keys: KeyRing,
  { record, policy }: { readonly record: RecordCall; readonly policy: PolicyWatch },
): Promise<ConnectionReport> {
  if (!URL.canParse(choice.baseUrl))
    return {
      part: "address",
      message: `"${choice.baseUrl}" is not a web address. It should look like https://api.example.com/v1.`,
    };
  await settleLocalNetwork(choice.baseUrl);
  const bare = makeRemoteModel(
    { ...choice, timeoutMs: choice.timeoutMs ?? 60_000 },
    {
      keyFor: keys.keyFor,
      isBlocked: policy.isBlocked,
      onExchange: (exchange, outcome) => record({ ...ledgerLine(exchange, outcome), purpose: "test" }),
    },
  );
  const model = withRoomToThink(bare, choice.thinking);
  const key = keys.keyFor(choice.baseUrl);
  return testConnection(choice, model, key, await lookAround(choice.baseUrl), new AbortController().signal);
}
