import { invokeModule } from "./invoke-module.ts";

/** What is used here of the settings of Emscripten's script (emscripten.org/docs/api_reference/module.html). */
interface EngineSettings {
  instantiateWasm?: (
    imports: { readonly a: Record<string, WebAssembly.ImportValue> },
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => void;
  readonly locateFile: (name: string) => string;
  readonly onAbort: (reason: string) => void;
}

/** Of Emscripten's script: it has ended, and what is thrown from now on is no exception of C++. */
declare const ABORT: boolean;

/** Runs in the engine's worker as text, ahead of the engine's script: nothing outside of it may be named but what that has. */
function useInvokes(settings: EngineSettings, bytes: readonly number[], slots: readonly string[]): void {
  settings.instantiateWasm = ({ a: imports }, done) => {
    const start = async (): Promise<void> => {
      const { instance: invokes } = await WebAssembly.instantiate(Uint8Array.from(bytes), {
        e: { isAborted: () => Number(ABORT) },
      });
      for (const [key, value] of Object.entries(imports))
        imports[key] = invokes.exports[(value as { readonly name: string }).name] ?? value;
      const response = fetch(settings.locateFile("wllama.wasm"));
      const { instance, module } = await WebAssembly.instantiateStreaming(response, { a: imports });
      for (const [at, name] of slots.entries())
        (invokes.exports["slots"] as WebAssembly.Table).set(at, instance.exports[name]);
      done(instance, module);
    };
    start().catch((error: unknown) => settings.onAbort(String(error)));
  };
}

/**
 * The compat build's script, with which the engine calls what may throw without leaving WebAssembly. As it comes, C++'s
 * every such call goes out into JavaScript and in again through half a dozen functions: half a million times while a
 * model is loaded, 38,000 times in a call. A script of another make is given back as it is.
 */
export function withNativeInvokes(script: string): string {
  const exported = new Map(
    [...script.matchAll(/(\w+)(?:"\])?=wasmExports\["([\w$]+)"\]/g)].map(([, name = "", short = ""]) => [
      name,
      short,
    ]),
  );
  const signatures = [...script.matchAll(/function invoke_(\w+)\(/g)].flatMap(([, signature = ""]) =>
    exported.has(signature) ? signature : [],
  );
  const names = ["_emscripten_stack_get_current", "__emscripten_stack_restore", "_setThrew", ...signatures];
  const slots = names.flatMap((name) => exported.get(name) ?? []);
  if (slots.length < names.length || signatures.length === 0) return script;
  return `(${String(useInvokes)})(Module,[${invokeModule(signatures).join()}],${JSON.stringify(slots)});${script}`;
}
