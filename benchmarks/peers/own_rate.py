"""Steps an environment in Python, as its own users do: the yardstick of ``dev.reprise.bench.GymRates``.

The argument names a suite (``metaworld:mt1-reach``). Reads numbers of steps, a line each, and answers with the seconds they took.
"""

from __future__ import annotations

import sys
import time

from reprise_gym.suite import resolve


def main() -> None:
    suite = resolve(sys.argv[1])
    env = suite.tasks[0].make()
    env.action_space.seed(0)
    env.reset(seed=0)
    age = 0
    for line in sys.stdin:
        count = int(line)
        actions = [env.action_space.sample() for _ in range(count)]
        started = time.perf_counter()
        for action in actions:
            _, _, terminated, truncated, _ = env.step(action)
            age += 1
            if terminated or truncated or age == suite.max_steps:
                env.reset()
                age = 0
        print(time.perf_counter() - started, flush=True)


if __name__ == "__main__":
    main()
