"""Self-test of GRPO's parts by numbers worked out by hand: python grpo_test.py"""
import math
import tempfile

import torch

import objective
from adapters import with_adapters
from export_gguf import broken_tokens, gguf
from grpo import WEIGHTS, batch_of, log_probabilities, told_apart
from model import generate_greedy
from race_task import race_task, reward
from read_gguf import read_gguf
from sampling import answers
from tokenizer import END, Tokenizer


def near(got, wanted):
    got = torch.as_tensor(got, dtype=torch.float64)
    wanted = torch.as_tensor(wanted, dtype=torch.float64)
    assert torch.allclose(got, wanted, atol=1e-5), f"expected {wanted.tolist()}, got {got.tolist()}"


def test_advantages():
    # Mean 1/4, variance (3 * 1/16 + 9/16) / 4 = 3/16.
    near(objective.group_advantages(torch.tensor([[1.0, 0, 0, 0]])), [[math.sqrt(3), *[-1 / math.sqrt(3)] * 3]])
    near(objective.group_advantages(torch.tensor([[1.0, 0, 1, 0], [1, 1, 1, 1]])), [[1, -1, 1, -1], [0, 0, 0, 0]])


def test_clipping():
    ratio, advantage = torch.tensor([1.5, 1.1, 0.5, 1.5, 0.5]), torch.tensor([2.0, 2, 2, -2, -2])
    # A ratio that has moved the wanted way gains nothing beyond the clip; one that has moved the other way is not spared.
    near(objective.clipped(ratio, advantage, 0.2), [2.4, 2.2, 1.0, -3.0, -1.6])


def test_kl():
    # r = 1/2: 0.5 + ln 2 - 1. Nothing where both agree; never negative.
    near(objective.kl_estimate(torch.tensor([math.log(0.5), -1.0]), torch.tensor([math.log(0.25), -1.0])), [0.5 + math.log(2) - 1, 0])
    # In the mean over the policy's own draws it is the KL divergence: policy (3/4, 1/4), reference (1/2, 1/2).
    policy, reference = torch.tensor([0.75, 0.25]), torch.tensor([0.5, 0.5])
    near((policy * objective.kl_estimate(policy.log(), reference.log())).sum(), 0.75 * math.log(1.5) + 0.25 * math.log(0.5))


def test_loss():
    # Two answers, of two tokens and of one: the first gains (1 + 1.2) / 2 at the clip, the second loses 1; half of each.
    policy = torch.log(torch.tensor([[0.5, 0.75], [0.25, 1.0]])).requires_grad_()
    old = torch.log(torch.tensor([[0.5, 0.5], [0.25, 1.0]]))
    said, advantages, shares = torch.tensor([[True, True], [True, False]]), torch.tensor([1.0, -1.0]), torch.tensor([0.5, 0.5])
    value = objective.loss(policy, old, policy.detach(), advantages, said, shares, 0.2, 0.0)
    near(value, -(1.1 - 1) / 2)
    value.backward()
    # The clipped token (ratio 1.5) has stopped; the padding never moved anything.
    near(policy.grad, [[-0.25, 0], [0.5, 0]])
    with_kl = objective.loss(policy, old, policy.detach() - math.log(2), advantages, said, shares, 0.2, 0.1)
    near(with_kl, -(1.1 - 1) / 2 + 0.1 * (0.5 + math.log(2) - 1))


def test_equal_answers_are_read_once():
    groups, advantages, shares = told_apart([[[7, 0], [8, 0], [7, 0]], [[9], [9], [9]]], torch.tensor([[1.0, -2, 1], [0, 0, 0]]))
    assert groups == [[(7, 0), (8, 0)], [(9,)]]
    near(advantages, [1, -2, 0, 0])
    near(shares, [2 / 6, 1 / 6, 3 / 6, 0])


def test_network():
    """The weights go into the file and out of it unchanged; drawing, reading and greedy decoding agree with each other."""
    base, facts = read_gguf(WEIGHTS)
    tokenizer = Tokenizer()
    with tempfile.NamedTemporaryFile(suffix=".gguf") as file:
        file.write(gguf(base.config, {key: w.numpy() for key, w in base.state_dict().items()}, tokenizer, "q8_0"))
        file.flush()
        again, _ = read_gguf(file.name)
    # export_gguf.py writes the rows of broken tokens anew.
    sound = torch.tensor(sorted({*range(base.config.vocab)} - {*broken_tokens(tokenizer)}))
    for key, tensor in again.state_dict().items():
        wanted = base.state_dict()[key]
        assert torch.equal(tensor[sound], wanted[sound]) if key == "emb" else torch.equal(tensor, wanted), key
    task = race_task(901, tokenizer, facts["tokenizer.chat_template"])
    for case in task.judged:
        assert reward(case["answer"], case["expected"]) == case["score"], case
    rows = task.feedback[:5] + task.ceiling[:5]
    for row, own in zip(rows, answers(base, [row.ids for row in rows], task.longest)):
        slow = generate_greedy(base, row.ids, END, task.longest)
        assert own[0] == (slow + [END])[:task.longest], (tokenizer.decode(own[0]), tokenizer.decode(slow))
    model, learning = with_adapters(base, 4, 8, 1)
    batch = batch_of(rows, answers(base, [row.ids for row in rows], task.longest, 3, 2.5, 250, torch.Generator().manual_seed(1)))
    drawable = log_probabilities(base, batch, 2.5, 250)[2]
    near(log_probabilities(model, batch, 2.5, drawable)[0].detach(), log_probabilities(base, batch, 2.5, drawable)[0])
    learning[1].data += 0.1
    moved = log_probabilities(model, batch, 2.5, drawable)[0] - log_probabilities(base, batch, 2.5, drawable)[0]
    assert moved.abs().max() > 0.01, "an adapter that moved changes nothing"
    moved.sum().backward()
    assert all(p.grad is not None for p in learning) and not any(p.requires_grad for p in base.parameters())


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print("ok", name)
