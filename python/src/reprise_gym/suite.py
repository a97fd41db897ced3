"""What a server offers: tasks, each an environment that is made when it is first asked for."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import gymnasium
import numpy as np

_TASK = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")


class EntryError(ValueError):
    """What the user asked for cannot be served; the message says why."""


@dataclass(frozen=True)
class Task:
    """One job.

    Args:
        name: lower-case letters, digits and inner hyphens, at most 64 characters.
        make: makes an environment of it.
        description: one line for people.
    """

    name: str
    make: Callable[[], gymnasium.Env]
    description: str = ""


@dataclass(frozen=True)
class Suite:
    """Tasks with the same spaces.

    Args:
        tasks: in their usual order.
        success_key: of the info of a step, true where the task's goal holds; where it is missing nothing succeeds.
        max_steps: steps after which an episode is cut off; None for what the environments' specs say, else 1000.
        seconds: between two actions; None for what the environments say of themselves, else 0.05.
        about: versions and settings that results depend on, for reports.
    """

    tasks: tuple[Task, ...]
    success_key: str = "success"
    max_steps: int | None = None
    seconds: float | None = None
    about: str = ""

    def __post_init__(self) -> None:
        names = [task.name for task in self.tasks]
        if not names or len(set(names)) < len(names):
            raise EntryError(f"a suite needs tasks with names of their own, not {names}")
        for name in names:
            if not _TASK.fullmatch(name):
                raise EntryError(
                    f"task name '{name}' must be lower-case letters, digits and inner hyphens, at most 64 characters"
                )


def resolve(entry: str) -> Suite:
    """The suite that an entry names.

    ``module:thing`` is a Suite of that module, or a function of it that returns a Suite or an environment;
    ``metaworld:mt10`` is Meta-World's; anything else is one of Gymnasium's environments, or several with commas
    between.

    Raises:
        EntryError: when there is none.
    """
    module, colon, name = entry.partition(":")
    if module == "metaworld" and colon:
        from . import metaworld

        return metaworld.suite(name)
    if colon and not _registered(entry):
        return _of_module(module, name)
    ids = entry.split(",")
    for wanted in ids:
        if not _registered(wanted):
            raise EntryError(
                f"Gymnasium has no environment '{wanted}'; an entry is one of its ids, module:function, or"
                " metaworld:SUITE"
            )
    return Suite(
        tuple(Task(task_name(wanted), lambda wanted=wanted: gymnasium.make(wanted), wanted) for wanted in ids),
        success_key="is_success",
        about=f"gymnasium {gymnasium.__version__}",
    )


def task_name(text: str) -> str:
    """A task's name made of any name: ``Pendulum-v1`` gives ``pendulum-v1``."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64].strip("-")


def _registered(wanted: str) -> bool:
    try:
        gymnasium.spec(wanted)
    except (gymnasium.error.Error, ModuleNotFoundError):
        return False
    return True


def _of_module(module: str, name: str) -> Suite:
    try:
        thing = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise EntryError(f"'{module}:{name}' cannot be imported: {error}") from error
    if isinstance(thing, Suite):
        return thing
    if not callable(thing):
        raise EntryError(f"'{module}:{name}' must be a Suite or a function, not {type(thing).__name__}")
    made = thing()
    if isinstance(made, Suite):
        return made
    if isinstance(made, gymnasium.Env):
        # The first one made is used, later ones are made anew.
        ready = [made]
        return Suite((Task(task_name(name), lambda: ready.pop() if ready else thing()),))
    raise EntryError(f"'{module}:{name}' must give a Suite or an environment, not {type(made).__name__}")


class Layout:
    """How a Box, or a Dict of such, lies in one row of numbers: entries in the order of their keys, each in C order."""

    def __init__(self, space: gymnasium.Space, name: str) -> None:
        self._keys: list[tuple[str, ...]] = []
        self.names: list[str] = []
        lows: list[np.ndarray] = []
        highs: list[np.ndarray] = []
        for path, box in _boxes(space, (), name):
            self._keys.append(path)
            count = int(np.prod(box.shape, dtype=int))
            self.names += [f"{'-'.join(path) or name}-{i}" for i in range(count)]
            lows.append(np.asarray(box.low, dtype=np.float32).ravel())
            highs.append(np.asarray(box.high, dtype=np.float32).ravel())
        self.size = len(self.names)
        if not self.size:
            raise EntryError(f"the {name} space has no numbers")
        self.low = np.concatenate(lows)
        self.high = np.concatenate(highs)
        for i in np.flatnonzero(~(self.low < self.high))[:1]:
            raise EntryError(
                f"the bounds of '{self.names[i]}' are {self.low[i]} and {self.high[i]} as float32; the lower must be"
                " below the upper"
            )
        self._single = self._keys == [()]

    def same(self, other: Layout) -> bool:
        """Whether rows of both mean the same."""
        return self._keys == other._keys and self.names == other.names and _same_bounds(self, other)

    def row(self, value: object) -> np.ndarray:
        """The numbers of a member of the space."""
        if self._single:
            return np.asarray(value, dtype=np.float32).ravel()
        parts = []
        for path in self._keys:
            entry = value
            for key in path:
                entry = entry[key]
            parts.append(np.asarray(entry, dtype=np.float32).ravel())
        return np.concatenate(parts)


def _boxes(space: gymnasium.Space, path: tuple[str, ...], name: str):
    if isinstance(space, gymnasium.spaces.Box):
        yield path, space
    elif isinstance(space, gymnasium.spaces.Dict):
        for key in sorted(space.spaces):
            yield from _boxes(space.spaces[key], (*path, str(key)), name)
    else:
        where = f" at '{'.'.join(path)}'" if path else ""
        raise EntryError(f"the {name} space{where} is {type(space).__name__}; only Box, and Dict of Box, can be served")


def _same_bounds(one: Layout | Actions, other: Layout | Actions) -> bool:
    return np.array_equal(one.low, other.low) and np.array_equal(one.high, other.high)


class Actions:
    """Actions of a Box, all numbers bounded."""

    def __init__(self, space: gymnasium.Space) -> None:
        if not isinstance(space, gymnasium.spaces.Box):
            raise EntryError(f"the action space is {type(space).__name__}; only Box can be served")
        if not np.issubdtype(space.dtype, np.floating):
            raise EntryError(f"the action space is a Box of {space.dtype}; only floating-point numbers can be served")
        self.low = np.asarray(space.low, dtype=np.float32).ravel()
        self.high = np.asarray(space.high, dtype=np.float32).ravel()
        if not np.all(np.isfinite(self.low) & np.isfinite(self.high) & (self.low < self.high)):
            raise EntryError("every number of an action must have finite bounds, the lower below the upper, as float32")
        self.size = self.low.size
        if not self.size:
            raise EntryError("the action space has no numbers")
        self.names = [f"action-{i}" for i in range(self.size)]
        self._space = space

    def same(self, other: Actions) -> bool:
        """Whether rows of both mean the same."""
        one, two = self._space, other._space
        return one.shape == two.shape and one.dtype == two.dtype and _same_bounds(self, other)

    def of(self, row: np.ndarray) -> np.ndarray:
        """The action that a row of numbers stands for; a copy."""
        space = self._space
        # A float64 bound may lie within its float32, by a rounding.
        return np.minimum(np.maximum(row.reshape(space.shape).astype(space.dtype), space.low), space.high)
