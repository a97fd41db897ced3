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
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NoReturn

import gymnasium
import numpy as np

from . import __version__, protocol
from .protocol import Channel, ProtocolError, Writer
from .suite import Actions, EntryError, Layout, Suite, resolve

_HANDSHAKE_SECONDS = 10
#: That environments have to close when the parent is gone; less than it waits, where it only closes this process.
_CLOSING_SECONDS = 4
#: Of a Unix socket, on the systems that have least room for it; Linux has 107.
_LONGEST_PATH = 103
_DEFAULT_STEPS = 1000
_DEFAULT_SECONDS = 0.05
#: Tasks at most that are all made at the start, to see that their spaces are the same; more are checked one by one.
_CHECKED_AT_START = 10
_COUNT = struct.Struct("<I")
_RESET = struct.Struct("<IIq")
_INDEX = struct.Struct("<I")
_JUDGED = struct.Struct("<fB")


class _Slot:
    """One of the environments that are served side by side: of each task one, of which few are kept ready."""

    def __init__(self, make: Callable[[int], gymnasium.Env], kept: int) -> None:
        self._make = make
        self._kept = kept
        self._ready: OrderedDict[int, gymnasium.Env] = OrderedDict()
        self.environment: gymnasium.Env | None = None
        self.live = False
        self.steps = 0

    def take(self, task: int) -> gymnasium.Env:
        environment = self._ready.pop(task, None)
        if environment is None:
            environment = self._make(task)
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


