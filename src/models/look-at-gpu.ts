/** What the browser's graphics can do for a model. */
export type GpuFound =
  | {
      readonly kind: "gpu";
      readonly halfFloats: boolean;
      /** Maker and model, as far as the browser tells. */
      readonly name: string;
      readonly largestBufferBytes: number;
    }
  | { readonly kind: "none"; readonly message: string };

interface GpuAdapter {
  readonly features: ReadonlySet<string>;
  readonly limits: { readonly maxStorageBufferBindingSize: number };
  readonly info?: { readonly vendor?: string; readonly architecture?: string; readonly description?: string };
}

/**
 * Asks for the graphics adapter. Done before any download, because WebLLM itself looks for one only after it has
 * fetched its parts.
 */
export async function lookAtGpu(): Promise<GpuFound> {
  const gpu = (navigator as { gpu?: { requestAdapter(): Promise<GpuAdapter | null> } }).gpu;
  if (gpu === undefined)
    return {
      kind: "none",
      message:
        "This browser has no WebGPU. Use a current Chrome, Edge or Safari, or choose a GGUF model, which runs on the processor.",
    };
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null)
    return {
      kind: "none",
      message:
        "The browser has WebGPU but gives this page no graphics adapter. Check that hardware acceleration is on, or choose a GGUF model, which runs on the processor.",
    };
  const { vendor = "", architecture = "", description = "" } = adapter.info ?? {};
  return {
    kind: "gpu",
    halfFloats: adapter.features.has("shader-f16"),
    name:
      description === ""
        ? [vendor, architecture].filter((word) => word !== "").join(" ") || "unnamed GPU"
        : description,
    largestBufferBytes: adapter.limits.maxStorageBufferBindingSize,
  };
}
