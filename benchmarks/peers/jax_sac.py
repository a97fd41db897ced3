"""The gradient step of `reprise bench-engine` in JAX, jitted as one function: multi-head SAC, observation 39, action 4, twin
critics, one temperature per task, Adam written out (as optax does it).

    python jax_sac.py 256x256x256x256 256 --seconds 10 [--tasks 10]      # threads: taskset, XLA takes what cores it gets
"""

import argparse
import math
import time
from functools import partial

import jax
import jax.numpy as jnp

OBSERVATIONS, ACTIONS = 39, 4


def layers(key, inputs, widths, outputs):
    result = []
    for fan_in, fan_out in zip([inputs, *widths], [*widths, outputs]):
        key, a, b = jax.random.split(key, 3)
        bound = 1 / math.sqrt(fan_in)
        result.append(
            (
                jax.random.uniform(a, (fan_in, fan_out), minval=-bound, maxval=bound),
                jax.random.uniform(b, (fan_out,), minval=-bound, maxval=bound),
            )
        )
    return result


def run(net, x):
    for weight, bias in net[:-1]:
        x = jax.nn.relu(x @ weight + bias)
    return x @ net[-1][0] + net[-1][1]


def act(net, observation, task, tasks, key):
    heads = run(net, observation).reshape(-1, tasks, 2 * ACTIONS)
    mean, log_std = jnp.split(heads[jnp.arange(heads.shape[0]), task], 2, axis=1)
    log_std = jnp.clip(log_std, -20, 2)
    noise = jax.random.normal(key, mean.shape)
    u = mean + jnp.exp(log_std) * noise
    density = -0.5 * noise**2 - log_std - 0.9189385 - 2 * (0.6931472 - u - jax.nn.softplus(-2 * u))
    return jnp.tanh(u), density.sum(1)


def values(critics, observation, action, task):
    x = jnp.concatenate([observation, action], 1)
    rows = jnp.arange(x.shape[0])
    return jnp.stack([run(critic, x)[rows, task] for critic in critics])


def adam(parameters, gradient, moments, t, rate=3e-4):
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], gradient)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, moments[1], gradient)
    scale, correction = rate / (1 - 0.9**t), 1 / (1 - 0.999**t)
    moved = jax.tree.map(
        lambda p, m, v: p - scale * m / (jnp.sqrt(v * correction) + 1e-8), parameters, first, second
    )
    return moved, (first, second)


@partial(jax.jit, static_argnums=(2,), donate_argnums=(0,))
def step(state, batch, tasks):
    policy, critics, targets, log_alpha, moments, t, key = state
    observation, following, action, reward, task = batch
    key, one, two = jax.random.split(key, 3)
    alpha = jnp.exp(log_alpha)[task]
    t = t + 1

    def critic_loss(nets):
        a, density = act(policy, following, task, tasks, one)
        target = reward + 0.99 * (values(targets, following, a, task).min(0) - alpha * density)
        error = values(nets, observation, action, task) - jax.lax.stop_gradient(target)
        return 0.5 * (error**2).mean(1).sum()

    critics, critic_moments = adam(critics, jax.grad(critic_loss)(critics), moments[0], t)

    def policy_loss(net):
        a, density = act(net, observation, task, tasks, two)
        return (alpha * density - values(critics, observation, a, task).min(0)).mean(), density

    gradient, density = jax.grad(policy_loss, has_aux=True)(policy)
    policy, policy_moments = adam(policy, gradient, moments[1], t)
    gradient = jax.grad(lambda x: (jnp.exp(x)[task] * (ACTIONS - density)).mean())(log_alpha)
    log_alpha, alpha_moments = adam(log_alpha, gradient, moments[2], t)
    targets = jax.tree.map(lambda old, new: old + 0.005 * (new - old), targets, critics)
    return policy, critics, targets, log_alpha, (critic_moments, policy_moments, alpha_moments), t, key


def zeros(tree):
    return jax.tree.map(jnp.zeros_like, tree), jax.tree.map(jnp.zeros_like, tree)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("widths")
    parser.add_argument("rows", type=int)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--tasks", type=int, default=10)
    options = parser.parse_args()
    widths = [int(width) for width in options.widths.split("x")]
    keys = jax.random.split(jax.random.key(1), 9)
    policy = layers(keys[0], OBSERVATIONS, widths, options.tasks * 2 * ACTIONS)
    critics = [layers(key, OBSERVATIONS + ACTIONS, widths, options.tasks) for key in keys[1:3]]
    targets = jax.tree.map(jnp.copy, critics)
    log_alpha = jnp.zeros(options.tasks)
    moments = (zeros(critics), zeros(policy), zeros(log_alpha))
    state = (policy, critics, targets, log_alpha, moments, jnp.float32(0), keys[3])
    task = jnp.arange(options.rows) * options.tasks // options.rows
    batch = (
        jax.random.uniform(keys[4], (options.rows, OBSERVATIONS), minval=-1),
        jax.random.uniform(keys[5], (options.rows, OBSERVATIONS), minval=-1),
        jax.random.uniform(keys[6], (options.rows, ACTIONS), minval=-1),
        jax.random.uniform(keys[7], (options.rows,)),
        task,
    )
    for _ in range(30):
        state = step(state, batch, options.tasks)
    jax.block_until_ready(state)
    times = []
    end = time.perf_counter() + options.seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        state = jax.block_until_ready(step(state, batch, options.tasks))
        times.append(time.perf_counter() - start)
    times.sort()
    print(
        f"jax {jax.__version__}, {options.widths}, rows {options.rows}, tasks {options.tasks}: "
        f"minimum {times[0] * 1e6:.1f} us, median {times[len(times) // 2] * 1e6:.1f} us"
    )


if __name__ == "__main__":
    main()