class _Offer:
    """What all tasks of a suite have in common, as one's environment has it."""

    def __init__(self, suite: Suite, environment: gymnasium.Env) -> None:
        self.observations = Layout(environment.observation_space, "observation")
        self.actions = Actions(environment.action_space)
        self.most_steps = _most_steps(suite, environment)

    def difference(self, other: _Offer) -> str | None:
        """What is not the same, in words; None when everything is."""
        if not self.observations.same(other.observations):
            return "other observations (their entries, or the bounds of those)"
        if not self.actions.same(other.actions):
            return "other actions (their shape, type or bounds)"
        if self.most_steps != other.most_steps:
            return f"episodes of {other.most_steps} steps instead of {self.most_steps}; a Suite with max_steps sets one limit"
        return None


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
        self._slots = [_Slot(self._make, max(1, kept)) for _ in range(environments)]
        self._offer: _Offer | None = None
        try:
            self._spec = self._checked()
        except BaseException:
            self.close()
            raise

    def _checked(self) -> bytes:
        """Makes the first environments; returns what all have in common."""
        suite, environments = self.suite, len(self._slots)
        first = self._slots[0].take(0)
        self._seconds = _seconds(suite, first)
        if len(suite.tasks) <= _CHECKED_AT_START:
            for task in range(1, len(suite.tasks)):
                self._slots[0].take(task)
        most = 4 * self._offer.observations.size + _JUDGED.size
        if environments * most + 5 > protocol.MOST_BYTES:
            raise EntryError(
                f"{environments} observations of {self._offer.observations.size} numbers do not fit a frame"
            )
        spec = self._describe()
        if 1 + len(spec) > protocol.MOST_BYTES:
            raise EntryError(
                f"the spaces and the {len(suite.tasks)} tasks' names and descriptions take {len(spec)} bytes, which must be"
                f" fewer than {protocol.MOST_BYTES}"
            )
        return spec

    def _make(self, task: int) -> gymnasium.Env:
        wanted = self.suite.tasks[task]
        try:
            environment = wanted.make()
        except (gymnasium.error.Error, ImportError) as error:
            raise EntryError(f"task '{wanted.name}' cannot be made: {error}") from error
        offer = _Offer(self.suite, environment)
        if self._offer is None:
            self._offer = offer
        elif difference := self._offer.difference(offer):
            raise EntryError(
                f"tasks of one suite must have the same spaces: '{wanted.name}' has not what"
                f" '{self.suite.tasks[0].name}' has but {difference}"
            )
        return environment

    def close(self) -> None:
        """Closes all environments; what is asked for afterwards is made anew."""
        for slot in self._slots:
            slot.close()

    def converse(self, connection: socket.socket, token: bytes, greeted: Callable[[], None] = lambda: None) -> None:
        """Serves one client until it leaves.

        Args:
            connection: to the client.
            token: that it has to know.
            greeted: called as soon as it has shown that it does.

        Raises:
            ProtocolError: when the client breaks the protocol or does not know the token.
        """
        channel = Channel(connection)
        hello = channel.receive(due=time.monotonic() + _HANDSHAKE_SECONDS)
        if hello is None:
            return
        version = _version(hello, token)
        if version != protocol.VERSION:
            # Enough for the client to say what is wrong.
            channel.send(protocol.SPEC, Writer().number("H", protocol.VERSION).bytes())
            raise ProtocolError(f"the client speaks version {version}, this server {protocol.VERSION}")
        connection.settimeout(None)
        greeted()
        for slot in self._slots:
            slot.live = False
        channel.send(protocol.SPEC, self._spec)
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

    def _describe(self) -> bytes:
        writer = Writer().number("HI", protocol.VERSION, len(self._slots))
        for box in (self._offer.observations, self._offer.actions):
            writer.number("I", box.size)
            for name, low, high in zip(box.names, box.low, box.high, strict=True):
                writer.text(name).number("ff", low, high)
        writer.number("Id", self._offer.most_steps, self._seconds).number("I", len(self.suite.tasks))
        for task in self.suite.tasks:
            writer.text(task.name).text(task.description)
        about = f"reprise-gym {__version__}" + (f"; {self.suite.about}" if self.suite.about else "")
        return writer.text(about).bytes()

    def _reset(self, payload: memoryview) -> bytes:
        count = _count(payload, _RESET.size, len(self._slots))
        reply = bytearray()
        named: set[int] = set()
        for i in range(count):
            index, task, seed = _RESET.unpack_from(payload, 4 + i * _RESET.size)
            slot = self._slot(index, named)
            if task >= len(self.suite.tasks):
                raise ProtocolError(f"there is no task {task}, only {len(self.suite.tasks)}")
            environment = slot.take(task)
            observation, _ = environment.reset(seed=_folded(seed))
            slot.live = True
            slot.steps = 0
            reply += self._row(observation).tobytes()
        return reply

    def _step(self, payload: memoryview) -> bytes:
        width = 4 + 4 * self._offer.actions.size
        count = _count(payload, width, len(self._slots))
        reply = bytearray()
        named: set[int] = set()
        for i in range(count):
            at = 4 + i * width
            slot = self._slot(_INDEX.unpack_from(payload, at)[0], named)
            if not slot.live:
                raise ProtocolError("a step needs an episode that runs: reset first")
            row = np.frombuffer(payload, "<f4", self._offer.actions.size, at + 4)
            if not ((row >= self._offer.actions.low) & (row <= self._offer.actions.high)).all():
                raise ProtocolError("an action is outside its bounds")
            observation, reward, terminated, truncated, info = slot.environment.step(self._offer.actions.of(row))
            slot.steps += 1
            truncated = truncated or slot.steps >= self._offer.most_steps
            flags = (
                (protocol.TERMINATED if terminated else 0)
                | (protocol.TRUNCATED if truncated else 0)
                | (protocol.SUCCESS if info.get(self.suite.success_key) else 0)
            )
            slot.live = not (terminated or truncated)
            reply += self._row(observation).tobytes()
            reply += _JUDGED.pack(reward, flags)
        return reply

    def _slot(self, index: int, named: set[int]) -> _Slot:
        if index >= len(self._slots):
            raise ProtocolError(f"there is no environment {index}, only {len(self._slots)}")
        if index in named:
            raise ProtocolError(f"environment {index} is named twice in one message")
        named.add(index)
        return self._slots[index]

    def _row(self, observation: object) -> np.ndarray:
        row = self._offer.observations.row(observation)
        if row.size != self._offer.observations.size:
            raise RuntimeError(f"an observation has {row.size} numbers, its space {self._offer.observations.size}")
        return row


