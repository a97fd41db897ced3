"""Meta-World's suites: ``metaworld:mt1-TASK``, ``mt10``, ``mt50``, ``cw10``, ``cw10-v2``, ``cw20``, ``cw20-v2``.

See docs/metaworld.md.
"""

from __future__ import annotations

from importlib.metadata import version

import gymnasium
import numpy as np

from .suite import EntryError, Suite, Task

#: Continual World's ten tasks in their order (Wołczyk et al. 2021, arXiv 2105.10919).
CW10 = (
    "hammer",
    "push-wall",
    "faucet-close",
    "push-back",
    "stick-pull",
    "handle-press-side",
    "push",
    "shelf-place",
    "window-close",
    "peg-unplug-side",
)
_STEPS = 500
_CW_STEPS = 200
#: Physics steps of 2.5 ms, five for each action.
_SECONDS = 0.0125
_ENDING = "-v3"


class Seeded(gymnasium.Wrapper):
    """One of Meta-World's environments whose goals and start states come from the seed of each reset, goal visible."""

    def __init__(self, name: str, rewards: str, steps: int) -> None:
        from metaworld.env_dict import ALL_V3_ENVIRONMENTS

        environment = ALL_V3_ENVIRONMENTS[name + _ENDING](reward_function_version=rewards)
        # What set_task does with one of the 50 goals that a benchmark draws in advance; here each reset draws its own.
        environment._partially_observable = False
        environment._freeze_rand_vec = False
        environment.seeded_rand_vec = True
        environment._set_task_called = True
        environment.max_path_length = steps
        environment.__dict__.pop("sawyer_observation_space", None)
        super().__init__(environment)
        # Its own bounds hold the goal of its own task, and differ from task to task.
        self.observation_space = gymnasium.spaces.Box(-np.inf, np.inf, environment.sawyer_observation_space.shape)

    def reset(self, *, seed=None, options=None):
        if seed is not None:
            self.env.seed(seed)
        return self.env.reset()


def suite(name: str) -> Suite:
    """One of Meta-World's suites.

    Raises:
        EntryError: when there is none of this name, or Meta-World is not installed.
    """
    try:
        from metaworld.env_dict import ALL_V3_ENVIRONMENTS, MT10_V3
    except ImportError as error:
        raise EntryError(f"Meta-World cannot be imported ({error}); pip install 'reprise-gym[metaworld]'") from error
    everything = [wanted.removesuffix(_ENDING) for wanted in ALL_V3_ENVIRONMENTS]
    if name in ("cw10", "cw20"):
        # Continual World used the rewards of 2020, which are Meta-World's v1.
        return _suite(CW10, "v1", _CW_STEPS)
    if name in ("cw10-v2", "cw20-v2"):
        return _suite(CW10, "v2", _CW_STEPS)
    if name == "mt10":
        return _suite(tuple(wanted.removesuffix(_ENDING) for wanted in MT10_V3), "v2", _STEPS)
    if name == "mt50":
        return _suite(tuple(everything), "v2", _STEPS)
    task = name.removeprefix("mt1-")
    if name.startswith("mt1-") and task in everything:
        return _suite((task,), "v2", _STEPS)
    raise EntryError(
        f"Meta-World has no suite '{name}', only mt10, mt50, cw10, cw10-v2, cw20, cw20-v2 and mt1-TASK with a task of"
        f" {', '.join(everything)}"
    )


def _suite(names: tuple[str, ...], rewards: str, steps: int) -> Suite:
    tasks = tuple(Task(name, lambda name=name: Seeded(name, rewards, steps), f"{name}{_ENDING}") for name in names)
    about = (
        f"Meta-World {version('metaworld')} on MuJoCo {version('mujoco')}, rewards {rewards}, episodes of {steps}"
        " steps, goals drawn at each reset and visible"
    )
    return Suite(tasks, success_key="success", max_steps=steps, seconds=_SECONDS, about=about)
