import type { LanguageModel, ModelFailure } from "./language-model.ts";

/** What became of the check, on this device and with this model. */
export type PrefixReuseCheck =
  | {
      readonly kind: "passed";
      readonly prompts: number;
      readonly largestDifference: number;
      /** Reading everything takes so many times as long as reading only what is new. */
      readonly timesFaster: number;
    }
  | { readonly kind: "not-equal"; readonly message: string }
  | { readonly kind: "not-possible"; readonly message: string };

/** A model whose engine can read once what prompts share; `checkPrefixReuse` finds out whether that is exact here. */
export interface ReusingModel extends LanguageModel {
  checkPrefixReuse(
    onPrompt?: (done: number, of: number) => Promise<void>,
  ): Promise<PrefixReuseCheck | ModelFailure>;
}
