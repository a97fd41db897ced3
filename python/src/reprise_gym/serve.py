"""``python -m reprise_gym.serve ENTRY``: serves environments."""

from __future__ import annotations

import argparse
import contextlib
import hmac
import os
import secrets
import signal
import socket
import struct
import sys
import tempfile
import threading
from collections import OrderedDict
from importlib.metadata import version
from pathlib import Path

import gymnasium
import numpy as np

from . import protocol
from .protocol import Channel, ProtocolError, Writer
from .suite import Actions, EntryError, Layout, Suite, resolve

_HANDSHAKE_SECONDS = 10
_DEFAULT_STEPS = 1000
_DEFAULT_SECONDS = 0.05
_COUNT = struct.Struct("<I")
_RESET = struct.Struct("<IIq")
_INDEX = struct.Struct("<I")
_JUDGED = struct.Struct("<fB")


class _Slot:
    """One of the environments that are served side by side: of each task one, of which few are kept ready."""

    def __init__(self, suite: Suite, kept: int) -> None:
        self._suite = suite
        self._kept = kept
        self._ready: OrderedDict[int, gymnasium.Env] = OrderedDict()
        self.environment: gymnasium.Env | None = None
        self.live = False
        self.steps = 0

    def take(self, task: int) -> gymnasium.Env:
        environment = self._ready.pop(task, None)
        if environment is None:
            environment = self._suite.tasks[task].make()
        self._ready[task] = environment
        while len(self._ready) > self._kept:
            self._ready.popitem(last=False)[1].close()
        self.environment = environment
        return environment

    def close(self) -> None:
        for environment in self._ready.values():
            environment.close()
        self._ready.clear()
        self.environment = None


