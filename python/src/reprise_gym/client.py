"""Environments of Reprise's for Python: :func:`make` and :func:`make_vec`."""

from __future__ import annotations

import contextlib
import math
import os
import queue
import re
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode

from . import protocol
from .protocol import Channel, ProtocolError

_PATIENCE_SECONDS = 120
#: The first start builds Reprise, and downloads what that needs.
_START_SECONDS = 1800
_GRACE_SECONDS = 10
_KEPT_LINES = 6
_MOST_LINE = 500
_LONGEST_PIECE = 1 << 16


@dataclass(frozen=True)
class Box:
    """Names and bounds of a row of numbers."""

    names: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray

    def space(self) -> gymnasium.spaces.Box:
        """As Gymnasium has it."""
        return gymnasium.spaces.Box(self.low, self.high, dtype=np.float32)


@dataclass(frozen=True)
class Spec:
    """What a server says of itself."""

    environments: int
    observation: Box
    action: Box
    max_steps: int
    seconds: float
    tasks: tuple[str, ...]
    about: str


class _Reader:
    """Takes a payload apart."""

    def __init__(self, payload: memoryview) -> None:
        self._payload = payload
        self._at = 0

    def number(self, form: str):
        value = struct.unpack_from("<" + form, self._payload, self._at)[0]
        self._at += struct.calcsize("<" + form)
        return value

    def text(self) -> str:
        length = self.number("H")
        value = bytes(self._payload[self._at : self._at + length])
        if len(value) < length:
            raise ProtocolError("a text is cut off")
        self._at += length
        return value.decode()

    def box(self) -> Box:
        axes = [(self.text(), self.number("f"), self.number("f")) for _ in range(self.number("I"))]
        if not all(low <= high for _, low, high in axes) or not axes:
            raise ProtocolError("a box needs numbers, with the lower bound of each below the upper")
        names, low, high = zip(*axes, strict=True)
        return Box(names, np.array(low, np.float32), np.array(high, np.float32))


def _spec(payload: memoryview) -> Spec:
    try:
        reader = _Reader(payload)
        version = reader.number("H")
        if version != protocol.VERSION:
            raise ProtocolError(f"the server speaks version {version}, this package {protocol.VERSION}")
        environments = reader.number("I")
        boxes = reader.box(), reader.box()
        most, seconds = reader.number("I"), reader.number("d")
        if not (environments > 0 and most > 0 and math.isfinite(seconds) and seconds > 0):
            raise ProtocolError("environments, steps and seconds must be above 0")
        tasks = []
        for _ in range(reader.number("I")):
            tasks.append(reader.text())
            reader.text()
        if not tasks:
            raise ProtocolError("there must be a task")
        return Spec(environments, *boxes, most, seconds, tuple(tasks), reader.text())
    except (struct.error, UnicodeDecodeError) as error:
        raise ProtocolError(f"what the server says of itself cannot be read: {error}") from error


class _Server:
    """A process that was started to serve, and what it has said last."""

    def __init__(self, command: list[str], token: bytes) -> None:
        self._last: deque[str] = deque(maxlen=_KEPT_LINES)
        self._addresses: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "REPRISE_GYM_TOKEN": token.hex()},
            # Ctrl-C in a terminal goes to every process of its group: this one decides when that one ends.
            start_new_session=True,
        )
        # Both are read to their ends, as a full pipe would stop whoever writes to it.
        self._errors = _reader(self._process.stderr, self._note, lambda: None)
        _reader(self._process.stdout, self._hear, lambda: self._addresses.put(None))

    def _note(self, line: str) -> None:
        if line:
            self._last.append(line[:_MOST_LINE])

    def _hear(self, line: str) -> None:
        kind, _, address = line.partition(" ")
        if kind == "ready":
            self._addresses.put(address)

    def address(self, seconds: float) -> str | None:
        """Where it listens; None when it has ended before.

        Raises:
            TimeoutError: when it takes too long.
        """
        try:
            return self._addresses.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"it did not listen within {seconds} s") from None

    def last_words(self) -> str:
        """Its last lines of standard error."""
        # What a dying process says may arrive after the end of its conversation.
        self._errors.join(1)
        return " | ".join(self._last)

    def close(self) -> None:
        """Ends it, and all that it has started."""
        self._process.stdin.close()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            # A session of its own has a group of its own, of the same number.
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _reader(stream: IO[bytes], line: Callable[[str], None], end: Callable[[], None]) -> threading.Thread:
    def read() -> None:
        with stream:
            # A line without an end comes in pieces, so that it takes no memory.
            for said in iter(lambda: stream.readline(_LONGEST_PIECE), b""):
                line(said.decode(errors="replace").strip())
        end()

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


