"""How often a drawn answer is right before any training, by temperature and by how many of the likeliest tokens it is drawn from:
python explore.py. On policies that are not the race's; grpo.py's settings rest on this."""
import torch

from grpo import WEIGHTS
from race_task import race_task, reward
from read_gguf import read_gguf
from sampling import answers
from tokenizer import Tokenizer

POLICIES = (801, 802, 803)
DRAWS = 50
SETTINGS = ((1, 5632), (2, 5632), (3, 5632), (2, 100), (3, 250), (3, 100))


def main():
    torch.set_num_threads(1)
    base, facts = read_gguf(WEIGHTS)
    tokenizer = Tokenizer()
    tasks = [race_task(policy, tokenizer, facts["tokenizer.chat_template"]) for policy in POLICIES]
    for temperature, top in SETTINGS:
        right = total = 0
        for task in tasks:
            generator = torch.Generator().manual_seed(task.policy_seed)
            said = answers(base, [row.ids for row in task.feedback], task.longest, DRAWS, temperature, top, generator)
            scores = [reward(tokenizer.decode(answer), row.expected) for row, own in zip(task.feedback, said) for answer in own]
            right, total = right + int(sum(scores)), total + len(scores)
        print(f"temperature {temperature}, {top} likeliest tokens: {right} of {total} right", flush=True)


if __name__ == "__main__":
    main()
