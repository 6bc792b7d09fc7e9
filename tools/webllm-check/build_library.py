"""Compiles the WebLLM library (.wasm) of a small GGUF of the Llama family, in full precision (q0f32).

    python tools/webllm-check/build_library.py model.gguf library.wasm --tvm TVM --mlc MLC

Needs emcc (Emscripten 3.1.6 or later), `pip install apache-tvm==0.26.0 numpy gguf`, and two folders of sources that are no part of this
project: TVM, apache/tvm at v0.26.0 with 3rdparty/tvm-ffi and its dlpack in it; MLC, mlc-ai/mlc-llm at 79d603f0. Then
gguf_to_mlc.py makes the weights for it. Compiling TVM's runtime is slow (minutes of processor time); its parts are kept beside the library.
"""

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

CONTEXT = 2048
# Prompts longer than this are read in pieces.
CHUNK = 256


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("library", type=Path)
    parser.add_argument("--tvm", type=Path, required=True)
    parser.add_argument("--mlc", type=Path, required=True)
    given = parser.parse_args()
    if shutil.which("emcc") is None:
        raise SystemExit("skipped: there is no emcc here (Emscripten)")
    if importlib.util.find_spec("tvm") is None:
        raise SystemExit("skipped: there is no TVM here (pip install apache-tvm==0.26.0)")
    return given


def model_config(model: Path) -> dict:
    """The model's shape as MLC's compiler wants it."""
    from gguf import GGUFReader

    reader = GGUFReader(model)

    def field(name: str):
        return reader.fields[f"llama.{name}"].contents()

    return {
        "model_type": "llama",
        "hidden_size": field("embedding_length"),
        "intermediate_size": field("feed_forward_length"),
        "num_attention_heads": field("attention.head_count"),
        "num_key_value_heads": field("attention.head_count_kv"),
        "num_hidden_layers": field("block_count"),
        "rms_norm_eps": field("attention.layer_norm_rms_epsilon"),
        "vocab_size": field("vocab_size"),
        "position_embedding_base": int(field("rope.freq_base")),
        "tie_word_embeddings": all(tensor.name != "output.weight" for tensor in reader.tensors),
        "context_window_size": min(CONTEXT, field("context_length")),
        "prefill_chunk_size": CHUNK,
        "max_batch_size": 1,
    }