def _folded(seed: int) -> int:
    """A seed of 31 bits made of both halves of one: generators that NumPy keeps for old code take no more than 32."""
    return (seed ^ seed >> 32) & 0x7FFF_FFFF


def _version(frame: tuple[int, memoryview], token: bytes) -> int:
    kind, payload = frame
    if kind != protocol.HELLO or len(payload) != 2 + protocol.TOKEN_BYTES:
        raise ProtocolError("a client begins with its version and token")
    if not hmac.compare_digest(bytes(payload[2:]), token):
        raise ProtocolError("a client does not know the token")
    return int.from_bytes(payload[:2], "little")


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


class Listener:
    """A listening socket, and the address that clients find it at.

    Args:
        address: ``unix:PATH``, ``tcp:HOST:PORT`` of the loopback interface, or None for a new Unix socket.
    """

    def __init__(self, address: str | None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="reprise-gym-")) if address is None else None
        self.address = address or f"unix:{self._folder}/socket"
        self._file: Path | None = None
        # A signal may come while its own thread closes.
        self._closing = threading.RLock()
        kind, _, where = self.address.partition(":")
        host, _, port = where.rpartition(":")
        if kind == "unix" and where:
            self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                if len(os.fsencode(where)) > _LONGEST_PATH:
                    raise EntryError(
                        f"the path of a Unix socket has at most {_LONGEST_PATH} bytes, not '{where}';"
                        " set TMPDIR to a shorter one, or give an --address"
                    )
                # Nobody else may connect between the socket's birth and a change of its rights.
                before = os.umask(0o177)
                try:
                    self.socket.bind(where)
                finally:
                    os.umask(before)
            except BaseException:
                self.close()
                raise
            self._file = Path(where)
        elif kind == "tcp" and host in ("127.0.0.1", "localhost") and port.isdecimal() and int(port) < 1 << 16:
            self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind(("127.0.0.1", int(port)))
            self.address = f"tcp:127.0.0.1:{self.socket.getsockname()[1]}"
        else:
            raise EntryError(f"an address is unix:PATH or tcp:127.0.0.1:PORT, not '{self.address}'")
        self.socket.listen(1)

    @property
    def open(self) -> bool:
        """Whether it still listens."""
        return self.socket.fileno() >= 0

    def close(self) -> None:
        """Leaves nothing behind; harmless when it was done before. Who comes second waits, as its process may end with it."""
        with self._closing:
            self.socket.close()
            with contextlib.suppress(OSError):
                if self._file:
                    self._file.unlink()
            with contextlib.suppress(OSError):
                if self._folder:
                    self._folder.rmdir()


class _Parent:
    """Ends this process when what its standard input comes from is gone: first what is open is closed, for which there
    is little time."""

    def __init__(self, listener: Listener) -> None:
        self._gone = False
        #: Whether the end may come anywhere, as what has been opened is closed then; not while it is being closed.
        self.may_end = True
        # Ctrl-C in a terminal, its end and what ends a whole group of processes reach this one too: the parent may want to
        # finish what it does before this one ends. Ctrl-C is not for what environments start either; the other signals
        # are not ignored, only disregarded, as environments end what they started by them.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)
        threading.Thread(target=self._watch, args=[listener], daemon=True).start()

    def _on_signal(self, *_: object) -> None:
        if self._gone and self.may_end:
            sys.exit(0)

    def _watch(self, listener: Listener) -> None:
        # Not through sys.stdin, whose lock this thread would hold while the interpreter ends.
        with contextlib.suppress(OSError):
            while os.read(0, 1):
                pass
        self._gone = True
        # To the thread that waits: another one's would not wake it.
        signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)
        time.sleep(_CLOSING_SECONDS)
        listener.close()
        os._exit(0)


@contextlib.contextmanager
def _own_output() -> Iterator[IO[str]]:
    """Standard output for us alone: what environments print goes to standard error, and into nobody's lines."""
    sys.stdout.flush()
    with os.fdopen(os.dup(1), "w") as out:
        os.dup2(2, 1)
        try:
            yield out
        finally:
            sys.stdout.flush()
            os.dup2(out.fileno(), 1)


