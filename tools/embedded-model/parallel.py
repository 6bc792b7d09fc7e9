"""Several processes that train one network together: `torchrun --nproc-per-node 3 train.py …`. Alone, all of this does nothing.

On a busy machine a second thread of the same product waits for the first; processes of their own do not."""
import os

import torch
import torch.distributed as dist


def join() -> int:
    """This process's number; 0 where there is no other."""
    if "WORLD_SIZE" not in os.environ:
        return 0
    dist.init_process_group("gloo")
    return dist.get_rank()


def average_gradients(parameters):
    """The mean gradient of all processes, in each of them."""
    if not dist.is_initialized():
        return
    parameters = list(parameters)
    flat = torch.cat([p.grad.reshape(-1) for p in parameters])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for p, grad in zip(parameters, flat.split([p.numel() for p in parameters])):
        p.grad.copy_(grad.view_as(p))


def agreed(number: float) -> float:
    """The first process's number, so that all stop at the same step."""
    if not dist.is_initialized():
        return number
    shared = torch.tensor([number], dtype=torch.float64)
    dist.broadcast(shared, 0)
    return shared.item()
