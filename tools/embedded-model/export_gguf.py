"""Writes a checkpoint as a GGUF file for llama.cpp and wllama, tokenizer and chat template inside.

python export_gguf.py student.pt out.gguf [f16|q8_0] [--card out.json] [--of reflector]
The card keeps everything but the size, the hash and the measurements, which evaluate-in-browser.ts --card fills in.
"""
import argparse
import hashlib
import json
import os
import pathlib
import struct

import numpy as np

from model import NORM_EPSILON, load
from tokenizer import CHAR_TO_BYTE, END, PAD, SPECIAL, Tokenizer

# What may be exported: the name in the file, and the part of the model card that is written by hand.
MODELS = {"student": ("Embedded Student", "card.json"), "reflector": ("Embedded Reflector", "reflector-card.json")}
VERSION = 1
ALIGNMENT = 32
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
F32, F16, Q8_0 = 0, 1, 8
TEMPLATE = ("{% for m in messages %}{{ '<|' + m['role'] + '|>' + (m['content'] | trim) + '<|end|>' }}{% endfor %}"
            "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}")


def string(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


def value(kind: int, item) -> bytes:
    return string(item) if kind == STRING else struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind], item)


def array(kind: int, items) -> bytes:
    return struct.pack("<IQ", kind, len(items)) + b"".join(value(kind, item) for item in items)


