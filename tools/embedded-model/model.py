"""A Llama-architecture decoder: RMSNorm, RoPE (half-split layout), SwiGLU, tied embeddings.

A batch is a set of documents: one prompt (prefix) and K branches (message and answer). Every branch sees the prefix and itself,
so twelve answers are learned from one reading of the prompt.
"""
import dataclasses

import torch
import torch.nn as nn
import torch.nn.functional as F

NORM_EPSILON = 1e-5


@dataclasses.dataclass
class Config:
    vocab: int = 5632
    d: int = 128
    layers: int = 6
    heads: int = 4
    ff: int = 384
    base: float = 10000.0
    ctx: int = 2048


def rope(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), -1)


def norm(x, weight):
    return F.rms_norm(x, (x.shape[-1],), weight, NORM_EPSILON)


class Block(nn.Module):
    """One layer. The names of the weights are short because they are the names in the checkpoint file."""

    def __init__(self, config: Config):
        super().__init__()
        d, ff = config.d, config.ff
        self.heads = config.heads
        self.n1, self.n2 = nn.Parameter(torch.ones(d)), nn.Parameter(torch.ones(d))
        self.q, self.k, self.v, self.o, self.g, self.u = [nn.Parameter(torch.randn(rows, d) * d ** -0.5) for rows in (d, d, d, d, ff, ff)]
        self.dn = nn.Parameter(torch.zeros(d, ff))
        # A "mimetic" start: attend to equal tokens, copy what is attended.
        orthogonal = lambda: torch.linalg.qr(torch.randn(d, d))[0]
        shared = orthogonal()
        self.q.data = 0.8 * shared + 0.3 * self.q.data
        self.k.data = 0.8 * shared + 0.3 * self.k.data
        self.v.data = orthogonal()
        self.o.data = 0.4 * self.v.data.T.clone()

    def forward(self, x, cos, sin, attend):
        tokens, d = x.shape
        q, k, v = F.linear(norm(x, self.n1), torch.cat((self.q, self.k, self.v))).view(tokens, 3, self.heads, d // self.heads).unbind(1)
        x = x + F.linear(attend(rope(q, cos, sin), rope(k, cos, sin), v).reshape(x.shape), self.o)
        gate, up = F.linear(norm(x, self.n2), torch.cat((self.g, self.u))).chunk(2, -1)
        return x + F.linear(F.silu(gate) * up, self.dn)


class LanguageModel(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.emb, self.nf = nn.Parameter(torch.randn(config.vocab, config.d) * 0.05), nn.Parameter(torch.ones(config.d))
        self.blocks = nn.ModuleList([Block(config) for _ in range(config.layers)])
        width = config.d // config.heads
        self.register_buffer("freq", config.base ** (-torch.arange(0, width, 2).float() / width), persistent=False)

    def body(self, ids, positions, attend):
        """Flat token ids to hidden states; attend(layer, q, k, v) decides who sees whom."""
        angle = positions[:, None, None].float() * self.freq
        cos, sin, x = angle.cos(), angle.sin(), self.emb[ids]
        for layer, block in enumerate(self.blocks):
            x = block(x, cos, sin, lambda q, k, v, layer=layer: attend(layer, q, k, v))
        return norm(x, self.nf)

    def head(self, x):
        return F.linear(x, self.emb)


def branched_attention(documents, prefix, branches, length, prefix_lengths, stash=None):
    """Attention for `documents` prefixes of `prefix` tokens (padded) with `branches` branches of `length` tokens each.

    `stash` (a dict) receives each layer's attention weights, for the attention hints.
    """
    split = documents * prefix
    future = lambda n: torch.zeros(n, n).masked_fill(torch.ones(n, n, dtype=torch.bool).triu(1), -1e4)
    prefix_mask, branch_mask = future(prefix), future(length)
    padding = torch.zeros(documents, 1, 1, prefix).masked_fill((torch.arange(prefix)[None] >= prefix_lengths[:, None])[:, None, None], -1e4)

    def attend(layer, q, k, v):
        heads, width = q.shape[1:]
        q = q * width ** -0.5
        of_prefix = lambda x: x[:split].view(documents, prefix, heads, width).transpose(1, 2)
        of_branch = lambda x: x[split:].view(documents, branches, length, heads, width).permute(0, 3, 1, 2, 4)
        qp, kp, vp, qb, kb, vb = of_prefix(q), of_prefix(k), of_prefix(v), of_branch(q), of_branch(k), of_branch(v)
        weights_p = torch.softmax(qp @ kp.transpose(-1, -2) + prefix_mask, -1)
        to_prefix = qb.reshape(documents, heads, branches * length, width) @ kp.transpose(-1, -2) + padding
        to_self = qb @ kb.transpose(-1, -2) + branch_mask
        weights_b = torch.softmax(torch.cat((to_prefix.view(documents, heads, branches, length, prefix), to_self), -1), -1)
        if stash is not None:
            stash[layer] = (weights_p, weights_b)
        out = (weights_b[..., :prefix].reshape(documents, heads, branches * length, prefix) @ vp).view(documents, heads, branches, length, width)
        out = out + weights_b[..., prefix:] @ vb
        return torch.cat(((weights_p @ vp).transpose(1, 2).reshape(split, heads, width),
                          out.permute(0, 2, 3, 1, 4).reshape(documents * branches * length, heads, width)))
    return attend


@torch.no_grad()
def generate_greedy(model, ids, stop, longest=16):
    """Greedy decoding of one sequence with a key-value cache."""
    cache = [None] * len(model.blocks)

    def attend(layer, q, k, v):
        if cache[layer] is not None:
            k, v = torch.cat((cache[layer][0], k)), torch.cat((cache[layer][1], v))
        cache[layer] = (k, v)
        mask = torch.ones(q.shape[0], k.shape[0], dtype=torch.bool).tril(k.shape[0] - q.shape[0])
        y = F.scaled_dot_product_attention(*[z.transpose(0, 1)[None] for z in (q, k, v)], attn_mask=mask)
        return y[0].transpose(0, 1)

    out, current, position = [], ids, 0
    while len(out) < longest:
        x = model.body(torch.tensor(current), torch.arange(position, position + len(current)), attend)
        position += len(current)
        token = int(model.head(x[-1:])[0].argmax())
        if token == stop:
            break
        out.append(token)
        current = [token]
    return out


def load(path):
    """A model from a checkpoint file, and the checkpoint."""
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model = LanguageModel(Config(**checkpoint["cfg"]))
    model.load_state_dict(checkpoint["model"])
    return model.eval(), checkpoint
