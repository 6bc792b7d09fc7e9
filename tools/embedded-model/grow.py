"""Carries a checkpoint over to a larger network or a new vocabulary: python grow.py old.pt old-tokenizer.json new.pt [--layers 6] [--ff 384].

A token that both vocabularies have keeps its row, a new one starts from the mean of its old pieces. New layers go on top and,
like new feed-forward units, start by adding (almost) nothing, so the network answers as before and has room to learn.
"""
import argparse
import dataclasses

import torch

from model import Config, LanguageModel, load
from tokenizer import CHAR_TO_BYTE, SPECIAL, Tokenizer
from world import LABELS, WORDS


def share_forms(rows, tokenizer: Tokenizer):
    """Gives "refund" at the start of a line and "Refund" (most of) the row of " refund": equal tokens are found, like ones are not.

    Untied, rules like "refund -> BILLING" on lines of their own were right in 75 % of cases; tied, 94 %.
    """
    said = {label.lower() for label in LABELS}
    for word in WORDS:
        spaced, bare, capital = (tokenizer.encode(form)[0] for form in (" " + word, word, word.capitalize()))
        # A word that is also a label in small letters is an answer, so its two forms must stay apart.
        share = 0.6 if word in said else 1
        rows[bare] = share * rows[spaced] + (1 - share) * rows[bare]
        rows[capital] = 0.7 * rows[spaced] + 0.3 * rows[capital]


def carry_embedding(rows, old: Tokenizer, new: Tokenizer):
    spread = rows[300:].std()
    out = torch.randn(len(new.tokens), rows.shape[1]) * spread
    for i, token in enumerate(new.tokens):
        if token in old.ids:
            out[i] = rows[old.ids[token]]
        elif i >= len(SPECIAL):
            pieces = old.encode(bytes(CHAR_TO_BYTE[char] for char in token).decode("utf8", "replace"))
            out[i] = out[i] * 0.8 + rows[pieces].mean(0) * 0.5
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("old_tokenizer")
    parser.add_argument("out")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--ff", type=int, default=384)
    args = parser.parse_args()
    torch.manual_seed(0)
    model, checkpoint = load(args.checkpoint)
    old, new = Tokenizer(args.old_tokenizer), Tokenizer()
    config = dataclasses.replace(model.config, vocab=len(new.tokens), layers=args.layers, ff=args.ff)
    grown = LanguageModel(config)
    weights = grown.state_dict()
    for i in range(model.config.layers, args.layers):
        weights[f"blocks.{i}.o"] *= 0.05
    for key, tensor in model.state_dict().items():
        part = key.rsplit(".", 1)[-1]
        if key == "emb":
            weights[key] = carry_embedding(tensor, old, new)
        elif part in ("g", "u"):
            weights[key][:len(tensor)] = tensor
        elif part == "dn":
            weights[key][:, :tensor.shape[1]] = tensor
        else:
            weights[key] = tensor
    share_forms(weights["emb"], new)
    torch.save({**checkpoint, "model": weights, "cfg": dataclasses.asdict(config)}, args.out)
    print(config, sum(w.numel() for w in weights.values()))


if __name__ == "__main__":
    main()