def attach_argsort(builder):
    """
    Sorts by counting, for each number, those before it. TVM's merge sort is quicker for large vocabularies, but one of its shaders takes a
    processor that plays a graphics card many minutes to compile.
    """
    from tvm import relax, tirx
    from tvm.script import tirx as T

    @T.prim_func(s_tir=True)
    def sort_by_counting(var_probs: T.handle, var_values: T.handle, var_indices: T.handle):
        T.func_attr({"tirx.noalias": True, "tirx.is_scheduled": True})
        batch_size = T.int32()
        vocab_size = T.int32()
        probs = T.match_buffer(var_probs, (batch_size, vocab_size), "float32")
        values = T.match_buffer(var_values, (batch_size, vocab_size), "float32")
        indices = T.match_buffer(var_indices, (batch_size, vocab_size), "int32")
        for row in T.thread_binding(0, batch_size, "blockIdx.y"):
            for group in T.thread_binding(0, (vocab_size + 255) // 256, "blockIdx.x"):
                for thread in T.thread_binding(0, 256, "threadIdx.x"):
                    with T.sblock("count"):
                        of = T.axis.spatial(batch_size, row)
                        at = T.axis.spatial(vocab_size, group * 256 + thread)
                        T.where(group * 256 + thread < vocab_size)
                        own = T.sblock_alloc_buffer((1,), "float32", scope="local")
                        rank = T.sblock_alloc_buffer((1,), "int32", scope="local")
                        own[0] = probs[of, at]
                        rank[0] = 0
                        for before in range(at):
                            rank[0] = rank[0] + T.Select(probs[of, before] >= own[0], 1, 0)
                        for behind in range(vocab_size - at):
                            rank[0] = rank[0] + T.Select(probs[of, at + behind] > own[0], 1, 0)
                        values[of, rank[0]] = own[0]
                        indices[of, rank[0]] = at

    shape = (tirx.Var("batch_size", "int64"), tirx.Var("vocab_size", "int64"))
    probs = relax.Var("probs", relax.TensorType(shape, "float32"))
    with builder.function("argsort_probs", [probs]):
        with builder.dataflow():
            kernel = builder.add_func(sort_by_counting, "sort_by_counting")
            results = [relax.TensorType(shape, "float32"), relax.TensorType(shape, "int32")]
            output = builder.emit_output(relax.call_tir(kernel, args=[probs], out_ty=results))
        return builder.emit_func_output(output)


def fit_to_tvm(vocabulary: int) -> None:
    """MLC's compiler at 79d603f0 was written for a TVM somewhat older than 0.26.0: what was renamed since gets its old name back."""
    import tvm
    from tvm import relax, tirx
    from tvm.relax.frontend import nn
    from tvm.s_tir import dlight

    from mlc_llm.compiler_pass import attach_sampler, lift_global_buffer_alloc, pipeline

    is_buffer = tirx.buffer.is_buffer_var
    tvm.ir.Var.name_hint = property(lambda variable: variable.name)
    tirx.PrimFunc.buffer_map = property(lambda function: {each: each for each in function.params if is_buffer(each)})

    def lift(function):
        """Buffers a kernel allocates in graphics memory become parameters of it, behind its other buffers."""
        root = function.body.block
        lifted = [buffer for buffer in root.alloc_buffers if buffer.scope() == "global"]
        if not lifted:
            return function, []
        at = max(index for index, each in enumerate(function.params) if is_buffer(each)) + 1
        rest = [buffer for buffer in root.alloc_buffers if buffer.scope() != "global"]
        block = tirx.SBlock([], [], [], "root", root.body, alloc_buffers=rest, annotations=root.annotations)
        lifting = tirx.PrimFunc(
            [*function.params[:at], *lifted, *function.params[at:]],
            tirx.SBlockRealize([], True, block),
            function.ret_type,
            function.attrs,
        )
        return lifting, [relax.TensorType(buffer.shape, buffer.dtype) for buffer in lifted]

    lift_global_buffer_alloc.remove_global_buf_alloc = lift

    kernel = nn.tensor_ir_op

    def kernel_or_constant(function, name_hint, args, out):
        """A kernel may no longer take the vocabulary's size as its only argument; it is a constant here."""
        if name_hint != "full":
            return kernel(function, name_hint, args, out)
        filled = relax.op.full(relax.ShapeExpr(out.shape), relax.const(vocabulary, out.dtype), out.dtype)
        return nn.wrap_nested(filled, name="top_k")

    attach_sampler.nn.tensor_ir_op = kernel_or_constant
    attach_sampler._attach_argsort_func = attach_argsort

    @tvm.transform.module_pass(opt_level=0)
    def one_target(module, _context):
        """Kernels of another target would become a second module of shaders, which the package does not compile while loading."""
        current = tvm.target.Target.current(allow_none=False)
        for name, function in module.functions_items():
            if isinstance(function, tirx.PrimFunc) and "target" in function.attrs and function.attrs["target"].host is None:
                module[name] = function.with_attr("target", current)
        return module

    # One thread for each number of a result. The other schedules share memory between threads, which a graphics card is made for and a
    # processor that plays one (SwiftShader) is slow at.
    plain = dlight.ApplyDefaultSchedule(dlight.gpu.Fallback())
    pipeline.dl = SimpleNamespace(gpu=dlight.gpu, cpu=dlight.cpu, ApplyDefaultSchedule=lambda *_rules: plain)
    # One graphics card, one call at a time: neither pass is needed, and both are written for the older TVM.
    pipeline.LowBatchGemvSpecialize = lambda: tvm.transform.Sequential([])
    pipeline.PipelineParallelRewrite = lambda: one_target


def declare_read_only(content: bytes) -> bytes:
    """
    TVM 0.26.0 declares every buffer of every shader as written to. Then what is read from it may differ between threads, as far as WebGPU
    knows, and a barrier behind such a condition is refused. Buffers that a shader never writes are declared so here, without
    moving a byte: in its text, and in the list that goes with it.
    """
    blob = bytearray(content)
    for shader in re.finditer(rb"// Function: (\w+)\n[^\0]*", content):
        text, name = shader.group(), shader.group(1)
        buffers = re.findall(rb"var<storage, read_write> (\w+) : array", text)
        written = set(re.findall(rb"^\s*(\w+)\[.*\] = ", text, re.M))
        for buffer in buffers:
            if buffer in written:
                continue
            old = b"var<storage, read_write> " + buffer + b" : array"
            new = b"var<storage, read> " + buffer + b" : array"
            at = content.index(old, shader.start())
            blob[at : at + len(old)] = new.replace(b" : ", b" " * (len(old) - len(new)) + b" : ")
        key = len(name).to_bytes(8, "little") + name
        listed = re.search(re.escape(key + key) + rb".*?paramWriteAccess:\[([01,]*)\]", content, re.S)
        access = b",".join(b"1" if buffer in written else b"0" for buffer in buffers)
        if listed is None or len(listed.group(1)) != len(access):
            raise SystemExit(f"{name.decode()} is listed otherwise than expected: this is another TVM")
        blob[listed.start(1) : listed.end(1)] = access
    return bytes(blob)


def compile_objects(config: dict, mlc: Path, folder: Path) -> list[Path]:
    """The model's host code and shaders, as object files for WebAssembly."""
    os.environ["SKIP_LOADING_MLCLLM_SO"] = "1"
    sys.path.insert(0, str(mlc / "python"))
    # The package's own start imports its server, which needs far more than its compiler.
    package = importlib.util.spec_from_loader("mlc_llm", loader=None, is_package=True)
    package.submodule_search_locations.append(str(mlc / "python" / "mlc_llm"))
    sys.modules["mlc_llm"] = importlib.util.module_from_spec(package)
    fit_to_tvm(config["vocab_size"])

    from tvm import relax
    from tvm.target import Target

    from mlc_llm.interface.compile import ModelConfigOverride, OptimizationFlags, compile
    from mlc_llm.model import MODELS
    from mlc_llm.quantization import QUANTIZATION

    objects: list[Path] = []

    def keep(_output, made, _options=None, **_more) -> None:
        for each in map(Path, made):
            objects.append(folder / each.name)
            objects[-1].write_bytes(declare_read_only(each.read_bytes()))

    keep.object_format = "o"

    def build(module, args, pipeline=None) -> None:
        built = relax.build(module, target=args.target, relax_pipeline=pipeline, system_lib=True)
        built.export_library(str(folder / "unused.wasm"), fcompile=keep)

    target = {"kind": "webgpu", "max_num_threads": 256, "host": {"kind": "llvm", "mtriple": "wasm32-unknown-unknown-wasm"}}
    compile(
        config=config,
        quantization=QUANTIZATION["q0f32"],
        model_type=MODELS["llama"],
        target=Target(target),
        opt=OptimizationFlags.from_str("O0"),
        build_func=build,
        system_lib_prefix="",
        output=folder / "unused.wasm",
        overrides=ModelConfigOverride(),
    )
    return objects


def compile_runtime(tvm: Path, folder: Path) -> list[Path]:
    """TVM's runtime for the web, in LLVM's bitcode; what is there already is kept."""
    tvm = tvm.resolve()
    ffi = tvm / "3rdparty" / "tvm-ffi"
    includes = [tvm, tvm / "include", ffi / "include", ffi / "3rdparty" / "dlpack" / "include", tvm / "3rdparty" / "compiler-rt"]
    parts = []
    for name in ("wasm_runtime", "tvmjs_support", "webgpu_runtime"):
        part = folder / f"{name}.bc"
        parts.append(part)
        if part.exists():
            continue
        source = tvm / "web" / "emcc" / f"{name}.cc"
        flags = ["-O3", "-std=c++17", "-Wno-ignored-attributes", "-emit-llvm", "-c"]
        command = ["emcc", *(f"-I{each}" for each in includes), *flags, "-o", str(part), str(source)]
        subprocess.run(command, check=True, cwd=tvm / "web")
    return parts


def main() -> None:
    given = arguments()
    folder = given.library.parent.resolve() / f"{given.library.stem}-parts"
    folder.mkdir(parents=True, exist_ok=True)
    runtime = compile_runtime(given.tvm, folder)
    objects = compile_objects(model_config(given.model), given.mlc.resolve(), folder)
    settings = ["WASM_BIGINT=1", "ERROR_ON_UNDEFINED_SYMBOLS=0", "STANDALONE_WASM=1", "ALLOW_MEMORY_GROWTH=1", "TOTAL_MEMORY=160MB"]
    options = [part for setting in settings for part in ("-s", setting)]
    # What is undefined (TVMFFIWasmSafeCall, TVMFFIWasmFunctionDeleter) comes from the package's JavaScript.
    command = ["emcc", "-O1", "-std=c++17", "--no-entry", *options, "-o", str(given.library), *map(str, [*runtime, *objects])]
    subprocess.run(command, check=True)
    print(f"{given.library}: {given.library.stat().st_size} bytes")


main()
