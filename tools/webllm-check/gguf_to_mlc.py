"""Turns a GGUF of the Llama family into the folder of weights that a compiled WebLLM library asks for.

    pip install numpy gguf
    python tools/webllm-check/gguf_to_mlc.py model.gguf library.wasm folder

What the library wants (names, shapes, kinds of numbers) is read from the library itself. Groupwise 4-bit libraries
(q4f16_1, q4f32_1) get their weights rounded here, 32 to a group; q0f16 and q0f32 get them as they are in the GGUF.
"""

import hashlib
import json
import re
import sys
from pathlib import Path
from shutil import copyfile

import numpy
from gguf import GGUFReader, dequantize

SHARD_BYTES = 32 * 1024 * 1024
GROUP = 32
PER_WORD = 8
LARGEST = 7


def library_metadata(library: Path) -> dict:
    """The JSON text that every library carries about itself."""
    content = library.read_bytes()
    found = content.find(b'{"model_type"')
    if found < 0:
        raise SystemExit(f"{library} carries no metadata: it is no library for a language model")
    return json.JSONDecoder().raw_decode(content[found:].split(b"\0", 1)[0].decode())[0]


def unpermuted(weight: numpy.ndarray, heads: int) -> numpy.ndarray:
    """Undoes the order of rows in which a GGUF keeps queries and keys of the Llama family."""
    rows, columns = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


class Weights:
    """The weights of a GGUF by the names the library uses, as float32."""

    def __init__(self, reader: GGUFReader):
        self.tensors = {tensor.name: tensor for tensor in reader.tensors}
        self.heads = int(reader.fields["llama.attention.head_count"].contents())
        self.key_heads = int(reader.fields["llama.attention.head_count_kv"].contents())

    def tensor(self, name: str) -> numpy.ndarray:
        found = self.tensors[name]
        return numpy.asarray(dequantize(found.data, found.tensor_type), dtype=numpy.float32)

    def named(self, name: str) -> numpy.ndarray:
        top = {
            "model.embed_tokens": "token_embd.weight",
            "model.norm": "output_norm.weight",
            "lm_head": "output.weight",
        }
        if name in top:
            return self.tensor(top[name])
        match = re.fullmatch(r"model\.layers\.(\d+)\.(.+)", name)
        if match is None:
            raise SystemExit(f"the library asks for {name}, which a GGUF of the Llama family does not have")
        block, part = f"blk.{match[1]}", match[2]
        if part == "self_attn.qkv_proj":
            query = unpermuted(self.tensor(f"{block}.attn_q.weight"), self.heads)
            key = unpermuted(self.tensor(f"{block}.attn_k.weight"), self.key_heads)
            return numpy.concatenate([query, key, self.tensor(f"{block}.attn_v.weight")])
        if part == "mlp.gate_up_proj":
            return numpy.concatenate([self.tensor(f"{block}.ffn_{each}.weight") for each in ("gate", "up")])
        single = {
            "self_attn.o_proj": "attn_output",
            "mlp.down_proj": "ffn_down",
            "input_layernorm": "attn_norm",
            "post_attention_layernorm": "ffn_norm",
        }
        return self.tensor(f"{block}.{single[part]}.weight")


