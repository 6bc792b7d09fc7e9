import { modelFailure } from "../failure.ts";
import type { ModelFailure } from "../language-model.ts";
import type { EngineFailure } from "./engine-host.ts";
import { withoutHalfFloats } from "./half-floats.ts";

const outOfMemory = /out of memory|OOM|allocation failed|exceeds.*(buffer|limit)|device.*lost/i;

/**
 * Whether loading the model afresh may help: the graphics device went away under the engine. Its runtime then disposes of everything, the
 * engine trips over that while it unloads, and every later call says no more than "already been disposed".
 */
export function isLostDevice({ name, message }: EngineFailure): boolean {
  return (
    name === "DeviceLostError" ||
    name === "ModelNotLoadedError" ||
    /device.*(lost|destroyed)|already been disposed/i.test(message)
  );
}

/** An error of the engine in our words. */
export function webLlmFailure(failure: EngineFailure, modelId: string): ModelFailure {
  const { name, message } = failure;
  switch (name) {
    case "WebGPUNotAvailableError":
    case "WebGPUNotFoundError":
      return modelFailure(
        "no-webgpu",
        `${modelId} needs WebGPU, and this browser offers none. Choose a GGUF model, which runs on the processor.`,
      );
    case "ShaderF16SupportError":
    case "FeatureSupportError":
      return modelFailure(
        "no-shader-f16",
        `${modelId} needs half-floats, which this GPU does not have. Choose ${withoutHalfFloats(modelId)} instead.`,
      );
    case "ModelNotFoundError":
    case "MissingModelWasmError":
      return modelFailure("unknown-model", `WebLLM knows no model "${modelId}". Choose one from the list.`);
    case "IntegrityError":
      return modelFailure(
        "integrity",
        `A file of ${modelId} is not what it should be (${message}). Delete the model and download it again.`,
      );
    case "ContextWindowSizeExceededError":
      return modelFailure(
        "context-overflow",
        `The prompt does not fit the context of ${modelId}: ${message}`,
      );
    // Seen with a library whose shaders broke a rule of WebGPU: asking again gives the same.
    case "GPUPipelineError":
      return modelFailure(
        "bad-model-file",
        `This browser's graphics refuse the compiled library of ${modelId} (${message}). Choose another model, or a library compiled anew for it.`,
      );
    default:
      break;
  }
  if (isLostDevice(failure) || outOfMemory.test(message))
    return modelFailure(
      "out-of-memory-or-device-lost",
      `The graphics device gave up on ${modelId} (${message}). Close other tabs that use the GPU, choose a shorter context or a smaller model.`,
    );
  if (/fetch|Cache|network/i.test(message))
    return modelFailure(
      "unreachable-or-cors",
      `A file of ${modelId} could not be read (${message}). Download it again on the Models page.`,
    );
  return modelFailure(
    "engine-dead",
    `The engine of ${modelId} failed: ${name}: ${message}. The next call loads it afresh.`,
  );
}
