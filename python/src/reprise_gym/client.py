"""Environments of Reprise's for Python: :func:`make` and :func:`make_vec`."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode

from . import protocol
from .protocol import Channel, ProtocolError

_PATIENCE_SECONDS = 120


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
        value = bytes(self._payload[self._at : self._at + length]).decode()
        self._at += length
        return value

    def box(self) -> Box:
        axes = [(self.text(), self.number("f"), self.number("f")) for _ in range(self.number("I"))]
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
        tasks = []
        for _ in range(reader.number("I")):
            tasks.append(reader.text())
            reader.text()
        return Spec(environments, *boxes, most, seconds, tuple(tasks), reader.text())
    except (struct.error, UnicodeDecodeError, ValueError) as error:
        raise ProtocolError(f"what the server says of itself cannot be read: {error}") from error


class Connection:
    """A server of environments, started here or found at an address.

    Args:
        suite: that a JVM is started for.
        environments: side by side.
        reprise: the launcher; by default ``REPRISE`` of the environment, or ``reprise`` on the path.
        address: ``unix:PATH`` or ``tcp:127.0.0.1:PORT`` of a server that runs already, instead of starting one.
    """

    def __init__(
        self, suite: str, environments: int = 1, reprise: str | Path | None = None, address: str | None = None
    ) -> None:
        self._process: subprocess.Popen | None = None
        if address is None:
            token = secrets.token_bytes(protocol.TOKEN_BYTES)
            address = self._start(suite, environments, reprise, token)
        else:
            token = bytes.fromhex(os.environ["REPRISE_GYM_TOKEN"])
        try:
            self._socket = _connect(address)
            self._socket.settimeout(_PATIENCE_SECONDS)
            self._channel = Channel(self._socket)
            self.spec = _spec(self._ask(protocol.HELLO, struct.pack("<H", protocol.VERSION) + token, protocol.SPEC))
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
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "REPRISE_GYM_TOKEN": token.hex()},
        )
        for line in self._process.stdout:
            kind, _, address = line.decode().strip().partition(" ")
            if kind == "ready":
                return address
        said = self._process.stderr.read().decode().strip()
        self._process.wait()
        raise ValueError(f"suite '{suite}' is not served: {said}")

    def _ask(self, kind: int, payload: bytes, answer: int) -> memoryview:
        self._channel.send(kind, payload)
        frame = self._channel.receive()
        if frame is None:
            raise ConnectionError("the server has closed the connection")
        if frame[0] != answer:
            raise ProtocolError(f"an answer of type {answer} was expected, not {frame[0]}")
        return frame[1]

    def reset(self, requests: list[tuple[int, int, int]]) -> np.ndarray:
        """Begins episodes: environment, task and seed of each; returns first observations, one row each."""
        payload = struct.pack("<I", len(requests)) + b"".join(struct.pack("<IIq", *request) for request in requests)
        answer = self._ask(protocol.RESET, payload, protocol.OBSERVATIONS)
        return np.frombuffer(answer, "<f4").reshape(len(requests), self._width).astype(np.float32)

    def step(self, indices: np.ndarray, actions: np.ndarray) -> np.ndarray:
        """Steps environments; returns a record of observation (seen), reward and flags for each."""
        request = np.empty(len(indices), np.dtype([("index", "<u4"), ("action", "<f4", (actions.shape[1],))]))
        request["index"] = indices
        request["action"] = actions
        answer = self._ask(protocol.STEP, struct.pack("<I", len(indices)) + request.tobytes(), protocol.STEPS)
        return np.frombuffer(answer, self._stepped).copy()

    def close(self) -> None:
        """Leaves the server, and ends it if it was started here."""
        with contextlib.suppress(OSError):
            self._channel.send(protocol.CLOSE, b"")
        self._end()

    def _end(self) -> None:
        if hasattr(self, "_socket"):
            self._socket.close()
        if self._process is not None:
            self._process.stdin.close()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
            self._process.stderr.close()
            self._process = None


def _connect(address: str) -> socket.socket:
    kind, _, where = address.partition(":")
    if kind == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(where)
    elif kind == "tcp":
        host, _, port = where.rpartition(":")
        connection = socket.create_connection((host, int(port)))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    else:
        raise ValueError(f"an address is unix:PATH or tcp:127.0.0.1:PORT, not '{address}'")
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

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        # Without a seed the generator of the last one goes on.
        drawn = seed if seed is not None else int(self.np_random.integers(1 << 62))
        return self._connection.reset([(0, self._task, drawn)])[0], {}

    def step(self, action):
        row = np.asarray(action, np.float32).reshape(1, -1)
        seen, reward, flags = self._connection.step(self._index, row)[0]
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

    def reset(self, *, seed=None, options=None):
        if isinstance(seed, (list, tuple)):
            seeds = list(seed)
            super().reset()
        else:
            super().reset(seed=seed)
            seeds = [None if seed is None else seed + i for i in range(self.num_envs)]
        self._ended[:] = False
        return self._connection.reset([self._begin(i, seeds[i]) for i in range(self.num_envs)]), {}

    def _begin(self, index: int, seed: int | None = None) -> tuple[int, int, int]:
        drawn = seed if seed is not None else int(self.np_random.integers(1 << 62))
        return index, self._tasks[index], drawn

    def step(self, actions):
        observations = np.empty(self.observation_space.shape, np.float32)
        rewards = np.zeros(self.num_envs, np.float32)
        flags = np.zeros(self.num_envs, np.uint8)
        going = np.flatnonzero(~self._ended)
        ended = np.flatnonzero(self._ended)
        if ended.size:
            observations[ended] = self._connection.reset([self._begin(int(i)) for i in ended])
        if going.size:
            stepped = self._connection.step(going, np.asarray(actions, np.float32)[going])
            observations[going] = stepped["seen"]
            rewards[going] = stepped["reward"]
            flags[going] = stepped["flags"]
        terminated = (flags & protocol.TERMINATED) > 0
        truncated = (flags & protocol.TRUNCATED) > 0
        self._ended = terminated | truncated
        return observations, rewards, terminated, truncated, {"is_success": (flags & protocol.SUCCESS) > 0}

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