def _token(out: IO[str]) -> bytes:
    given = os.environ.get("REPRISE_GYM_TOKEN")
    if given is None:
        token = secrets.token_bytes(protocol.TOKEN_BYTES)
        print(f"REPRISE_GYM_TOKEN={token.hex()}", file=out, flush=True)
        return token
    token = protocol.token_of(given)
    if token is None:
        raise EntryError(f"REPRISE_GYM_TOKEN must be {2 * protocol.TOKEN_BYTES} hexadecimal digits")
    return token


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m reprise_gym.serve", description=__doc__)
    parser.add_argument("entry", help="an id of Gymnasium's, several with commas, module:function, or metaworld:SUITE")
    parser.add_argument("--address", help="unix:PATH or tcp:127.0.0.1:PORT (0: any free one)")
    parser.add_argument("--environments", type=int, default=1, metavar="N", help="side by side (default 1)")
    parser.add_argument("--keep", type=int, default=12, metavar="N", help="tasks kept ready each (default 12)")
    parser.add_argument("--clients", type=int, default=64, metavar="N", help="served at a time (default 64)")
    parser.add_argument("--once", action="store_true", help="end after the first client that knows the token")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input does")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Serves until interrupted; returns the exit status."""
    options = _arguments(arguments)
    # As Ctrl-C: what is open is closed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with _own_output() as out:
            return _run(options, out)
    except (EntryError, OSError) as error:
        print(f"reprise-gym: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace, out: IO[str]) -> int:
    if options.clients < 1:
        raise EntryError(f"at least 1 client must be served, not {options.clients}")
    token = _token(out)
    with contextlib.closing(Listener(options.address)) as listener:
        parent = _Parent(listener) if options.with_parent else None
        with contextlib.closing(Server(resolve(options.entry), options.environments, options.keep)) as server:
            try:
                if not options.once:
                    # Each client's are its own: a fork would share what these hold open, and their random numbers.
                    server.close()
                print(f"ready {listener.address}", file=out, flush=True)
                if options.once:
                    _serve_one(server, listener, token)
                else:
                    _serve_all(server, listener, token, options.clients)
            finally:
                if parent:
                    parent.may_end = False
    return 0


def _serve_one(server: Server, listener: Listener, token: bytes) -> None:
    # Who does not know the token takes nobody's place. After the one who does nobody else will connect: however this
    # process ends from then on, nothing is left behind.
    while listener.open:
        connection, _ = listener.socket.accept()
        with connection:
            _converse(server, connection, token, listener.close)


def _serve_all(server: Server, listener: Listener, token: bytes, most: int) -> NoReturn:
    # Each client has a process of its own, so that none waits for another and none takes another down.
    children: set[int] = set()
    while True:
        connection, _ = listener.socket.accept()
        with connection:
            children = {child for child in children if os.waitpid(child, os.WNOHANG) == (0, 0)}
            if len(children) >= most:
                print(f"reprise-gym: a client was left: {most} are served already", file=sys.stderr, flush=True)
                continue
            child = os.fork()
            if child == 0:
                _live_as_child(server, listener, connection, token)
            children.add(child)


def _live_as_child(server: Server, listener: Listener, connection: socket.socket, token: bytes) -> NoReturn:
    """Serves a client and ends, never to return into what the parent does: the socket's file is the parent's."""
    status = 1
    try:
        listener.socket.close()
        # The generator that is NumPy's own would be the same in all children; Python's makes itself new.
        np.random.seed()
        with contextlib.closing(server):
            _converse(server, connection, token, lambda: None)
        status = 0
    except KeyboardInterrupt:
        status = 130
    except SystemExit as end:
        status = end.code
    except BaseException:  # noqa: BLE001 whatever it was, this process ends here
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def _converse(server: Server, connection: socket.socket, token: bytes, greeted: Callable[[], None]) -> None:
    if connection.family == socket.AF_INET:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        server.converse(connection, token, greeted)
    except (ProtocolError, EntryError, OSError) as error:
        print(f"reprise-gym: a client was left: {error}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
