"""Trains the embedded Student: python train.py --out student.pt --minutes 30 [--init earlier.pt]. See README.md for the recipe."""
import argparse
import dataclasses
import multiprocessing
import time

import torch
import torch.nn.functional as F

import batches
import parallel
import reflector_batches
from generate import LEVELS
from grow import share_forms
from model import Config, LanguageModel, branched_attention
from tokenizer import VOCABULARY, Tokenizer

# A level is left when this share of whole answers (a running mean) is right.
LEVEL_GOALS = (0.7, 0.7, 0.7, 0.7, 0.75, 2)


def arguments():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("--out", required=True)
    add("--init", help="checkpoint to go on from")
    add("--minutes", type=float, default=30)
    add("--layers", type=int, default=6)
    add("--tokens", type=int, default=6000, help="tokens in a batch, padding included")
    add("--branches", type=int, default=12, help="messages per prompt")
    add("--lr", type=float, default=0.004, help="Muon, for the matrices; 0.02 froze past copying at this batch size")
    add("--alr", type=float, default=0.0015, help="AdamW, for embeddings and norms")
    add("--hints", type=float, default=0.3, help="weight of the attention hints")
    add("--warm", type=int, default=40)
    add("--flat", type=float, default=0.5, help="share of the time before the learning rate falls")
    add("--last", type=float, default=0.02, help="share of the learning rate left at the end")
    add("--level", type=int, default=0)
    add("--full", action="store_true", help="32-bit products; without it matrices are multiplied in bfloat16, twice as fast")
    add("--threads", type=int, default=2)
    add("--seed", type=int, default=0)
    add("--reflector", action="store_true", help="train the embedded Reflector, best from the Student's checkpoint (--init)")
    return parser.parse_args()


def mass_loss(weights, rows, columns):
    """Minus the logarithm of the attention that the given rows pay to the given columns."""
    if not columns:
        return torch.zeros(())
    picked = weights[tuple(torch.tensor(list(index)) for index in zip(*rows))]
    wanted = torch.zeros_like(picked)
    for i, column in enumerate(columns):
        wanted[i, column] = 1
    return -((picked * wanted).sum(-1).float() + 1e-4).log().mean()


def hints(stash, anchors, slots, prefix):
    """The generator knows where to look; five heads are told. In layer 1: rule end to its key words (head 0) and to its label
    (head 1), answer slot to the message's key word (head 2). In layer 3: answer slot to the end of the rule that applies (head 0).
    In layer 4: answer slot to the label's very token that it has to say (head 0)."""
    (of_prefix, of_branch), (_, deep), (_, copying) = stash[1], stash[3], stash[4]
    losses = []
    for head, column in ((0, 2), (1, 3)):
        known = [a for a in anchors if a[column]]
        losses.append(mass_loss(of_prefix[:, head], [a[:2] for a in known], [a[column] for a in known]))
    known = [s for s in slots if s[4]]
    losses.append(mass_loss(of_branch[:, 2], [s[:3] for s in known], [[prefix + t for t in s[4]] for s in known]))
    known = [s for s in slots if s[3]]
    losses.append(mass_loss(deep[:, 0], [s[:3] for s in known], [s[3] for s in known]))
    known = [(s[0], s[1], slot, columns) for s in slots for slot, columns in s[5]]
    losses.append(mass_loss(copying[:, 0], [k[:3] for k in known], [k[3] for k in known]))
    return losses


def forward(model, batch, stash=None):
    """Logits and targets at the answer tokens, and which of them are wanted."""
    P, B, T, lengths = [torch.from_numpy(x) for x in batch[:4]]
    documents, prefix = P.shape
    branches, length = B.shape[1:]
    positions = torch.cat((torch.arange(prefix).expand(documents, prefix).reshape(-1),
                           (lengths[:, None, None] + torch.arange(length)).expand(documents, branches, length).reshape(-1)))
    x = model.body(torch.cat((P.view(-1), B.view(-1))), positions, branched_attention(documents, prefix, branches, length, lengths, stash))
    wanted = T >= 0
    return model.head(x[documents * prefix:].view(documents, branches, length, -1)[wanted]), T, wanted


