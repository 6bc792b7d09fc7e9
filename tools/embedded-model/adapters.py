"""Low-rank adapters (LoRA, arXiv 2106.09685): every matrix W of every layer becomes W + (alpha / rank) B A; only A and B learn."""
import copy

import torch
import torch.nn as nn
from torch.nn.utils import parametrize

MATRICES = ("q", "k", "v", "o", "g", "u", "dn")


class LowRank(nn.Module):
    def __init__(self, rows: int, columns: int, rank: int, alpha: float, generator):
        super().__init__()
        self.scale = alpha / rank
        self.a = nn.Parameter(torch.randn(rank, columns, generator=generator) * columns ** -0.5)
        # B starts at zero: before the first step the network is the one that ships.
        self.b = nn.Parameter(torch.zeros(rows, rank))

    def forward(self, weight):
        return weight + self.scale * (self.b @ self.a)


def with_adapters(base, rank: int, alpha: float, seed: int):
    """(a copy of the network with adapters, their parameters); everything else of the copy is frozen."""
    generator = torch.Generator().manual_seed(seed)
    model = copy.deepcopy(base).requires_grad_(False)
    learning = []
    for block in model.blocks:
        for name in MATRICES:
            adapter = LowRank(*getattr(block, name).shape, rank, alpha, generator)
            parametrize.register_parametrization(block, name, adapter)
            learning += [adapter.a, adapter.b]
    return model, learning