class Server:
    """The environments of a suite, and what a client may ask of them.

    Args:
        suite: what is served.
        environments: how many side by side.
        kept: how many tasks' environments each of them keeps ready.
    """

    def __init__(self, suite: Suite, environments: int = 1, kept: int = 12) -> None:
        if not 1 <= environments <= protocol.MOST_ENVIRONMENTS:
            raise EntryError(f"1 to {protocol.MOST_ENVIRONMENTS} environments can be served, not {environments}")
        self.suite = suite
        self._slots = [_Slot(suite, max(1, kept)) for _ in range(environments)]
        first = self._slots[0].take(0)
        self._observations = Layout(first.observation_space, "observation")
        self._actions = Actions(first.action_space)
        self._most_steps = _most_steps(suite, first)
        self._seconds = _seconds(suite, first)
        most = 4 * self._observations.size + _JUDGED.size
        if environments * most + 5 > protocol.MOST_BYTES:
            raise EntryError(f"{environments} observations of {self._observations.size} numbers do not fit a frame")

    def close(self) -> None:
        """Closes all environments."""
        for slot in self._slots:
            slot.close()

    def converse(self, connection: socket.socket, token: bytes) -> None:
        """Serves one client until it leaves.

        Raises:
            ProtocolError: when the client breaks the protocol or does not know the token.
        """
        connection.settimeout(_HANDSHAKE_SECONDS)
        channel = Channel(connection)
        hello = channel.receive()
        if hello is None:
            return
        _check_hello(hello, token)
        connection.settimeout(None)
        for slot in self._slots:
            slot.live = False
        channel.send(protocol.SPEC, self.spec())
        while (frame := channel.receive()) is not None:
            kind, payload = frame
            if kind == protocol.STEP:
                channel.send(protocol.STEPS, self._step(payload))
            elif kind == protocol.RESET:
                channel.send(protocol.OBSERVATIONS, self._reset(payload))
            elif kind == protocol.CLOSE:
                return
            else:
                raise ProtocolError(f"there is no request of type {kind}")

    def spec(self) -> bytes:
        """The payload that says what is served."""
        writer = Writer().number("HI", protocol.VERSION, len(self._slots))
        for box in (self._observations, self._actions):
            writer.number("I", box.size)
            for name, low, high in zip(box.names, box.low, box.high, strict=True):
                writer.text(name).number("ff", low, high)
        writer.number("Id", self._most_steps, self._seconds).number("I", len(self.suite.tasks))
        for task in self.suite.tasks:
            writer.text(task.name).text(task.description)
        about = f"reprise-gym {version('reprise-gym')}" + (f"; {self.suite.about}" if self.suite.about else "")
        return writer.text(about).bytes()

    def _reset(self, payload: memoryview) -> bytes:
        count = _count(payload, _RESET.size, len(self._slots))
        reply = bytearray()
        for i in range(count):
            index, task, seed = _RESET.unpack_from(payload, 4 + i * _RESET.size)
            slot = self._slot(index)
            if task >= len(self.suite.tasks):
                raise ProtocolError(f"there is no task {task}, only {len(self.suite.tasks)}")
            environment = slot.take(task)
            observation, _ = environment.reset(seed=seed & 0x7FFF_FFFF_FFFF_FFFF)
            slot.live = True
            slot.steps = 0
            reply += self._row(observation).tobytes()
        return reply

    def _step(self, payload: memoryview) -> bytes:
        width = 4 + 4 * self._actions.size
        count = _count(payload, width, len(self._slots))
        reply = bytearray()
        for i in range(count):
            at = 4 + i * width
            slot = self._slot(_INDEX.unpack_from(payload, at)[0])
            if not slot.live:
                raise ProtocolError("a step needs an episode that runs: reset first")
            row = np.frombuffer(payload, "<f4", self._actions.size, at + 4)
            if not ((row >= self._actions.low) & (row <= self._actions.high)).all():
                raise ProtocolError("an action is outside its bounds")
            observation, reward, terminated, truncated, info = slot.environment.step(self._actions.of(row))
            slot.steps += 1
            truncated = truncated or slot.steps >= self._most_steps
            flags = (
                (protocol.TERMINATED if terminated else 0)
                | (protocol.TRUNCATED if truncated else 0)
                | (protocol.SUCCESS if info.get(self.suite.success_key) else 0)
            )
            slot.live = not (terminated or truncated)
            reply += self._row(observation).tobytes()
            reply += _JUDGED.pack(reward, flags)
        return reply

    def _slot(self, index: int) -> _Slot:
        if index >= len(self._slots):
            raise ProtocolError(f"there is no environment {index}, only {len(self._slots)}")
        return self._slots[index]

    def _row(self, observation: object) -> np.ndarray:
        row = self._observations.row(observation)
        if row.size != self._observations.size:
            raise RuntimeError(f"an observation has {row.size} numbers, its space {self._observations.size}")
        return row


def _check_hello(frame: tuple[int, memoryview], token: bytes) -> None:
    kind, payload = frame
    if kind != protocol.HELLO or len(payload) != 2 + protocol.TOKEN_BYTES:
        raise ProtocolError("a client begins with its version and token")
    if not hmac.compare_digest(bytes(payload[2:]), token):
        raise ProtocolError("a client does not know the token")
    version = int.from_bytes(payload[:2], "little")
    if version != protocol.VERSION:
        raise ProtocolError(f"the client speaks version {version}, this server {protocol.VERSION}")


def _count(payload: memoryview, width: int, most: int) -> int:
    if len(payload) < _COUNT.size:
        raise ProtocolError("a request is cut off")
    count = _COUNT.unpack_from(payload)[0]
    if not 1 <= count <= most or len(payload) != _COUNT.size + count * width:
        raise ProtocolError(f"a request of {len(payload)} bytes cannot be for {count} environments")
    return count


def _most_steps(suite: Suite, environment: gymnasium.Env) -> int:
    own = environment.spec.max_episode_steps if environment.spec else None
    return suite.max_steps or own or _DEFAULT_STEPS


