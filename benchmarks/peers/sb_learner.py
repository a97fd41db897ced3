"""Soft actor-critic of Stable-Baselines3 or of sbx on one task, with an evaluation now and then as a line of JSON.

The task is one of ours through the bridge (``planar/easy reach-south-west``) or one of Meta-World's own
(``metaworld/mt1-reach reach``), which runs in this process.
"""

from __future__ import annotations

import argparse
import json

import gymnasium


def environment(suite: str, task: str, reprise: str) -> gymnasium.Env:
    """One environment whose episodes end by their clock, with ``is_success`` in the info of each step."""
    if not suite.startswith("metaworld/"):
        import reprise_gym

        return reprise_gym.make(suite, task, reprise=reprise)
    from reprise_gym import metaworld

    made = metaworld.suite(suite.removeprefix("metaworld/"))
    thing = next(entry for entry in made.tasks if entry.name == task)
    return _Success(gymnasium.wrappers.TimeLimit(thing.make(), made.max_steps))


class _Success(gymnasium.Wrapper):
    """Meta-World's ``success`` under the name that Stable-Baselines3 reads."""

    def step(self, action):
        observation, reward, terminated, truncated, info = self.env.step(action)
        info["is_success"] = bool(info["success"])
        return observation, reward, terminated, truncated, info


def evaluate(model, env: gymnasium.Env, episodes: int) -> tuple[float, float]:
    """Part of the episodes with success at any step, and mean return, without noise; the same starts each time."""
    successes = 0
    total = 0.0
    for episode in range(episodes):
        observation, _ = env.reset(seed=1_000_000 + episode)
        ended = succeeded = False
        while not ended:
            action, _ = model.predict(observation, deterministic=True)
            observation, reward, terminated, truncated, info = env.step(action)
            total += float(reward)
            succeeded |= info["is_success"]
            ended = terminated or truncated
        successes += succeeded
    return successes / episodes, total / episodes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", choices=["sb3", "sbx"])
    parser.add_argument("suite")
    parser.add_argument("task")
    parser.add_argument("--reprise", default="./reprise")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--interval", type=int, required=True)
    parser.add_argument("--episodes", type=int, default=20)
    parser.add_argument("--widths", default="64x64")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="of SAC's other arguments")
    options = parser.parse_args()
    if options.library == "sb3":
        import torch
        from stable_baselines3 import SAC

        torch.set_num_threads(1)
    else:
        from sbx import SAC
    further = {name: float(value) for name, value in (entry.split("=", 1) for entry in options.set)}
    if "learning_starts" in further:
        further["learning_starts"] = int(further["learning_starts"])
    env = environment(options.suite, options.task, options.reprise)
    judge = environment(options.suite, options.task, options.reprise)
    model = SAC(
        "MlpPolicy",
        env,
        batch_size=options.batch,
        policy_kwargs={"net_arch": [int(width) for width in options.widths.split("x")]},
        seed=options.seed,
        **further,
    )
    for step in range(0, options.steps, options.interval):
        model.learn(options.interval, reset_num_timesteps=step == 0)
        success, mean_return = evaluate(model, judge, options.episodes)
        print(json.dumps({"step": step + options.interval, "success": success, "return": mean_return}), flush=True)
    env.close()
    judge.close()


if __name__ == "__main__":
    main()
