"""Environments that cost nothing, to measure and test the bridge with."""

from __future__ import annotations

import os
import sys
import time

import gymnasium
import numpy as np

from .suite import Suite, Task


class Echo(gymnasium.Env):
    """39 numbers to see, 4 to do: what is seen first is the seed's, then what was done; a tenth of a metre is success.

    Args:
        job: sets one task's start states apart from another's.
    """

    observation_space = gymnasium.spaces.Box(-10, 10, (39,), np.float32)
    action_space = gymnasium.spaces.Box(-1, 1, (4,), np.float32)

    def __init__(self, job: int = 0) -> None:
        self._job = job
        self._seen = np.zeros(39, np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self._seen = self.np_random.uniform(-1, 1, 39).astype(np.float32)
        self._seen[0] = self._job
        return self._seen.copy(), {}

    def step(self, action):
        self._seen[1:5] = action
        reward = float(action[0])
        return self._seen.copy(), reward, False, False, {"success": reward > 0.9}


def suite() -> Suite:
    """Two tasks of 100 steps."""
    return Suite(
        (Task("echo", Echo, "sees what it did"), Task("echo-again", lambda: Echo(1), "the same, from elsewhere")),
        max_steps=100,
        seconds=0.05,
        about="echo",
    )


class Faulty(Echo):
    """Fails on demand: the last number of an action of 1 ends the process, of -1 hangs; the third of 1
    gives NaN, of -1 raises."""

    def step(self, action):
        if action[3] >= 1:
            print("this environment was told to die", file=sys.stderr, flush=True)
            os._exit(3)
        if action[3] <= -1:
            time.sleep(3600)
        if action[2] <= -1:
            raise RuntimeError("this environment was told to raise")
        observation, reward, terminated, truncated, info = super().step(action)
        if action[2] >= 1:
            observation[7] = np.nan
        return observation, reward, terminated, truncated, info


def faulty() -> Suite:
    """One task that fails on demand."""
    return Suite((Task("faulty", Faulty),), max_steps=100, seconds=0.05, about="echo, faulty")


class Unseeded(Echo):
    """Draws from a source that its seed does not reach."""

    def step(self, action):
        observation, reward, terminated, truncated, info = super().step(action)
        observation[9] = np.float32(time.perf_counter_ns() % 1000) / 1000
        return observation, reward, terminated, truncated, info


class Fickle(Echo):
    """Ends at its third step: by itself in one episode, by a clock in the next."""

    def __init__(self) -> None:
        super().__init__()
        self._episodes = 0
        self._steps = 0

    def reset(self, *, seed=None, options=None):
        self._episodes += 1
        self._steps = 0
        return super().reset(seed=seed)

    def step(self, action):
        self._steps += 1
        observation, reward, _, _, info = super().step(action)
        ended, own = self._steps == 3, self._episodes % 2 == 0
        return observation, reward, ended and own, ended and not own, info


def fickle() -> Suite:
    """One task whose ends cannot be repeated."""
    return Suite((Task("fickle", Fickle),), max_steps=100, seconds=0.05, about="echo, fickle")


def unseeded() -> Suite:
    """One task whose episodes cannot be repeated."""
    return Suite((Task("unseeded", Unseeded),), max_steps=100, seconds=0.05, about="echo, unseeded")