def metadata(config, tokenizer, quantization: str, name: str) -> list[tuple[str, int, object]]:
    ordinary = len(tokenizer.tokens) - len(SPECIAL)
    return [
        ("general.architecture", STRING, "llama"), ("general.name", STRING, name), ("general.license", STRING, "mit"),
        ("general.file_type", UINT32, {"f16": 1, "q8_0": 7}[quantization]), ("general.alignment", UINT32, ALIGNMENT),
        ("general.quantization_version", UINT32, 2),
        ("llama.context_length", UINT32, config.ctx), ("llama.embedding_length", UINT32, config.d),
        ("llama.block_count", UINT32, config.layers), ("llama.feed_forward_length", UINT32, config.ff),
        ("llama.attention.head_count", UINT32, config.heads), ("llama.attention.head_count_kv", UINT32, config.heads),
        ("llama.attention.layer_norm_rms_epsilon", FLOAT32, NORM_EPSILON),
        ("llama.rope.dimension_count", UINT32, config.d // config.heads), ("llama.rope.freq_base", FLOAT32, config.base),
        ("llama.vocab_size", UINT32, config.vocab),
        ("tokenizer.ggml.model", STRING, "gpt2"), ("tokenizer.ggml.pre", STRING, "gpt-2"),
        ("tokenizer.ggml.tokens", ARRAY, array(STRING, tokenizer.tokens)),
        ("tokenizer.ggml.token_type", ARRAY, array(INT32, [3] * len(SPECIAL) + [1] * ordinary)),
        ("tokenizer.ggml.merges", ARRAY, array(STRING, [f"{a} {b}" for a, b in tokenizer.merges])),
        ("tokenizer.ggml.bos_token_id", UINT32, END), ("tokenizer.ggml.eos_token_id", UINT32, END),
        ("tokenizer.ggml.padding_token_id", UINT32, PAD),
        ("tokenizer.ggml.add_bos_token", BOOL, False), ("tokenizer.ggml.add_eos_token", BOOL, False),
        ("tokenizer.chat_template", STRING, TEMPLATE),
    ]


def interleave(matrix, heads: int):
    """Half-split RoPE rows to the interleaved order that llama.cpp expects of a `llama` model."""
    return matrix.reshape(heads, 2, matrix.shape[0] // heads // 2, matrix.shape[1]).swapaxes(1, 2).reshape(matrix.shape)


def broken_tokens(tokenizer) -> list[int]:
    """Tokens that are not UTF-8 by themselves. One of them in an answer ends wllama's worker."""
    broken = []
    for i, token in enumerate(tokenizer.tokens[len(SPECIAL):], len(SPECIAL)):
        try:
            bytes(CHAR_TO_BYTE[char] for char in token).decode()
        except UnicodeDecodeError:
            broken.append(i)
    return broken


def tensors(config, weights, tokenizer) -> list[tuple[str, np.ndarray]]:
    embedding = weights["emb"].copy()
    # The embedding is also the output matrix. Training never wants these tokens; the mean row of those
    # it never wanted either is the surest low score, and a better one than zero.
    never = [tokenizer.ids[token] for token in SPECIAL[1:]]
    embedding[broken_tokens(tokenizer)] = embedding[never].mean(0)
    out = [("token_embd.weight", embedding), ("output_norm.weight", weights["nf"])]
    for i in range(config.layers):
        own = {key.rsplit(".", 1)[1]: w for key, w in weights.items() if key.startswith(f"blocks.{i}.")}
        out += [(f"blk.{i}.{name}.weight", tensor) for name, tensor in (
            ("attn_norm", own["n1"]), ("attn_q", interleave(own["q"], config.heads)), ("attn_k", interleave(own["k"], config.heads)),
            ("attn_v", own["v"]), ("attn_output", own["o"]), ("ffn_norm", own["n2"]),
            ("ffn_gate", own["g"]), ("ffn_up", own["u"]), ("ffn_down", own["dn"]))]
    return out


def encode(tensor, quantization: str) -> tuple[int, bytes]:
    if tensor.ndim == 1:
        return F32, tensor.astype("<f4").tobytes()
    if quantization == "f16":
        return F16, tensor.astype("<f2").tobytes()
    blocks = tensor.reshape(-1, 32)
    scale = np.abs(blocks).max(1, keepdims=True) / 127
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    packed = np.empty((len(blocks), 34), np.uint8)
    packed[:, :2] = scale.astype("<f2").view(np.uint8)
    packed[:, 2:] = np.round(blocks * inverse).astype(np.int8).view(np.uint8)
    return Q8_0, packed.tobytes()


def gguf(config, weights, tokenizer, quantization: str, name: str = MODELS["student"][0]) -> bytes:
    pairs = metadata(config, tokenizer, quantization, name)
    listing, data, named = b"", b"", tensors(config, weights, tokenizer)
    for name, tensor in named:
        kind, raw = encode(tensor, quantization)
        listing += string(name) + struct.pack("<I", tensor.ndim) + struct.pack(f"<{tensor.ndim}Q", *tensor.shape[::-1])
        listing += struct.pack("<IQ", kind, len(data))
        data += raw + b"\0" * (-len(raw) % ALIGNMENT)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(named), len(pairs))
    head += b"".join(string(key) + struct.pack("<I", kind) + (item if kind == ARRAY else value(kind, item)) for key, kind, item in pairs) + listing
    return head + b"\0" * (-len(head) % ALIGNMENT) + data


def replace(path: str, content: bytes):
    """Writes beside the file and renames: whoever reads it meanwhile sees the old one or the new one, never half."""
    temporary = path + ".tmp"
    pathlib.Path(temporary).write_bytes(content)
    os.replace(temporary, path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("quantization", nargs="?", choices=("f16", "q8_0"), default="q8_0")
    parser.add_argument("--card", help="model card to update")
    parser.add_argument("--of", choices=MODELS, default="student")
    args = parser.parse_args()
    model, _ = load(args.checkpoint)
    name, card_by_hand = MODELS[args.of]
    tokenizer = Tokenizer()
    content = gguf(model.config, {key: w.float().numpy() for key, w in model.state_dict().items()}, tokenizer, args.quantization, name)
    replace(args.out, content)
    count = sum(p.numel() for p in model.parameters())
    print(args.out, len(content), "bytes", count, "parameters")
    if args.card:
        card = json.loads((pathlib.Path(__file__).parent / card_by_hand).read_text(encoding="utf8"))
        card |= {"version": VERSION, "parameters": count, "contextLength": model.config.ctx, "quantization": args.quantization.upper(),
                 "architecture": f"Llama: {model.config.layers} layers, width {model.config.d}, {model.config.heads} heads, "
                                 f"feed-forward {model.config.ff}, {model.config.vocab} tokens",
                 "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(), "measured": {}}
        replace(args.card, (json.dumps(card, indent=2, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
