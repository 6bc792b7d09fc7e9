/** What a person set for one local model; everything left out is the usual. */
export interface LocalOptions {
  /** On the graphics card instead of the processor; for engines that run on either. */
  readonly gpu?: boolean;
  readonly contextLength?: number;
  /** More than one only where the speed test showed a gain. */
  readonly threads?: number;
  /** Experimental: what the check on this device said of reading shared prompts once, and whether it is made use of. */
  readonly reuse?: { readonly passed: boolean; readonly isOn: boolean; readonly words: string };
}