def right_answers(logits, targets, wanted):
    """For each branch whether the whole answer is right; equal to greedy decoding being right."""
    right = torch.ones_like(targets, dtype=torch.bool)
    right[wanted] = logits.argmax(-1) == targets[wanted]
    return right.all(-1)


def main():
    args = arguments()
    rank = parallel.join()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    checkpoint = torch.load(args.init, map_location="cpu", weights_only=True) if args.init else None
    config = Config(**checkpoint["cfg"]) if checkpoint else Config(vocab=VOCABULARY, layers=args.layers)
    model = LanguageModel(config)
    step = 0
    if not checkpoint:
        share_forms(model.emb.data, Tokenizer())
    else:
        model.load_state_dict(checkpoint["model"])
        step = checkpoint["step"]
    matrices = [p for name, p in model.named_parameters() if p.ndim == 2 and name != "emb"]
    others = [p for name, p in model.named_parameters() if p.ndim < 2 or name == "emb"]
    optimizers = [torch.optim.Muon(matrices, lr=args.lr, momentum=0.95, weight_decay=0.01),
                  torch.optim.AdamW(others, lr=args.alr, betas=(0.9, 0.98), weight_decay=0, fused=True)]
    rates = [args.lr, args.alr]
    level = multiprocessing.Value("i", args.level)
    source = batches.stream(args.seed + 1000 * step + 100000 * rank + 17, args.tokens, level, args.branches,
                            reflector_batches.feed if args.reflector else batches.feed)
    print("parameters", sum(p.numel() for p in model.parameters()), flush=True)
    start, first, raised = time.time(), step, step
    tokens, answers, running, shown = 0, checkpoint.get("answers", 0) if checkpoint else 0, 0.0, []

    def save():
        if rank == 0:
            torch.save({"model": model.state_dict(), "cfg": dataclasses.asdict(config), "step": step, "answers": answers}, args.out)

    while (passed := parallel.agreed(time.time() - start)) < args.minutes * 60:
        *arrays, anchors, slots = next(source)
        share = passed / (args.minutes * 60)
        rate = min(1, (step - first + 1) / args.warm) * (1 if share < args.flat else max(args.last, (1 - share) / (1 - args.flat)))
        for optimizer, base in zip(optimizers, rates):
            for group in optimizer.param_groups:
                group["lr"] = base * rate
        stash = {} if args.hints else None
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not args.full):
            logits, targets, wanted = forward(model, arrays, stash)
        loss = F.cross_entropy(logits.float(), targets[wanted])
        hint = hints(stash, anchors, slots, arrays[0].shape[1]) if args.hints else []
        (loss + args.hints * sum(hint)).backward()
        parallel.average_gradients(model.parameters())
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        with torch.no_grad():
            right = right_answers(logits, targets, wanted).float().mean().item()
        step += 1
        answers += targets.shape[0] * targets.shape[1]
        tokens += int(arrays[3].sum()) + int((arrays[1] > 4).sum())
        running = 0.97 * running + 0.03 * right
        shown.append([loss.item(), right, *[float(h.detach()) for h in hint]])
        if running > LEVEL_GOALS[level.value] and step > raised + 40 and level.value < len(LEVELS) - 1:
            level.value += 1
            raised, running = step, running * 0.8
        if step % 20 == 0 and rank == 0:
            mean = [sum(column) / len(shown) for column in zip(*shown)]
            print(f"step {step} minutes {(time.time() - start) / 60:.1f} Mtok {tokens / 1e6:.2f} tok/s {tokens / (time.time() - start):.0f} "
                  f"loss {mean[0]:.4f} right {mean[1]:.3f} level {level.value} hints {' '.join(f'{h:.2f}' for h in mean[2:])}", flush=True)
            shown = []
        if step % 100 == 0:
            save()
    save()
    print("done", step, tokens, answers)


if __name__ == "__main__":
    main()