def _seconds(suite: Suite, environment: gymnasium.Env) -> float:
    if suite.seconds:
        return suite.seconds
    own = getattr(environment.unwrapped, "dt", None)
    if isinstance(own, (int, float)) and own > 0:
        return float(own)
    frames = environment.metadata.get("render_fps")
    return 1 / frames if frames else _DEFAULT_SECONDS


def listen(address: str | None) -> tuple[socket.socket, str]:
    """A listening socket, and the address that clients find it at.

    Args:
        address: ``unix:PATH``, ``tcp:HOST:PORT`` of the loopback interface, or None for a new Unix socket.
    """
    if address is None:
        address = "unix:" + str(Path(tempfile.mkdtemp(prefix="reprise-gym-")) / "socket")
    kind, _, where = address.partition(":")
    if kind == "unix" and where:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        # Nobody else may connect between the socket's birth and a change of its rights.
        before = os.umask(0o177)
        try:
            listener.bind(where)
        finally:
            os.umask(before)
    elif kind == "tcp" and where.rpartition(":")[0] in ("127.0.0.1", "localhost"):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", int(where.rpartition(":")[2])))
        address = f"tcp:127.0.0.1:{listener.getsockname()[1]}"
    else:
        raise EntryError(f"an address is unix:PATH or tcp:127.0.0.1:PORT, not '{address}'")
    listener.listen(1)
    return listener, address


def _end_with_parent() -> None:
    """Ends this process when what its standard input comes from is gone."""

    def watch() -> None:
        # Not through sys.stdin, whose lock this thread would hold while the interpreter ends.
        with contextlib.suppress(OSError):
            while os.read(0, 1):
                pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _token() -> bytes:
    given = os.environ.get("REPRISE_GYM_TOKEN")
    if given is None:
        token = secrets.token_bytes(protocol.TOKEN_BYTES)
        print(f"REPRISE_GYM_TOKEN={token.hex()}", flush=True)
        return token
    try:
        token = bytes.fromhex(given)
    except ValueError:
        token = b""
    if len(token) != protocol.TOKEN_BYTES:
        raise EntryError(f"REPRISE_GYM_TOKEN must be {2 * protocol.TOKEN_BYTES} hexadecimal digits")
    return token


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m reprise_gym.serve", description=__doc__)
    parser.add_argument("entry", help="an id of Gymnasium's, several with commas, module:function, or metaworld:SUITE")
    parser.add_argument("--address", help="unix:PATH or tcp:127.0.0.1:PORT (0: any free one)")
    parser.add_argument("--environments", type=int, default=1, metavar="N", help="side by side (default 1)")
    parser.add_argument("--keep", type=int, default=12, metavar="N", help="tasks kept ready each (default 12)")
    parser.add_argument("--once", action="store_true", help="end after the first client")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input does")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Serves until interrupted; returns the exit status."""
    options = _arguments(arguments)
    if options.with_parent:
        _end_with_parent()
    try:
        token = _token()
        server = Server(resolve(options.entry), options.environments, options.keep)
        listener, address = listen(options.address)
    except (EntryError, OSError) as error:
        print(f"reprise-gym: {error}", file=sys.stderr)
        return 2
    try:
        with listener:
            print(f"ready {address}", flush=True)
            return _serve(server, listener, token, options.once)
    except KeyboardInterrupt:
        return 130
    finally:
        server.close()
        if address.startswith("unix:"):
            with contextlib.suppress(OSError):
                os.unlink(address[5:])


def _serve(server: Server, listener: socket.socket, token: bytes, once: bool) -> int:
    # Each client has a process of its own, so that none waits for another and none takes another down.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        connection, _ = listener.accept()
        with connection:
            if once:
                _converse(server, connection, token)
                return 0
            if os.fork() == 0:
                listener.close()
                _converse(server, connection, token)
                os._exit(0)


def _converse(server: Server, connection: socket.socket, token: bytes) -> None:
    if connection.family == socket.AF_INET:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        server.converse(connection, token)
    except (ProtocolError, OSError) as error:
        print(f"reprise-gym: a client was left: {error}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
