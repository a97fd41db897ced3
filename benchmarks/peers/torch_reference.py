"""Writes what PyTorch's autograd says of one update, for TorchReferenceTest: inputs in single precision, gradients and the
parameters after five Adam steps computed in double precision and rounded once.

    python torch_reference.py ../../agents/src/test/resources/torch-sac.safetensors
"""

import json
import struct
import sys

import numpy as np
import torch
from torch.nn import functional as F

OBSERVATIONS, ACTIONS, WIDTHS, TASKS, ROWS, STEPS = 7, 3, [20, 12], 3, 30, 5
GAMMA, KEEP, RATE, ALPHA_LOG = 0.9, 0.99, 1e-3, -2.0

random = np.random.default_rng(7)
arrays = {}


def put(name, values):
    arrays[name] = np.ascontiguousarray(values, dtype=np.float32).reshape(-1)
    return torch.tensor(np.asarray(values, dtype=np.float32), dtype=torch.float64)


def network(name, inputs, outputs):
    """A flat vector as our layout has it: per layer weights (units × inputs) and bias, then head after head."""
    sizes, fan_in = [], inputs
    for width in WIDTHS:
        sizes += [(width, fan_in), (width,)]
        fan_in = width
    sizes += [(outputs, fan_in), (outputs,)] * TASKS
    flat = put(name, random.uniform(-0.35, 0.35, sum(int(np.prod(size)) for size in sizes)))
    parts, at = [], 0
    for size in sizes:
        count = int(np.prod(size))
        parts.append(flat[at : at + count].reshape(size).clone().requires_grad_(True))
        at += count
    return parts


def run(parts, x):
    for layer in range(len(WIDTHS)):
        x = F.relu(F.linear(x, parts[2 * layer], parts[2 * layer + 1]))
    heads = parts[2 * len(WIDTHS) :]
    rows = [F.linear(x[task == t], heads[2 * t], heads[2 * t + 1]) for t in range(TASKS)]
    return torch.cat(rows)


def act(observation, noise):
    mean, log_std = run(actor, observation).chunk(2, 1)
    log_std = log_std.clamp(-20, 2)
    u = mean + log_std.exp() * noise
    density = -0.5 * noise**2 - log_std - 0.5 * np.log(2 * np.pi) - 2 * (np.log(2) - u - F.softplus(-2 * u))
    return torch.tanh(u), density.sum(1)


def value(parts, observation, action):
    return run(parts, torch.cat([observation, action], 1)).squeeze(1)


def flat(parts):
    return np.concatenate([part.detach().numpy().reshape(-1) for part in parts])


def gradient(parts):
    return np.concatenate(
        [(torch.zeros_like(part) if part.grad is None else part.grad).numpy().reshape(-1) for part in parts]
    )


actor = network("actor", OBSERVATIONS, 2 * ACTIONS)
critics = [network(f"critic-{k}", OBSERVATIONS + ACTIONS, 1) for k in range(2)]
targets = [network(f"target-{k}", OBSERVATIONS + ACTIONS, 1) for k in range(2)]
task = torch.arange(ROWS) * TASKS // ROWS
observation = put("observations", random.uniform(-1, 1, (ROWS, OBSERVATIONS)))
following = put("next-observations", random.uniform(-1, 1, (ROWS, OBSERVATIONS)))
action = put("actions", random.uniform(-1, 1, (ROWS, ACTIONS)))
reward = put("rewards", random.uniform(0, 1, ROWS))
discount = put("discounts", random.uniform(0, 1, ROWS) > 0.2)
weight = put("weights", random.uniform(0, 1, ROWS) > 0.1)

critic_adam = torch.optim.Adam([part for critic in critics for part in critic], lr=RATE)
actor_adam = torch.optim.Adam(actor, lr=RATE)
alpha = np.exp(ALPHA_LOG)
for step in range(STEPS):
    next_noise = put(f"next-noise-{step}", random.standard_normal((ROWS, ACTIONS)))
    # Rows without a label move the policy no more than the critics, and no noise is drawn for them.
    noise = torch.zeros((ROWS, ACTIONS), dtype=torch.float64)
    noise[weight > 0] = put(f"noise-{step}", random.standard_normal((int(weight.sum()), ACTIONS)))
    with torch.no_grad():
        a, density = act(following, next_noise)
        smaller = torch.minimum(value(targets[0], following, a), value(targets[1], following, a))
        target = reward + GAMMA * discount * (smaller - alpha * density)
    losses = [0.5 * (weight * (value(critic, observation, action) - target) ** 2).sum() for critic in critics]
    critic_adam.zero_grad()
    (sum(losses) / weight.sum()).backward()
    if step == 0:
        put("critic-0-gradient", gradient(critics[0]))
        put("critic-1-gradient", gradient(critics[1]))
    critic_adam.step()
    a, density = act(observation, noise)
    smaller = torch.minimum(value(critics[0], observation, a), value(critics[1], observation, a))
    actor_adam.zero_grad()
    ((weight * (alpha * density - smaller)).sum() / weight.sum()).backward()
    if step == 0:
        put("actor-gradient", gradient(actor))
    actor_adam.step()
    with torch.no_grad():
        for critic, old in zip(critics, targets):
            for part, kept in zip(critic, old):
                kept.lerp_(part, 1 - KEEP)
put("actor-after", flat(actor))
for k in range(2):
    put(f"critic-{k}-after", flat(critics[k]))
    put(f"target-{k}-after", flat(targets[k]))

header, offset = {}, 0
for name, values in arrays.items():
    header[name] = {"dtype": "F32", "shape": [values.size], "data_offsets": [offset, offset + values.nbytes]}
    offset += values.nbytes
text = json.dumps(header).encode()
with open(sys.argv[1], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + b"".join(values.tobytes() for values in arrays.values()))
