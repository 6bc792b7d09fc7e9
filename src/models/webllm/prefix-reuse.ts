/**
 * The private parts of WebLLM 0.2.86's pipeline that prefix reuse leans on. The package itself reads the whole prompt
 * again on every call; its runtime can roll a cache back (`kv_state_popn`), and this puts the two together.
 */
export interface PipelineLike {
  readonly kvStateKind: string;
  readonly slidingWindowSize: number;
  readonly kvCache: unknown;
  filledKVCacheLength: number;
  readonly tvm: {
    beginScope(): void;
    endScope(): void;
    getGlobalFunc(name: string): (...args: readonly unknown[]) => unknown;
    scalar(value: number, dtype: string): unknown;
  };
  resetKVCache(): void;
  getInputData(): Promise<readonly [input: readonly unknown[], promptTokens: number, ...rest: unknown[]]>;
  embedAndForward(input: readonly unknown[], length: number): Promise<unknown>;
}

/** A pipeline that keeps what two prompts have in common. */
export interface PrefixReuse {
  /** Tokens of the newest prompt that were not read again. */
  cachedTokens(): number;
  /** The next prompt is read whole, as if nothing had been kept. */
  forget(): void;
}

const isTokens = (data: unknown): data is readonly number[] => Array.isArray(data);

function commonLength(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/**
 * Changes a pipeline so that a new prompt rolls the cache back to where it differs from the old one, instead of
 * clearing it. Undefined for pipelines this cannot be done with: those with a recurrent state or a sliding window, and
 * those that are not built as expected.
 */
export function reusePrefixes(pipeline: PipelineLike): PrefixReuse | undefined {
  const isUsual =
    pipeline.kvStateKind === "kv_cache" &&
    pipeline.slidingWindowSize === -1 &&
    [pipeline.resetKVCache, pipeline.getInputData, pipeline.embedAndForward].every(
      (method) => typeof method === "function",
    );
  if (!isUsual) return undefined;
  const original = {
    resetKVCache: pipeline.resetKVCache.bind(pipeline),
    getInputData: pipeline.getInputData.bind(pipeline),
    embedAndForward: pipeline.embedAndForward.bind(pipeline),
  };
  /** Tokens in the cache, in order; undefined where that is not known. */
  let held: number[] | undefined = [];
  let resetWaits = false;
  let cached = 0;

  function clear(): void {
    original.resetKVCache();
    held = [];
    resetWaits = false;
  }

  /** Leaves the first so many tokens in the cache. */
  function rollBack(to: number, from: number): void {
    const { tvm } = pipeline;
    tvm.beginScope();
    try {
      const pop = tvm.getGlobalFunc("vm.builtin.kv_state_popn");
      if (from > to) pop(pipeline.kvCache, tvm.scalar(0, "int64"), tvm.scalar(from - to, "int32"));
    } finally {
      tvm.endScope();
    }
  }

  pipeline.resetKVCache = () => {
    // Put off until it is known what the next prompt shares with this one.
    resetWaits = true;
  };
  pipeline.getInputData = async () => {
    const found = await original.getInputData();
    cached = 0;
    if (!resetWaits) return found;
    const [input, promptTokens, ...rest] = found;
    const [tokens] = input;
    // The last token is always read: its outcome is what the answer begins with.
    const shared =
      input.length === 1 && isTokens(tokens) && held !== undefined
        ? Math.min(commonLength(held, tokens), tokens.length - 1)
        : 0;
    if (shared <= 0 || held === undefined || !isTokens(tokens)) {
      clear();
      return found;
    }
    rollBack(shared, held.length);
    held.length = shared;
    resetWaits = false;
    pipeline.filledKVCacheLength = shared;
    cached = shared;
    return [[tokens.slice(shared)], promptTokens, ...rest];
  };
  pipeline.embedAndForward = async (input, length) => {
    if (resetWaits) clear();
    const before = held;
    // Not known again until the call has come back.
    held = undefined;
    const outcome = await original.embedAndForward(input, length);
    if (before !== undefined && input.every(isTokens)) held = [...before, ...input.flat()] as number[];
    return outcome;
  };
  return {
    cachedTokens: () => cached,
    forget() {
      held = undefined;
    },
  };
}
