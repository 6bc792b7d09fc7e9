"""GRPO on the embedded Student's weights: python grpo.py --policies 901 --seeds 1 --out ../../public/recorded/grpo.json. See README.md.

Same rows, seed prompt, chat template, longest answer and metric as the race. Runs already in the file are kept if they were made with the
same weights and method, so that a long recording can be made in parts.
"""
import argparse
import copy
import datetime
import hashlib
import json
import pathlib
import random
import time

import numpy as np
import torch

from adapters import with_adapters
from export_gguf import replace
from objective import group_advantages, loss
from race_task import ROOT, race_task, reward
from read_gguf import read_gguf
from sampling import answers, padded
from tokenizer import PAD, Tokenizer
from train import forward

WEIGHTS = ROOT / "public" / "models" / "embedded-student.gguf"


def arguments():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("--policies", default="901,902,903,904,905")
    add("--seeds", default="1,2,3")
    add("--out")
    add("--group-size", type=int, default=12, help="answers compared with each other")
    add("--groups", type=int, default=4, help="rows in a step")
    add("--steps", type=int, default=500)
    add("--updates", type=int, default=2, help="optimizer steps on the same answers; from the second on the clip has something to do")
    add("--clip", type=float, default=0.2)
    add("--kl", type=float, default=0.05)
    add("--lr", type=float, default=0.001)
    add("--rank", type=int, default=16)
    add("--alpha", type=float, default=64)
    add("--temperature", type=float, default=3)
    add("--top", type=int, default=100, help="answers are drawn from so many likeliest tokens")
    add("--grad-clip", type=float, default=0.1)
    add("--every", type=int, default=10, help="steps between validations")
    add("--patience", type=int, default=150, help="steps without a better validation, once there was a right answer, that end a run")
    args = parser.parse_args()
    # How the recording can be made, whatever the parts it was made in.
    said = [f"--{key.replace('_', '-')} {value}" for key, value in vars(args).items()
            if value != parser.get_default(key) and key not in ("policies", "seeds")]
    args.command = " ".join(["python grpo.py", *said])
    return args


def greedy_scores(model, tokenizer, task, rows) -> list[float]:
    said = answers(model, [row.ids for row in rows], task.longest)
    return [reward(tokenizer.decode(own[0]), row.expected) for own, row in zip(said, rows)]


def batch_of(rows, said):
    """Arrays for train.forward: prompts, answers as read, answers as targets. A row with fewer answers than another has empty ones."""
    prompts, lengths = padded([row.ids[:-1] for row in rows])
    most, longest = max(map(len, said)), max(len(answer) for own in said for answer in own)
    read, targets = np.full((len(rows), most, longest), PAD, np.int64), np.full((len(rows), most, longest), -1, np.int64)
    for i, own in enumerate(said):
        for j, answer in enumerate(own):
            read[i, j, 0], read[i, j, 1:len(answer)], targets[i, j, :len(answer)] = rows[i].ids[-1], answer[:-1], answer
    return prompts.numpy(), read, targets, lengths.numpy()


def told_apart(said, advantages):
    """Equal answers of a row once each: (answers, their advantages, their shares of all draws), the latter two flat with zeros for empty places."""
    groups = [list(dict.fromkeys(map(tuple, own))) for own in said]
    flat = torch.zeros(2, len(said), max(map(len, groups)))
    draws = sum(map(len, said))
    for i, (own, group) in enumerate(zip(said, groups)):
        for j, answer in enumerate(group):
            flat[:, i, j] = torch.tensor([advantages[i, own.index(list(answer))], own.count(list(answer)) / draws])
    return groups, *flat.flatten(1)


def log_probabilities(model, batch, temperature: float, drawable):
    """Of each token said, (answers, tokens), and which tokens were said. `drawable` are the tokens it was drawn from, or how many of the likeliest."""
    logits, targets, wanted = forward(model, batch)
    chosen = targets[wanted][:, None]
    if isinstance(drawable, int):
        # Drawing and reading round differently, so what was drawn is put in.
        drawable = torch.zeros_like(logits, dtype=torch.bool).scatter(-1, logits.topk(drawable, -1).indices, True).scatter(-1, chosen, True)
    shares = torch.log_softmax((logits / temperature).masked_fill(~drawable, -torch.inf), -1)
    out = torch.zeros(targets.shape).masked_scatter(wanted, shares.gather(-1, chosen)[:, 0])
    return out.flatten(0, 1), wanted.flatten(0, 1), drawable


def step(model, base, optimizer, learning, moved: bool, rows, tokenizer, task, args, generator) -> tuple[float, bool]:
    """Draws a group of answers for every row, rewards them, moves the adapters; returns the mean reward and whether they have moved by now."""
    said = answers(model, [row.ids for row in rows], task.longest, args.group_size, args.temperature, args.top, generator)
    rewards = torch.tensor([[reward(tokenizer.decode(answer), row.expected) for answer in own] for own, row in zip(said, rows)])
    advantages = group_advantages(rewards)
    if not moved and not advantages.any():
        # Until the first right answer this is the base model: no advantage, no KL, nothing to compute.
        return rewards.mean().item(), False
    apart, advantages, shares = told_apart(said, advantages)
    batch = batch_of(rows, apart)
    old, drawable = None, args.top
    for _ in range(args.updates):
        policy, wanted, drawable = log_probabilities(model, batch, args.temperature, drawable)
        if old is None:
            old = policy.detach()
            with torch.no_grad():
                reference, _, _ = log_probabilities(base, batch, args.temperature, drawable)
        loss(policy, old, reference, advantages, wanted, shares, args.clip, args.kl).backward()
        torch.nn.utils.clip_grad_norm_(learning, args.grad_clip)
        optimizer.step()
        optimizer.zero_grad()
    return rewards.mean().item(), True


