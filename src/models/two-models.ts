/** What the browser says of this machine's memory, gigabytes; browsers that do not say are taken for small. */
const silentGigabytes = 4;

/** Bytes of weights that may be in memory before an idle model makes room: half of the machine's memory. */
export function memoryForWeights(scope: object): number {
  const { deviceMemory = silentGigabytes } = scope as { readonly deviceMemory?: number };
  return (deviceMemory * 2 ** 30) / 2;
}

/** How two local models share the memory. */
type Sharing =
  | { readonly kind: "together"; readonly bytes: number }
  /** Each change of turns unloads one and loads the other. */
  | { readonly kind: "in-turns"; readonly bytes: number; readonly memoryBytes: number };

export function sharingOf(bytes: readonly [number, number], memoryBytes: number): Sharing {
  const sum = bytes[0] + bytes[1];
  return sum <= memoryBytes
    ? { kind: "together", bytes: sum }
    : { kind: "in-turns", bytes: sum, memoryBytes };
}
