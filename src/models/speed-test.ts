import type { LanguageModel, ModelFailure } from "./language-model.ts";

/** How fast a model is on this machine, from a few short calls; stored, and used for forecasts. */
export interface SpeedReport {
  readonly kind: "measured";
  readonly identity: string;
  /** Tokens of prompt read per second when nothing is cached. */
  readonly promptTokensPerSecond?: number;
  readonly completionTokensPerSecond?: number;
  /** Wall time of a call whose long prompt was read before: what a rollout costs, milliseconds. */
  readonly cachedCallMs: number;
  /** Wall time of the same call with nothing cached, milliseconds. */
  readonly freshCallMs: number;
  /** Of the prompt of a repeated call, the share read from cache, 0..1, where reported. */
  readonly cachedShare?: number;
  /** One sentence for a person. */
  readonly advice: string;
}

/** About a hundred words: enough to see what a shared prompt saves, short enough for a slow machine. */
const sentence =
  "Read the message, find out what the writer wants, and answer with the name of one team only. ";
const system = (round: number): string => `Round ${round}. ${sentence.repeat(6)}`;
const users = ["My ticket is lost.", "The soup is cold.", "Please change my address."] as const;

const perSecond = (tokens: number | undefined, ms: number | undefined): number | undefined =>
  tokens === undefined || ms === undefined || ms <= 0 ? undefined : (tokens * 1000) / ms;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function advise(cachedCallMs: number, freshCallMs: number): string {
  const perMinute = Math.round(60_000 / cachedCallMs);
  const saved = freshCallMs / cachedCallMs;
  const pace =
    perMinute >= 60
      ? `About ${perMinute} rollouts a minute: a budget of a few hundred is a matter of minutes.`
      : perMinute >= 6
        ? `About ${perMinute} rollouts a minute: plan for 100 to 300 rollouts.`
        : "Each rollout takes more than ten seconds: choose a smaller model, a shorter prompt, or an endpoint.";
  return saved >= 1.5
    ? `${pace} Examples of one prompt run together save ${saved.toFixed(1)} times the reading.`
    : pace;
}

/** Four short greedy calls: one with nothing cached, then three that share its prompt. */
export async function measureSpeed(
  model: LanguageModel,
  signal: AbortSignal = new AbortController().signal,
  round = Date.now(),
): Promise<SpeedReport | ModelFailure> {
  const ask = (user: string) =>
    model.complete(
      {
        messages: [
          { role: "system", content: system(round) },
          { role: "user", content: user },
        ],
        maxTokens: 16,
        temperature: 0,
      },
      signal,
    );
  const fresh = await ask("Where is my parcel?");
  if (fresh.kind === "failed") return fresh;
  const cached = [];
  for (const user of users) {
    const answer = await ask(user);
    if (answer.kind === "failed") return answer;
    cached.push(answer);
  }
  const cachedCallMs = median(cached.map((answer) => answer.latencyMs));
  const read = perSecond(fresh.usage.promptTokens, fresh.timings?.promptMs);
  const written = perSecond(fresh.usage.completionTokens, fresh.timings?.decodeMs);
  const { cachedPromptTokens, promptTokens } = cached.at(-1)?.usage ?? {};
  return {
    kind: "measured",
    identity: model.identity,
    ...(read === undefined ? {} : { promptTokensPerSecond: read }),
    ...(written === undefined ? {} : { completionTokensPerSecond: written }),
    cachedCallMs,
    freshCallMs: fresh.latencyMs,
    ...(cachedPromptTokens === undefined || promptTokens === undefined
      ? {}
      : { cachedShare: cachedPromptTokens / promptTokens }),
    advice: advise(cachedCallMs, fresh.latencyMs),
  };
}