def train(base, tokenizer, task, seed: int, args) -> dict:
    """One run as it is recorded. The adapters that did best on the validation rows (the first of equals) meet the sealed rows, once."""
    model, learning = with_adapters(base, args.rank, args.alpha, seed)
    optimizer = torch.optim.AdamW(learning, lr=args.lr, betas=(0.9, 0.99), weight_decay=0)
    generator, rng = torch.Generator().manual_seed(seed), random.Random(seed)
    mean = lambda scores: sum(scores) / len(scores)
    validate = lambda: mean(greedy_scores(model, tokenizer, task, task.validation))
    rollouts, validation, rewards, recent, queue = [0], [validate()], [0.0], [], []
    best, kept, found = validation[0], copy.deepcopy(learning), 0
    started, moved = time.time(), False
    for nth in range(1, args.steps + 1):
        if len(queue) < args.groups:
            queue += rng.sample(task.feedback, len(task.feedback))
        rows, queue = queue[:args.groups], queue[args.groups:]
        got, moved = step(model, base, optimizer, learning, moved, rows, tokenizer, task, args, generator)
        recent.append(got)
        if nth % args.every == 0 or nth == args.steps:
            rollouts.append(nth * args.groups * args.group_size)
            validation.append(validate())
            rewards.append(round(mean(recent), 4))
            recent = []
            if validation[-1] > best:
                best, kept, found = validation[-1], copy.deepcopy(learning), nth
            elif best > 0 and nth - found >= args.patience:
                break
        if nth % 50 == 0:
            print(f"policy {task.policy_seed} seed {seed} step {nth} rollouts {rollouts[-1]} reward {rewards[-1]:.3f} validation {validation[-1]:.3f} "
                  f"best {best:.3f} training rows, greedy {mean(greedy_scores(model, tokenizer, task, task.feedback)):.3f} seconds {time.time() - started:.0f}",
                  flush=True)
    for parameter, was in zip(learning, kept):
        parameter.data.copy_(was.data)
    right = lambda network: int(sum(greedy_scores(network, tokenizer, task, task.test)))
    return {"policySeed": task.policy_seed, "seed": seed, "rollouts": rollouts, "validation": validation, "reward": rewards,
            "test": {"rows": len(task.test), "seedRight": right(base), "finalRight": right(model)},
            "validationRollouts": len(validation) * len(task.validation)}


def header(base, seed_prompt: str, args) -> dict:
    return {"format": "gepa-studio/recorded-grpo", "version": 1, "date": datetime.date.today().isoformat(),
            "command": args.command,
            "weightsSha256": hashlib.sha256(WEIGHTS.read_bytes()).hexdigest(), "parameters": sum(p.numel() for p in base.parameters()),
            "seedPrompt": seed_prompt,
            "method": {"groupSize": args.group_size, "groupsPerStep": args.groups, "clip": args.clip, "klWeight": args.kl,
                       "learningRate": args.lr, "rank": args.rank, "temperature": args.temperature, "steps": args.steps}}


def save(path, head: dict, run: dict):
    """Adds the run to the file; runs made with other weights or another method go."""
    path, runs = pathlib.Path(path), []
    if path.exists():
        before = json.loads(path.read_text(encoding="utf8"))
        if all(before[key] == head[key] for key in ("weightsSha256", "method", "seedPrompt")):
            runs = [old for old in before["runs"] if (old["policySeed"], old["seed"]) != (run["policySeed"], run["seed"])]
    path.parent.mkdir(parents=True, exist_ok=True)
    runs = sorted([*runs, run], key=lambda each: (each["policySeed"], each["seed"]))
    replace(str(path), (json.dumps(head | {"runs": runs}) + "\n").encode())


def main():
    args = arguments()
    torch.set_num_threads(1)
    base, facts = read_gguf(WEIGHTS)
    tokenizer = Tokenizer()
    for policy_seed in map(int, args.policies.split(",")):
        task = race_task(policy_seed, tokenizer, facts["tokenizer.chat_template"])
        for seed in map(int, args.seeds.split(",")):
            run = train(base, tokenizer, task, seed, args)
            print(f"policy {policy_seed} seed {seed}: validation {run['validation'][0]:.3f} -> {max(run['validation']):.3f}, sealed rows right "
                  f"{run['test']['seedRight']} -> {run['test']['finalRight']} of {run['test']['rows']}", flush=True)
            if args.out:
                save(args.out, header(base, task.seed_prompt, args), run)


if __name__ == "__main__":
    main()
