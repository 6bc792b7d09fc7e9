"""Reads a GGUF file that export_gguf.py wrote (Q8_0 or F16) back into the network: the very weights the app runs."""
import math
import pathlib
import struct

import numpy as np
import torch

from export_gguf import ARRAY, BOOL, F16, F32, FLOAT32, INT32, Q8_0, STRING, UINT32
from model import Config, LanguageModel

OWN_NAMES = {"attn_norm": "n1", "attn_q": "q", "attn_k": "k", "attn_v": "v", "attn_output": "o",
             "ffn_norm": "n2", "ffn_gate": "g", "ffn_up": "u", "ffn_down": "dn"}


class Reader:
    def __init__(self, content: bytes):
        self.content, self.at = content, 0

    def take(self, form: str):
        result = struct.unpack_from("<" + form, self.content, self.at)
        self.at += struct.calcsize("<" + form)
        return result if len(result) > 1 else result[0]

    def string(self) -> str:
        length = self.take("Q")
        self.at += length
        return self.content[self.at - length:self.at].decode()

    def value(self, kind: int):
        if kind == ARRAY:
            inner, count = self.take("IQ")
            return [self.value(inner) for _ in range(count)]
        return self.string() if kind == STRING else self.take({UINT32: "I", INT32: "i", FLOAT32: "f", BOOL: "?"}[kind])


def decode(kind: int, raw: bytes, shape) -> np.ndarray:
    if kind in (F32, F16):
        return np.frombuffer(raw, "<f4" if kind == F32 else "<f2").astype(np.float32).reshape(shape)
    if kind != Q8_0:
        raise ValueError(f"tensor type {kind} is none that export_gguf.py writes")
    packed = np.frombuffer(raw, np.uint8).reshape(-1, 34)
    scale = packed[:, :2].copy().view("<f2").astype(np.float32)
    return (packed[:, 2:].copy().view(np.int8) * scale).reshape(shape)


def half_split(matrix, heads: int):
    """Undoes export_gguf.interleave."""
    return matrix.reshape(heads, matrix.shape[0] // heads // 2, 2, matrix.shape[1]).swapaxes(1, 2).reshape(matrix.shape)


def read_gguf(path) -> tuple[LanguageModel, dict]:
    """The network, and the file's key-value pairs."""
    reader = Reader(pathlib.Path(path).read_bytes())
    magic, version, tensors, pairs = reader.take("4sIQQ")
    if magic != b"GGUF" or version != 3:
        raise ValueError(f"{path} is not a GGUF file of version 3")
    facts = {}
    for _ in range(pairs):
        key = reader.string()
        facts[key] = reader.value(reader.take("I"))
    listing = []
    for _ in range(tensors):
        name, axes = reader.string(), reader.take("I")
        shape = [reader.take("Q") for _ in range(axes)][::-1]
        listing.append((name, shape, *reader.take("IQ")))
    data = reader.at + -reader.at % facts["general.alignment"]
    fact = lambda name: facts["llama." + name]
    config = Config(vocab=fact("vocab_size"), d=fact("embedding_length"), layers=fact("block_count"), heads=fact("attention.head_count"),
                    ff=fact("feed_forward_length"), base=fact("rope.freq_base"), ctx=fact("context_length"))
    weights = {}
    for name, shape, kind, offset in listing:
        size = math.prod(shape) * {F32: 4, F16: 2}.get(kind, 34 / 32)
        tensor = decode(kind, reader.content[data + offset:data + offset + int(size)], shape)
        if name.startswith("blk."):
            _, layer, own, _ = name.split(".")
            name = f"blocks.{layer}.{OWN_NAMES[own]}"
            tensor = half_split(tensor, config.heads) if own in ("attn_q", "attn_k") else tensor
        else:
            name = {"token_embd.weight": "emb", "output_norm.weight": "nf"}[name]
        weights[name] = torch.from_numpy(tensor.copy())
    model = LanguageModel(config)
    model.load_state_dict(weights)
    return model.requires_grad_(False).eval(), facts
