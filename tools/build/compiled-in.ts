/** What somebody else wrote and a package carries compiled, without bringing its licence. */
interface CompiledIn {
  readonly name: string;
  readonly licence: "MIT" | "Apache-2.0" | "Apache-2.0 with LLVM exceptions" | "MIT or public domain";
  readonly copyright: string;
  /** The package in whose wasm it is. */
  readonly within: string;
}

const { wllama, webllm, quickjs } = {
  wllama: "@wllama/wllama",
  webllm: "@mlc-ai/web-llm",
  quickjs: "@jitl/quickjs-singlefile-mjs-release-sync",
} as const;

/** The C and C++ libraries every wasm that Emscripten links is linked with. */
const runtime = (within: string): readonly CompiledIn[] => [
  { name: "Emscripten", licence: "MIT", copyright: "2010-2026 The Emscripten authors", within },
  { name: "musl", licence: "MIT", copyright: "2005-2020 Rich Felker and others", within },
  {
    name: "libc++, libc++abi and compiler-rt",
    licence: "Apache-2.0 with LLVM exceptions",
    copyright: "The LLVM project's contributors",
    within,
  },
];

/** In the order they are listed in. */
export const compiledIn: readonly CompiledIn[] = [
  {
    name: "llama.cpp and ggml",
    licence: "MIT",
    copyright: "2023-2026 The ggml authors",
    within: wllama,
  },
  { name: "JSON for Modern C++", licence: "MIT", copyright: "2013-2025 Niels Lohmann", within: wllama },
  {
    name: "stb_image and miniaudio",
    licence: "MIT or public domain",
    copyright: "2017 Sean Barrett, 2025 David Reid",
    within: wllama,
  },
  ...runtime(wllama),
  {
    name: "Apache TVM and its FFI",
    licence: "Apache-2.0",
    copyright: "2017-2026 The Apache Software Foundation",
    within: webllm,
  },
  {
    name: "XGrammar",
    licence: "Apache-2.0",
    copyright: "2024-2026 The XGrammar contributors",
    within: webllm,
  },
  {
    name: "tokenizers-cpp",
    licence: "Apache-2.0",
    copyright: "2023-2026 The MLC contributors",
    within: webllm,
  },
  { name: "Hugging Face tokenizers", licence: "Apache-2.0", copyright: "Hugging Face Inc.", within: webllm },
  { name: "SentencePiece", licence: "Apache-2.0", copyright: "Google Inc.", within: webllm },
  ...runtime(webllm),
  {
    name: "QuickJS",
    licence: "MIT",
    copyright: "2017-2021 Fabrice Bellard and Charlie Gordon",
    within: quickjs,
  },
  ...runtime(quickjs),
];

export function compiledInWords({ name, licence, copyright, within }: CompiledIn): string {
  const text = licence.startsWith("Apache") ? webllm : wllama;
  return `${name} (${licence}), in the wasm of ${within}\n\nCopyright (c) ${copyright}. The text of the licence stands under ${text}.\n`;
}
