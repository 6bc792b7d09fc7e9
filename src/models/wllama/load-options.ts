import type { LoadModelParams } from "@wllama/wllama/esm/types/types.js";

/** Context used when nobody asked for another: KV memory grows with it, and our prompts are short. */
const usualContext = 4096;

/**
 * How a GGUF is loaded. On the CPU, flash attention is slow for the short batches that follow a cached
 * prefix, and half-floats are converted in software: f32 and no flash attention made the cached call 10 times
 * faster. One slot: each slot reads the shared prompt for itself, which costs more than rows decoded
 * together save (docs/models.md); one thread, because more
 * threads than free cores made decoding 20 times slower. Models that look back only so far (Gemma) keep all they read all the
 * same: else nothing of a shared prompt could be taken up again after another row.
 */
export function loadOptions(wanted: {
  readonly contextLength?: number | undefined;
  readonly trainedContext?: number | undefined;
  readonly gpu?: boolean | undefined;
  readonly threads?: number | undefined;
}): LoadModelParams {
  const asked = wanted.contextLength ?? usualContext;
  const n_ctx = wanted.trainedContext === undefined ? asked : Math.min(asked, wanted.trainedContext);
  const common = { n_ctx, n_threads: wanted.threads ?? 1, n_parallel: 1, swa_full: true };
  return wanted.gpu === true
    ? common
    : { ...common, n_gpu_layers: 0, flash_attn: false, cache_type_k: "f32", cache_type_v: "f32" };
}