class Connection:
    """A server of environments, started here or found at an address. A failure closes it.

    Args:
        suite: that a JVM is started for.
        environments: side by side.
        reprise: the launcher; by default ``REPRISE`` of the environment, or ``reprise`` on the path.
        address: ``unix:PATH`` or ``tcp:127.0.0.1:PORT`` of a server that runs already, instead of starting one.
    """

    def __init__(
        self, suite: str, environments: int = 1, reprise: str | Path | None = None, address: str | None = None
    ) -> None:
        self._server: _Server | None = None
        self._socket: socket.socket | None = None
        try:
            if address is None:
                self._name = f"the server of '{suite}'"
                token = secrets.token_bytes(protocol.TOKEN_BYTES)
                address = self._start(suite, environments, reprise, token)
            else:
                self._name = f"the server at {address}"
                token = _known_token(address)
            self._socket = _connect(address)
            self._channel = Channel(self._socket)
            hello = struct.pack("<H", protocol.VERSION) + token
            self.spec = _spec(self._ask(protocol.HELLO, hello, protocol.SPEC))
            # Who serves something else than Reprise's suites does not say what it is called.
            served = re.match("Reprise, (.*?): ", self.spec.about)
            if suite and served and served[1] != suite:
                raise ValueError(f"{self._name} serves '{served[1]}', not '{suite}'")
            if self.spec.environments < environments:
                raise ValueError(f"{self._name} has {self.spec.environments} environments, not {environments}")
        except BaseException:
            self._end()
            raise
        self._width = self.spec.observation.low.size
        self._stepped = np.dtype([("seen", "<f4", (self._width,)), ("reward", "<f4"), ("flags", "u1")])

    def _start(self, suite: str, environments: int, reprise: str | Path | None, token: bytes) -> str:
        launcher = str(reprise or os.environ.get("REPRISE") or shutil.which("reprise") or "")
        if not launcher:
            raise FileNotFoundError("Reprise's launcher is needed: reprise=PATH, or REPRISE in the environment")
        command = [launcher, "serve-envs", suite, "--environments", str(environments), "--once", "--with-parent"]
        self._server = _Server(command, token)
        address = self._server.address(_START_SECONDS)
        if address is None:
            raise ValueError(f"suite '{suite}' is not served: {self._server.last_words()}")
        return address

    def _ask(self, kind: int, payload: bytes, answer: int, size: int | None = None) -> memoryview:
        if self._socket is None:
            raise ConnectionError(f"{self._name} has been left")
        try:
            self._channel.send(kind, payload)
            frame = self._channel.receive(due=time.monotonic() + _PATIENCE_SECONDS)
            if frame is None:
                raise ConnectionError("it has closed the connection")
            if frame[0] != answer:
                raise ProtocolError(f"an answer of type {answer} was expected, not {frame[0]}")
            if size is not None and len(frame[1]) != size:
                raise ProtocolError(f"an answer of {size} bytes was expected, not {len(frame[1])}")
            return frame[1]
        except (OSError, ProtocolError) as error:
            server = self._server
            self._end()
            words = server.last_words() if server else ""
            said = f"; it said last: {words}" if words else ""
            if server is None and kind == protocol.HELLO:
                said = "; does REPRISE_GYM_TOKEN hold its token, and has it room for a client?"
            raise ConnectionError(f"{self._name} failed: {error}{said}") from error
        except BaseException:
            # Interrupted: the answer that is still under way would be taken for that of the next request.
            self._end()
            raise

    def reset(self, requests: list[tuple[int, int, int]]) -> np.ndarray:
        """Begins episodes: environment, task and seed of each; returns first observations, one row each."""
        payload = struct.pack("<I", len(requests))
        for index, task, seed in requests:
            payload += struct.pack("<IIq", index, task, seed & (1 << 63) - 1)
        answer = self._ask(protocol.RESET, payload, protocol.OBSERVATIONS, 4 * self._width * len(requests))
        return np.frombuffer(answer, "<f4").reshape(len(requests), self._width).astype(np.float32)

    def step(self, indices: np.ndarray, actions: np.ndarray) -> np.ndarray:
        """Steps environments; returns a record of observation (seen), reward and flags for each.

        Raises:
            ValueError: when an action does not fit its space; nothing has been stepped then.
        """
        box = self.spec.action
        if actions.shape != (len(indices), box.low.size):
            raise ValueError(f"an action has {box.low.size} numbers, not the shape {actions.shape[1:]}")
        # Whoever scales actions to the bounds may miss them by a rounding. What is no number lies nowhere.
        low, high = (bound + side * _rounding(bound) for bound, side in ((box.low, -1), (box.high, 1)))
        for row, number in np.argwhere(~((actions >= low) & (actions <= high)))[:1]:
            raise ValueError(
                f"number {number} of an action must be from {box.low[number]} to {box.high[number]}, not"
                f" {actions[row, number]}"
            )
        request = np.empty(len(indices), np.dtype([("index", "<u4"), ("action", "<f4", (actions.shape[1],))]))
        request["index"] = indices
        request["action"] = np.clip(actions, box.low, box.high)
        payload = struct.pack("<I", len(indices)) + request.tobytes()
        answer = self._ask(protocol.STEP, payload, protocol.STEPS, self._stepped.itemsize * len(indices))
        return np.frombuffer(answer, self._stepped).copy()

    def close(self) -> None:
        """Leaves the server, and ends it if it was started here."""
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._channel.send(protocol.CLOSE, b"")
        self._end()

    def _end(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._server is not None:
            self._server.close()
            self._server = None


def _rounding(bound: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(bound), 4 * np.spacing(np.abs(bound).astype(np.float32)), 0)


def _known_token(address: str) -> bytes:
    token = protocol.token_of(os.environ.get("REPRISE_GYM_TOKEN", ""))
    if token is None:
        raise ValueError(
            f"the token of the server at {address}, {2 * protocol.TOKEN_BYTES} hexadecimal digits, must be in the"
            " environment as REPRISE_GYM_TOKEN"
        )
    return token


def _connect(address: str) -> socket.socket:
    kind, _, where = address.partition(":")
    host, _, port = where.rpartition(":")
    # The token goes over this connection as it is.
    if kind == "tcp" and host in ("127.0.0.1", "localhost") and port.isdecimal():
        connection, place = socket.socket(socket.AF_INET, socket.SOCK_STREAM), (host, int(port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    elif kind == "unix" and where:
        connection, place = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM), where
    else:
        raise ValueError(f"an address is unix:PATH or tcp:127.0.0.1:PORT, not '{address}'")
    connection.settimeout(_PATIENCE_SECONDS)
    try:
        connection.connect(place)
    except (OSError, OverflowError) as error:
        connection.close()
        raise ConnectionError(f"there is no server at {address}: {error}") from error
    return connection


def _task(spec: Spec, wanted: str | None) -> int:
    if wanted is None:
        return 0
    if wanted not in spec.tasks:
        raise ValueError(f"there is no task '{wanted}', only {', '.join(spec.tasks)}")
    return spec.tasks.index(wanted)


def _metadata(spec: Spec) -> dict:
    return {"render_modes": [], "render_fps": round(1 / spec.seconds), "about": spec.about}


class RepriseEnv(gymnasium.Env):
    """One environment of a suite, for one of its tasks. ``is_success`` of a step's info says whether it did."""

    def __init__(self, connection: Connection, task: str | None = None) -> None:
        self._connection = connection
        self._task = _task(connection.spec, task)
        self.metadata = _metadata(connection.spec)
        self.observation_space = connection.spec.observation.space()
        self.action_space = connection.spec.action.space()
        self._index = np.zeros(1, np.uint32)
        self._live = False

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        # Without a seed the generator of the last one goes on.
        drawn = seed if seed is not None else int(self.np_random.integers(1 << 62))
        observation = self._connection.reset([(0, self._task, drawn)])[0]
        self._live = True
        return observation, {}

    def step(self, action):
        if not self._live:
            raise gymnasium.error.ResetNeeded("no episode is running: reset the environment first")
        row = np.asarray(action, np.float32).reshape(1, -1)
        seen, reward, flags = self._connection.step(self._index, row)[0]
        self._live = not flags & (protocol.TERMINATED | protocol.TRUNCATED)
        info = {"is_success": bool(flags & protocol.SUCCESS)}
        if flags & protocol.ABORTED:
            info["aborted"] = True
        return seen, float(reward), bool(flags & protocol.TERMINATED), bool(flags & protocol.TRUNCATED), info

    def close(self):
        self._connection.close()


class RepriseVectorEnv(gymnasium.vector.VectorEnv):
    """Environments of a suite side by side, in threads of one JVM; those that have ended are reset by the next step."""

    def __init__(self, connection: Connection, tasks: list[str | None]) -> None:
        spec = connection.spec
        self._connection = connection
        self._tasks = [_task(spec, task) for task in tasks]
        self.num_envs = len(tasks)
        self.metadata = {**_metadata(spec), "autoreset_mode": AutoresetMode.NEXT_STEP}
        self.single_observation_space = spec.observation.space()
        self.single_action_space = spec.action.space()
        self.observation_space = gymnasium.vector.utils.batch_space(self.single_observation_space, self.num_envs)
        self.action_space = gymnasium.vector.utils.batch_space(self.single_action_space, self.num_envs)
        self._ended = np.zeros(self.num_envs, bool)
        self._begun = False

    def reset(self, *, seed=None, options=None):
        if options and "reset_mask" in options:
            raise ValueError("reset begins episodes in all environments; there is no reset_mask")
        if isinstance(seed, (list, tuple, np.ndarray)):
            seeds = [None if one is None else int(one) for one in seed]
            if len(seeds) != self.num_envs:
                raise ValueError(f"{self.num_envs} environments need as many seeds, not {len(seeds)}")
            super().reset()
            # Later episodes are a function of these seeds too.
            if given := [one for one in seeds if one is not None]:
                self.np_random = np.random.default_rng(given)
        else:
            super().reset(seed=seed)
            seeds = [None if seed is None else seed + i for i in range(self.num_envs)]
        observations = self._connection.reset([self._begin(i, seeds[i]) for i in range(self.num_envs)])
        self._ended[:] = False
        self._begun = True
        return observations, {}

    def _begin(self, index: int, seed: int | None = None) -> tuple[int, int, int]:
        drawn = seed if seed is not None else int(self.np_random.integers(1 << 62))
        return index, self._tasks[index], drawn

    def step(self, actions):
        if not self._begun:
            raise gymnasium.error.ResetNeeded("no episodes are running: reset the environments first")
        actions = np.asarray(actions, np.float32)
        if len(actions) != self.num_envs:
            raise ValueError(f"{self.num_envs} environments need as many actions, not {len(actions)}")
        observations = np.empty(self.observation_space.shape, np.float32)
        rewards = np.zeros(self.num_envs, np.float32)
        flags = np.zeros(self.num_envs, np.uint8)
        going = np.flatnonzero(~self._ended)
        ended = np.flatnonzero(self._ended)
        # First what can be refused.
        if going.size:
            stepped = self._connection.step(going, actions[going])
            observations[going] = stepped["seen"]
            rewards[going] = stepped["reward"]
            flags[going] = stepped["flags"]
        if ended.size:
            observations[ended] = self._connection.reset([self._begin(int(i)) for i in ended])
        terminated = (flags & protocol.TERMINATED) > 0
        truncated = (flags & protocol.TRUNCATED) > 0
        self._ended = terminated | truncated
        infos = {"is_success": (flags & protocol.SUCCESS) > 0, "aborted": (flags & protocol.ABORTED) > 0}
        return observations, rewards, terminated, truncated, infos

    def close_extras(self, **kwargs):
        self._connection.close()


def make(
    suite: str, task: str | None = None, reprise: str | Path | None = None, address: str | None = None
) -> RepriseEnv:
    """An environment of Reprise's, such as ``make("planar/easy", "reach-north-east")``.

    Args:
        suite: as ``reprise tasks`` lists them.
        task: one of the suite's; by default its first.
        reprise: the launcher; by default ``REPRISE`` of the environment, or ``reprise`` on the path.
        address: of a server that runs already; its token is in ``REPRISE_GYM_TOKEN``.
    """
    connection = Connection(suite, 1, reprise, address)
    try:
        return RepriseEnv(connection, task)
    except ValueError:
        connection.close()
        raise


def make_vec(
    suite: str, tasks: list[str | None], reprise: str | Path | None = None, address: str | None = None
) -> RepriseVectorEnv:
    """As many environments as tasks are named, side by side; see :func:`make`."""
    connection = Connection(suite, len(tasks), reprise, address)
    try:
        return RepriseVectorEnv(connection, tasks)
    except ValueError:
        connection.close()
        raise
