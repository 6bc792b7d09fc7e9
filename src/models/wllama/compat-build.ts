/** Size of the engine's build for browsers that cannot run its usual one (9 MB), in megabytes. */
export const compatMegabytes = 16;

/** Safari, and older browsers: no WebAssembly promises or no 64-bit memory. The engine's package asks itself the same. */
export function needsCompatBuild(): boolean {
  if (!("Suspending" in WebAssembly)) return true;
  const wide = { address: "i64", initial: 1n } as unknown as WebAssembly.MemoryDescriptor;
  try {
    return !(new WebAssembly.Memory(wide) instanceof WebAssembly.Memory);
  } catch {
    return true;
  }
}

/** What a person should know of it before it is loaded; empty where the usual build runs. */
export function compatWords(): string {
  return needsCompatBuild()
    ? ` This browser runs models through a larger build of the engine, ${compatMegabytes} MB, loaded once.`
    : "";
}
