/** Whether a model's shaders use half-floats. Most records of the package do not say; their names do. */
export function needsHalfFloats(modelId: string, requiredFeatures: readonly string[] = []): boolean {
  return requiredFeatures.includes("shader-f16") || /f16/.test(modelId);
}

/** The sister of a model for a GPU without half-floats, by WebLLM's naming. */
export function withoutHalfFloats(modelId: string): string {
  return modelId.replace("q4f16_1", "q4f32_1").replace("q3f16_1", "q4f32_1").replace("q0f16", "q0f32");
}
