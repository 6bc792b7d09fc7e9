import type { CompletionOutcome, CompletionRequest } from "../../src/models/language-model.ts";

/** A chat endpoint of the OpenAI dialect, asked plainly; enough for a measurement. */
export function chatEndpoint(baseUrl: string): (request: CompletionRequest) => Promise<CompletionOutcome> {
  return async ({ messages, maxTokens, temperature, seed }) => {
    const begun = performance.now();
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "local", messages, max_tokens: maxTokens, temperature, seed }),
    });
    if (!response.ok) {
      const message = `${baseUrl} answered ${response.status}: ${await response.text()}`;
      return { kind: "failed", error: "server-error", message };
    }
    const { choices, usage } = (await response.json()) as {
      readonly choices: readonly [
        { readonly message: { readonly content: string }; readonly finish_reason: string },
      ];
      readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number };
    };
    return {
      kind: "completed",
      text: choices[0].message.content,
      finishReason: choices[0].finish_reason === "length" ? "length" : "stop",
      usage: {
        ...(usage?.prompt_tokens === undefined ? {} : { promptTokens: usage.prompt_tokens }),
        ...(usage?.completion_tokens === undefined ? {} : { completionTokens: usage.completion_tokens }),
      },
      latencyMs: performance.now() - begun,
    };
  };
}