def rounded(weight: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """4-bit numbers, eight to a word, and one scale for each group of 32 along a row."""
    rows, columns = weight.shape
    groups = weight.reshape(rows, columns // GROUP, GROUP)
    scale = numpy.maximum(numpy.abs(groups).max(axis=2), 1e-8) / LARGEST
    numbers = numpy.clip(numpy.rint(groups / scale[..., None]) + LARGEST, 0, 2 * LARGEST).astype(numpy.uint32)
    shifts = numpy.arange(PER_WORD, dtype=numpy.uint32) * 4
    words = (numbers.reshape(rows, columns // PER_WORD, PER_WORD) << shifts).sum(axis=2, dtype=numpy.uint32)
    return words, scale


def parameters(weights: Weights, metadata: dict):
    """Every parameter the library asks for: its name and its numbers."""
    for wanted in metadata["params"]:
        name, suffix = wanted["name"].rsplit(".", 1)
        weight = weights.named(name)
        if suffix in ("q_weight", "q_scale"):
            weight = rounded(weight)[0 if suffix == "q_weight" else 1]
        numbers = numpy.ascontiguousarray(weight.astype(wanted["dtype"]))
        # A size that the library leaves open has a name instead of a number.
        if any(isinstance(size, int) and size != there for size, there in zip(wanted["shape"], numbers.shape)):
            raise SystemExit(f"{wanted['name']} is {numbers.shape}, the library wants {wanted['shape']}")
        yield wanted["name"], numbers


def write_weights(folder: Path, weights: Weights, metadata: dict) -> None:
    shards, records, content = [], [], bytearray()

    def close_shard() -> None:
        if not records:
            return
        path = f"params_shard_{len(shards)}.bin"
        (folder / path).write_bytes(content)
        shards.append(
            {
                "dataPath": path,
                "format": "raw-shard",
                "nbytes": len(content),
                "records": list(records),
                "md5sum": hashlib.md5(content).hexdigest(),
            }
        )
        records.clear()
        content.clear()

    for name, numbers in parameters(weights, metadata):
        if len(content) + numbers.nbytes > SHARD_BYTES:
            close_shard()
        records.append(
            {
                "name": name,
                "shape": list(numbers.shape),
                "dtype": str(numbers.dtype),
                "format": "raw",
                "nbytes": numbers.nbytes,
                "byteOffset": len(content),
            }
        )
        content.extend(numbers.tobytes())
    close_shard()
    (folder / "tensor-cache.json").write_text(
        json.dumps({"metadata": {"ParamSize": len(metadata["params"])}, "records": shards})
    )


def write_tokenizer(folder: Path, reader: GGUFReader) -> None:
    """A byte-level BPE tokenizer; `pre` of a GGUF says how text is cut before it."""
    fields = reader.fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    kinds = fields["tokenizer.ggml.token_type"].contents()
    control = 3
    cut = [{"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}]
    if fields["tokenizer.ggml.pre"].contents() == "smollm":
        cut.insert(0, {"type": "Digits", "individual_digits": True})
    tokenizer = {
        "version": "1.0",
        "added_tokens": [
            {
                "id": at,
                "content": token,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for at, (token, kind) in enumerate(zip(tokens, kinds))
            if kind == control
        ],
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": cut},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "vocab": {token: at for at, token in enumerate(tokens)},
            "merges": list(fields["tokenizer.ggml.merges"].contents()),
        },
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def conversation(template: str) -> dict:
    """How a chat is written: ChatML, which SmolLM2 and Qwen speak, or a mark before every turn, as the embedded Student has it."""
    if "<|im_start|>" in template:
        begin, end, gap = "<|im_start|>{role}", "<|im_end|>", "\n"
    elif "'<|' + m['role'] + '|>'" in template and "<|end|>" in template:
        begin, end, gap = "<|{role}|>", "<|end|>", ""
    else:
        raise SystemExit(f"the chat template is neither ChatML nor the embedded Student's:\n{template}")

    def turn(role: str) -> str:
        return begin.replace("{role}", role)

    return {
        "name": "custom",
        "system_template": f"{turn('system')}{gap}{{system_message}}{end}{gap}",
        "system_message": "You are a helpful AI assistant.",
        "roles": {"user": turn("user"), "assistant": turn("assistant")},
        "role_templates": {
            "user": "{user_message}",
            "assistant": "{assistant_message}",
            "tool": "{tool_message}",
        },
        "messages": [],
        "seps": [f"{end}{gap}"],
        "role_content_sep": gap,
        "role_empty_sep": gap,
        "stop_str": [end],
        "function_string": "",
        "use_function_calling": False,
    }


def write_config(folder: Path, reader: GGUFReader, metadata: dict) -> None:
    def field(name: str):
        return reader.fields[name].contents()

    end = int(field("tokenizer.ggml.eos_token_id"))
    config = {
        "version": "0.1.0",
        "model_type": metadata["model_type"],
        "quantization": metadata["quantization"],
        "vocab_size": int(field("llama.vocab_size")),
        "context_window_size": metadata["context_window_size"],
        "sliding_window_size": metadata["sliding_window_size"],
        "attention_sink_size": metadata["attention_sink_size"],
        "prefill_chunk_size": metadata["prefill_chunk_size"],
        "tensor_parallel_shards": 1,
        "temperature": 1.0,
        "top_p": 1.0,
        "frequency_penalty": 0.0,
        "presence_penalty": 0.0,
        "repetition_penalty": 1.0,
        "tokenizer_files": ["tokenizer.json"],
        "tokenizer_info": {
            "token_postproc_method": "byte_level",
            "prepend_space_in_encode": False,
            "strip_space_in_decode": False,
        },
        "conv_template": {**conversation(field("tokenizer.chat_template")), "stop_token_ids": [end]},
        "pad_token_id": end,
        "bos_token_id": int(field("tokenizer.ggml.bos_token_id")),
        "eos_token_id": end,
    }
    (folder / "mlc-chat-config.json").write_text(json.dumps(config, indent=2))


def main() -> None:
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    model, library, folder = (Path(each) for each in sys.argv[1:])
    reader = GGUFReader(model)
    metadata = library_metadata(library)
    folder.mkdir(parents=True, exist_ok=True)
    write_weights(folder, Weights(reader), metadata)
    write_tokenizer(folder, reader)
    write_config(folder, reader, metadata)
    copyfile(library, folder / library.name)
    print(f"{folder}: {metadata['quantization']}, {len(metadata['params'])} parameters")


main()
