"""Many answers to many prompts at once, greedy or drawn at a temperature."""
import torch
from torch.nn.utils import parametrize

from tokenizer import ASSISTANT, END, PAD


def padded(prompts: list[list[int]]):
    """(ids with padding behind, lengths)."""
    lengths = torch.tensor([len(ids) for ids in prompts])
    out = torch.full((len(prompts), int(lengths.max())), PAD)
    for row, ids in enumerate(prompts):
        out[row, :len(ids)] = torch.tensor(ids)
    return out, lengths


def drawn(logits, temperature: float, top: int, generator):
    """A token of each row among the `top` likeliest; nothing else is ever drawn."""
    values, tokens = logits.topk(top, -1)
    return tokens.gather(-1, torch.multinomial(torch.softmax(values / temperature, -1), 1, generator=generator))[:, 0]


def cached_attention(documents: int, samples: int, lengths):
    """Attention for one step at a time: first the prompts, then one token of every answer. Every answer sees its prompt and itself."""
    cache = {}
    unseen = torch.arange(int(lengths.max()))[None] >= lengths[:, None]
    padding = torch.zeros(unseen.shape).masked_fill(unseen, -1e4)[:, None, None]

    def attend(layer, q, k, v):
        heads, width = q.shape[1:]
        q = q * width ** -0.5
        if layer not in cache:
            q, k, v = [x.view(documents, -1, heads, width).transpose(1, 2) for x in (q, k, v)]
            cache[layer] = [k, v, None, None]
            future = torch.full((q.shape[2], q.shape[2]), -1e4).triu(1)
            return (torch.softmax(q @ k.transpose(-1, -2) + future, -1) @ v).transpose(1, 2).reshape(-1, heads, width)
        q, k, v = [x.view(documents, samples, heads, width).transpose(1, 2) for x in (q, k, v)]
        of_prompt, values, own, own_values = cache[layer]
        k, v = k[..., None, :], v[..., None, :]
        own, own_values = (k, v) if own is None else (torch.cat((own, k), -2), torch.cat((own_values, v), -2))
        cache[layer][2:] = own, own_values
        scores = torch.cat((q @ of_prompt.transpose(-1, -2) + padding, (own @ q[..., None]).squeeze(-1)), -1)
        weights = torch.softmax(scores, -1)
        split = of_prompt.shape[2]
        out = weights[..., :split] @ values + (weights[..., None, split:] @ own_values).squeeze(-2)
        return out.transpose(1, 2).reshape(-1, heads, width)
    return attend


@torch.no_grad()
def answers(model, prompts, longest: int, samples: int = 1, temperature: float = 0.0, top: int = 0, generator=None):
    """For each prompt `samples` answers as token ids, END included where it was said within `longest` tokens.

    The last token of a prompt (the assistant's mark) is read with the answers, as in training.
    """
    assert all(ids[-1] == ASSISTANT for ids in prompts)
    ids, lengths = padded([ids[:-1] for ids in prompts])
    documents = len(prompts)
    attend = cached_attention(documents, samples, lengths)
    with parametrize.cached():
        model.body(ids.reshape(-1), torch.arange(ids.shape[1]).expand_as(ids).reshape(-1), attend)
        positions = lengths.repeat_interleave(samples)
        current = torch.full_like(positions, ASSISTANT)
        running = torch.ones_like(positions, dtype=torch.bool)
        said = []
        for step in range(longest):
            logits = model.head(model.body(current, positions + step, attend))
            current = logits.argmax(-1) if temperature == 0 else drawn(logits, temperature, top, generator)
            said.append(torch.where(running, current, PAD))
            running = running & (current != END)
            if not running.any():
                break
    rows = torch.stack(said, 1).tolist()
    whole = [row[:row.index(END) + 1] if END in row else row for row in rows]
    return [whole[i * samples:(i + 1) * samples] for i in range(documents)]
