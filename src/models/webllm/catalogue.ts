/** A model of WebLLM's list that was chosen for this studio, with what a user needs to choose. */
export interface CataloguedModel {
  readonly modelId: string;
  readonly label: string;
  /** Graphics memory it needs, from WebLLM's own list, megabytes. */
  readonly graphicsMegabytes: number;
  readonly needsHalfFloats: boolean;
  /** The same model for a GPU without half-floats (or with, if this one is without). */
  readonly sisterId?: string;
  readonly license: string;
  /** Judgement, not measurement. */
  readonly goodFor: string;
  readonly thinks?: true;
}

const family = (
  label: string,
  name: string,
  halfMegabytes: number,
  fullMegabytes: number | undefined,
  rest: Pick<CataloguedModel, "license" | "goodFor" | "thinks">,
): readonly CataloguedModel[] => {
  const half = `${name}-q4f16_1-MLC`;
  const full = `${name}-q4f32_1-MLC`;
  const first: CataloguedModel = {
    modelId: half,
    label,
    graphicsMegabytes: halfMegabytes,
    needsHalfFloats: true,
    ...(fullMegabytes === undefined ? {} : { sisterId: full }),
    ...rest,
  };
  if (fullMegabytes === undefined) return [first];
  return [
    first,
    {
      modelId: full,
      label: `${label} (any GPU)`,
      graphicsMegabytes: fullMegabytes,
      needsHalfFloats: false,
      sisterId: half,
      ...rest,
    },
  ];
};

/** Small to large. Sizes are those of WebLLM 0.2.86; a test compares them with the package. */
export const webLlmCatalogue: readonly CataloguedModel[] = [
  ...family("SmolLM2 360M", "SmolLM2-360M-Instruct", 376, 580, {
    license: "Apache-2.0",
    goodFor: "Weakest graphics; short labels and simple rewriting.",
  }),
  ...family("Gemma 3 1B", "gemma3-1b-it", 711, undefined, {
    license: "Gemma terms of use",
    goodFor: "Most quality for its size.",
  }),
  ...family("Llama 3.2 1B", "Llama-3.2-1B-Instruct", 879, 1129, {
    license: "Llama 3.2 community licence",
    goodFor: "A good first Student.",
  }),
  ...family("Qwen2.5 0.5B", "Qwen2.5-0.5B-Instruct", 945, 1060, {
    license: "Apache-2.0",
    goodFor: "Small and free of terms; classification and extraction.",
  }),
  ...family("Qwen3 0.6B", "Qwen3-0.6B", 1403, 1925, {
    license: "Apache-2.0",
    goodFor: "Asked not to think, a quick Student; it can think when told to.",
    thinks: true,
  }),
  ...family("Qwen2.5 1.5B", "Qwen2.5-1.5B-Instruct", 1630, 1889, {
    license: "Apache-2.0",
    goodFor: "A good second Student, or a modest Reflection model.",
  }),
  ...family("SmolLM2 1.7B", "SmolLM2-1.7B-Instruct", 1774, 2692, {
    license: "Apache-2.0",
    goodFor: "English texts.",
  }),
  ...family("Gemma 2 2B", "gemma-2-2b-it", 1895, 2509, {
    license: "Gemma terms of use",
    goodFor: "Careful wording; usable as Reflection.",
  }),
  ...family("Qwen3 1.7B", "Qwen3-1.7B", 2037, 2635, {
    license: "Apache-2.0",
    goodFor: "Reflection on a laptop.",
    thinks: true,
  }),
  ...family("Llama 3.2 3B", "Llama-3.2-3B-Instruct", 2264, 2952, {
    license: "Llama 3.2 community licence",
    goodFor: "Reflection on a good GPU.",
  }),
  ...family("Qwen2.5 3B", "Qwen2.5-3B-Instruct", 2505, 2894, {
    license: "Qwen research licence, non-commercial only",
    goodFor: "Reflection on a good GPU, where its licence allows.",
  }),
];

/** Whether a model's shaders use half-floats. Most records of the package do not say; their names do. */
export function needsHalfFloats(modelId: string, requiredFeatures: readonly string[] = []): boolean {
  return requiredFeatures.includes("shader-f16") || /f16/.test(modelId);
}

/** The sister of a model for a GPU without half-floats, by WebLLM's naming. */
export function withoutHalfFloats(modelId: string): string {
  return modelId.replace("q4f16_1", "q4f32_1").replace("q3f16_1", "q4f32_1").replace("q0f16", "q0f32");
}
