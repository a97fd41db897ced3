"""What either end can do to the other: nothing but make it leave. A hundred thousand frames each way."""

import contextlib
import random
import socket
import struct
import threading
import tracemalloc

import numpy as np
import pytest

from reprise_gym import protocol
from reprise_gym.client import Connection
from reprise_gym.echo import suite as echo
from reprise_gym.protocol import ProtocolError
from reprise_gym.serve import Server

_FRAMES = 100_000
_AT_ONCE = 50
_TOKEN = bytes(protocol.TOKEN_BYTES)


def test_random_requests_make_the_server_leave_at_most():
    server = Server(echo(), environments=2)
    chance = random.Random(1)
    refused = handled = 0
    while handled < _FRAMES:
        failures = []
        ours, theirs = socket.socketpair()

        def serve(connection=theirs, failures=failures) -> None:
            with connection:
                try:
                    server.converse(connection, _TOKEN)
                except BaseException as error:  # noqa: BLE001 whatever it is has to be looked at
                    failures.append(error)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with ours:
            requests = [_reset(chance, index) for index in range(2)]
            requests += [_spoilt(chance, _request(chance), 0.01) for _ in range(_AT_ONCE)]
            # Of the answers one is that to the hello.
            handled += _frames(_exchange(ours, [_hello(), *requests])) - 1
        thread.join(10)
        assert not thread.is_alive()
        for failure in failures:
            refused += 1
            assert isinstance(failure, (ProtocolError, OSError)), repr(failure)
    assert refused > 100
    server.close()


def _exchange(connection: socket.socket, frames: list[bytes]) -> bytes:
    """Sends all, and reads what comes until the other side has left; returns it."""
    connection.settimeout(10)
    sender = threading.Thread(target=_send, args=(connection, b"".join(frames)), daemon=True)
    sender.start()
    answers = bytearray()
    with contextlib.suppress(ConnectionError):
        while came := connection.recv(1 << 16):
            answers += came
    sender.join(10)
    assert not sender.is_alive()
    return bytes(answers)


def _frames(data: bytes) -> int:
    """How many whole ones there are."""
    count = at = 0
    while at + 4 <= len(data):
        at += 4 + int.from_bytes(data[at : at + 4], "little")
        count += at <= len(data)
    return count


def _send(connection: socket.socket, data: bytes) -> None:
    try:
        connection.sendall(data)
        # A length beyond what comes is waited for; nothing comes any more.
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def test_random_answers_make_the_client_leave_at_most(monkeypatch):
    monkeypatch.setenv("REPRISE_GYM_TOKEN", _TOKEN.hex())
    spec = _frame(protocol.SPEC, Server(echo())._spec)
    width = 4 * 39
    chance = random.Random(2)
    answered = 0
    outcomes = {"left": 0, "read": 0}
    while answered < _FRAMES:
        ours, theirs = socket.socketpair()
        monkeypatch.setattr("reprise_gym.client._connect", lambda address, ours=ours: ours)
        # Hello, reset and steps, all answered in advance.
        answers = [spec, _frame(protocol.OBSERVATIONS, chance.randbytes(width))]
        answers += [_frame(protocol.STEPS, chance.randbytes(width + 5)) for _ in range(_AT_ONCE)]
        answered += 1
        rate = chance.choice([0.01, 0.01, 0.01, 1])
        with theirs:
            theirs.sendall(b"".join(_spoilt(chance, answer, rate) for answer in answers))
            theirs.shutdown(socket.SHUT_WR)
            try:
                connection = Connection("", address="unix:nowhere")
                actions = np.zeros((1, connection.spec.action.low.size), np.float32)
                actions = np.clip(actions, connection.spec.action.low, connection.spec.action.high)
                connection.reset([(0, 0, 1)])
                answered += 1
                for _ in range(_AT_ONCE):
                    connection.step(np.zeros(1, np.uint32), actions)
                    answered += 1
                connection.close()
                outcomes["read"] += 1
            except (ConnectionError, ProtocolError):
                outcomes["left"] += 1
        assert ours.fileno() < 0, "it is closed either way"
    assert min(outcomes.values()) > 50, outcomes


def test_a_length_beyond_the_bound_is_refused_before_anything_is_allocated(monkeypatch):
    monkeypatch.setenv("REPRISE_GYM_TOKEN", _TOKEN.hex())
    ours, theirs = socket.socketpair()
    monkeypatch.setattr("reprise_gym.client._connect", lambda address: ours)
    with theirs:
        theirs.sendall(struct.pack("<IB", protocol.MOST_BYTES + 1, protocol.SPEC))
        tracemalloc.start()
        with pytest.raises(ConnectionError, match=f"1 to {protocol.MOST_BYTES} bytes, not"):
            Connection("", address="unix:nowhere")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < protocol.MOST_BYTES / 4


def _frame(kind: int, payload: bytes) -> bytes:
    return struct.pack("<IB", 1 + len(payload), kind) + payload


def _hello() -> bytes:
    return _frame(protocol.HELLO, struct.pack("<H", protocol.VERSION) + _TOKEN)


def _request(chance: random.Random) -> bytes:
    """Of the right form, mostly."""
    index = 2 if chance.random() < 0.005 else chance.randrange(2)
    if chance.random() < 0.5:
        return _reset(chance, index)
    scale = 1.02 if chance.random() < 0.02 else 1
    return _frame(protocol.STEP, struct.pack("<II4f", 1, index, *(scale * chance.uniform(-1, 1) for _ in range(4))))


def _reset(chance: random.Random, index: int) -> bytes:
    return _frame(protocol.RESET, struct.pack("<IIIq", 1, index, chance.randrange(2), chance.getrandbits(63)))


def _spoilt(chance: random.Random, frame: bytes, rate: float) -> bytes:
    """With bytes changed, another length, cut off, or something else altogether, at a rate."""
    if chance.random() >= rate:
        return frame
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.randrange(1, 200))
    if kind == 1:
        length = chance.choice([0, 1, len(frame), protocol.MOST_BYTES, protocol.MOST_BYTES + 1, 0xFFFF_FFFF])
        return struct.pack("<I", length) + frame[4:]
    if kind == 2:
        return frame[: chance.randrange(1, len(frame))]
    changed = bytearray(frame)
    for _ in range(chance.randrange(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
