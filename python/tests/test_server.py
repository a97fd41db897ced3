"""What the server promises to clients, good and bad ones."""

import contextlib
import socket
import struct
import threading
import time

import gymnasium
import numpy as np
import pytest

from reprise_gym import protocol
from reprise_gym.echo import Echo
from reprise_gym.echo import suite as echo
from reprise_gym.protocol import Channel, ProtocolError
from reprise_gym.serve import Server
from reprise_gym.suite import Actions, EntryError, Layout, Suite, Task, resolve, task_name

TOKEN = bytes(range(protocol.TOKEN_BYTES))
HELLO = struct.pack("<H", protocol.VERSION) + TOKEN


class Client:
    """A server in a thread, and the other end of its connection."""

    def __init__(self, server: Server) -> None:
        self.socket, other = socket.socketpair()
        self.socket.settimeout(10)
        self.channel = Channel(self.socket)
        self.failure: BaseException | None = None

        def serve() -> None:
            with other:
                try:
                    server.converse(other, TOKEN)
                except BaseException as error:  # noqa: BLE001 the test says which it expects
                    self.failure = error

        self.thread = threading.Thread(target=serve, daemon=True)
        self.thread.start()

    def ask(self, kind: int, payload: bytes = b"") -> tuple[int, bytes] | None:
        self.channel.send(kind, payload)
        answer = self.channel.receive()
        return None if answer is None else (answer[0], bytes(answer[1]))

    def reset(self, *requests: tuple[int, int, int]) -> np.ndarray:
        payload = struct.pack("<I", len(requests)) + b"".join(struct.pack("<IIq", *request) for request in requests)
        kind, answer = self.ask(protocol.RESET, payload)
        assert kind == protocol.OBSERVATIONS
        return np.frombuffer(answer, "<f4").reshape(len(requests), -1)

    def step(self, *requests: tuple[int, list[float]]) -> list[tuple[np.ndarray, float, int]]:
        payload = struct.pack("<I", len(requests))
        for index, action in requests:
            payload += struct.pack(f"<I{len(action)}f", index, *action)
        kind, answer = self.ask(protocol.STEP, payload)
        assert kind == protocol.STEPS
        width = len(answer) // len(requests)
        rows = [answer[i * width : (i + 1) * width] for i in range(len(requests))]
        return [(np.frombuffer(row[:-5], "<f4"), *struct.unpack("<fB", row[-5:])) for row in rows]

    def close(self) -> None:
        self.socket.close()
        self.thread.join(10)
        assert not self.thread.is_alive()


@pytest.fixture
def client():
    server = Server(echo(), environments=3)
    made = Client(server)
    assert made.ask(protocol.HELLO, HELLO)[0] == protocol.SPEC
    yield made
    made.close()
    server.close()


def test_an_episode_is_a_function_of_task_seed_and_actions(client):
    first = client.reset((0, 0, 5))
    assert np.array_equal(first, client.reset((1, 0, 5)))
    assert not np.array_equal(first, client.reset((1, 0, 6)))
    assert client.reset((2, 1, 5))[0, 0] == 1
    assert np.array_equal(first[0, 1:], client.reset((2, 1, 5))[0, 1:])


def test_several_environments_step_in_one_message(client):
    client.reset((0, 0, 1), (2, 1, 2))
    low, high = client.step((2, [-0.5, 0, 0, 0]), (0, [0.95, 0.1, 0.2, 0.3]))
    assert low[1] == -0.5
    assert low[2] == 0
    assert high[2] == protocol.SUCCESS
    assert np.allclose(high[0][1:5], [0.95, 0.1, 0.2, 0.3])


def test_the_clock_truncates_and_a_step_after_it_is_refused(client):
    client.reset((0, 0, 1))
    flags = [client.step((0, [0, 0, 0, 0]))[0][2] for _ in range(100)]
    assert flags == [0] * 99 + [protocol.TRUNCATED]
    assert client.ask(protocol.STEP, struct.pack("<II4f", 1, 0, 0, 0, 0, 0)) is None
    assert "reset first" in str(client.failure)


class Legacy(Echo):
    """Seeds a generator that takes 32 bits, as dm_control's tasks do."""

    def reset(self, *, seed=None, options=None):
        self._seen = np.random.RandomState(seed).uniform(-1, 1, 39).astype(np.float32)
        return self._seen.copy(), {}


def test_any_seed_is_one_that_an_old_generator_takes_and_both_its_halves_count():
    client = Client(Server(Suite((Task("legacy", Legacy),))))
    client.ask(protocol.HELLO, HELLO)
    seeds = [5, 1 << 32, 1 << 62, 5 + (1 << 62), -(1 << 63)]
    starts = {client.reset((0, 0, seed)).tobytes() for seed in seeds}
    assert len(starts) == len(seeds)
    client.close()
    assert client.failure is None


class Misleading(Echo):
    """Says under another key that it has succeeded, and under the usual one the opposite."""

    def step(self, action):
        observation, reward, terminated, truncated, info = super().step(action)
        return observation, reward, terminated, truncated, {"success": not info["success"], "lifted": info["success"]}


def test_success_is_what_stands_under_the_suites_own_key():
    client = Client(Server(Suite((Task("misleading", Misleading),), success_key="lifted")))
    client.ask(protocol.HELLO, HELLO)
    client.reset((0, 0, 1))
    assert client.step((0, [0.95, 0, 0, 0]))[0][2] == protocol.SUCCESS
    assert client.step((0, [-0.5, 0, 0, 0]))[0][2] == 0
    client.close()


class Ending(Echo):
    """Ends by itself at the third step, where its clock runs out as well."""

    def reset(self, *, seed=None, options=None):
        self.steps = 0
        return super().reset(seed=seed)

    def step(self, action):
        self.steps += 1
        observation, reward, _, _, info = super().step(action)
        return observation, reward, self.steps == 3, False, info


def test_an_end_by_the_task_and_one_by_the_clock_are_kept_apart():
    server = Server(Suite((Task("ending", Ending),), max_steps=3))
    client = Client(server)
    client.ask(protocol.HELLO, HELLO)
    client.reset((0, 0, 1))
    flags = [client.step((0, [0, 0, 0, 0]))[0][2] for _ in range(3)]
    assert flags == [0, 0, protocol.TERMINATED | protocol.TRUNCATED]
    client.close()


@pytest.mark.parametrize(
    "hello",
    [
        struct.pack("<H", protocol.VERSION) + bytes(protocol.TOKEN_BYTES),
        struct.pack("<H", protocol.VERSION + 1) + bytes(protocol.TOKEN_BYTES),
        HELLO[:-1],
        b"",
    ],
)
def test_a_foreign_client_is_told_nothing(hello):
    server = Server(echo())
    client = Client(server)
    assert client.ask(protocol.HELLO, hello) is None
    assert isinstance(client.failure, ProtocolError)
    client.close()


def test_a_client_of_another_version_is_told_this_one():
    client = Client(Server(echo()))
    hello = struct.pack("<H", protocol.VERSION + 1) + TOKEN
    assert client.ask(protocol.HELLO, hello) == (protocol.SPEC, struct.pack("<H", protocol.VERSION))
    assert client.channel.receive() is None
    assert f"version {protocol.VERSION + 1}" in str(client.failure)
    client.close()


def test_environments_are_closed_when_others_cannot_be_made():
    closed = []

    class Closing(Echo):
        def close(self):
            closed.append(self)

    with pytest.raises(EntryError, match="other observations"):
        Server(Suite((Task("closing", Closing), Task("wide", Wide)), max_steps=3))
    assert len(closed) == 1


def test_a_request_before_the_token_is_refused():
    client = Client(Server(echo()))
    assert client.ask(protocol.RESET, struct.pack("<IIIq", 1, 0, 0, 1)) is None
    client.close()


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (protocol.RESET, struct.pack("<IIIq", 1, 3, 0, 1)),
        (protocol.RESET, struct.pack("<IIIq", 1, 0, 2, 1)),
        (protocol.RESET, struct.pack("<IIIq", 2, 0, 0, 1)),
        (protocol.RESET, struct.pack("<IIIqIIq", 2, 0, 0, 1, 0, 0, 2)),
        (protocol.RESET, struct.pack("<I", 0xFFFFFFFF)),
        (protocol.RESET, b""),
        (protocol.STEP, struct.pack("<II4f", 1, 0, 2, 0, 0, 0)),
        (protocol.STEP, struct.pack("<II4f", 1, 0, float("nan"), 0, 0, 0)),
        (0x77, b""),
    ],
)
def test_senseless_requests_end_the_conversation(client, kind, payload):
    client.reset((0, 0, 1))
    assert client.ask(kind, payload) is None
    assert isinstance(client.failure, ProtocolError)


def test_a_length_beyond_the_bound_is_not_waited_for(client):
    client.socket.sendall(struct.pack("<IB", protocol.MOST_BYTES + 1, protocol.STEP))
    assert client.channel.receive() is None
    assert "bytes" in str(client.failure)


class Bounded(Echo):
    """Its action's bounds are none of float32's."""

    action_space = gymnasium.spaces.Box(-0.1, 0.7, (4,), np.float64)

    def step(self, action):
        assert self.action_space.contains(action)
        return super().step(action)


def test_an_action_at_a_bound_of_float32_is_within_that_of_float64():
    assert float(np.float32(-0.1)) < -0.1
    client = Client(Server(Suite((Task("bounded", Bounded),))))
    client.ask(protocol.HELLO, HELLO)
    client.reset((0, 0, 1))
    client.step((0, [-0.1] * 4))
    client.step((0, [0.7] * 4))
    client.close()
    assert client.failure is None


def test_a_client_that_trickles_is_left_in_time(monkeypatch):
    monkeypatch.setattr("reprise_gym.serve._HANDSHAKE_SECONDS", 0.3)
    client = Client(Server(echo()))
    begun = time.monotonic()
    with contextlib.suppress(OSError):
        while client.thread.is_alive():
            client.socket.sendall(b"\1")
            client.thread.join(0.1)
    assert time.monotonic() - begun < 3
    assert "in time" in str(client.failure)
    client.close()


class Wide(Echo):
    observation_space = gymnasium.spaces.Box(-10, 10, (40,), np.float32)


class Far(Echo):
    action_space = gymnasium.spaces.Box(-2, 1, (4,), np.float32)


def _limited(steps: int) -> gymnasium.Env:
    return gymnasium.make(gymnasium.envs.registration.EnvSpec("Echo-v0", Echo, max_episode_steps=steps))


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        (Wide, "other observations"),
        (Far, "other actions"),
        (lambda: _limited(7), "episodes of 7 steps instead of 1000"),
    ],
)
def test_tasks_with_other_spaces_are_refused(other, difference):
    with pytest.raises(EntryError, match=f"'second' .* 'first' .*{difference}"):
        Server(Suite((Task("first", Echo), Task("second", other))))


def test_other_limits_are_no_matter_where_the_suite_sets_one():
    Server(Suite((Task("first", Echo), Task("second", lambda: _limited(7))), max_steps=5)).close()


def test_tasks_with_other_spaces_are_refused_when_they_are_first_asked_for():
    many = tuple(Task(f"echo-{i}", Echo) for i in range(20))
    client = Client(Server(Suite((*many, Task("wide", Wide)))))
    client.ask(protocol.HELLO, HELLO)
    assert client.ask(protocol.RESET, struct.pack("<IIIq", 1, 0, 20, 1)) is None
    client.close()
    assert "'wide'" in str(client.failure)


def test_what_does_not_fit_a_frame_is_refused_at_the_start():
    many = tuple(Task(f"echo-{i}", Echo, "long " * 10_000) for i in range(30))
    with pytest.raises(EntryError, match="30 tasks' names and descriptions take"):
        Server(Suite(many))


def test_an_environment_that_lacks_something_is_said_in_a_sentence():
    def lacking():
        raise gymnasium.error.DependencyNotInstalled("no physics")

    with pytest.raises(EntryError, match="task 'lacking' cannot be made: no physics"):
        Server(Suite((Task("lacking", lacking),)))


def test_dicts_are_laid_out_by_their_keys_in_order():
    space = gymnasium.spaces.Dict(
        {
            "b": gymnasium.spaces.Box(0, 1, (2,)),
            "a": gymnasium.spaces.Dict(
                {"z": gymnasium.spaces.Box(-1, 1, (1,)), "y": gymnasium.spaces.Box(-2, 2, (1, 2))}
            ),
        }
    )
    layout = Layout(space, "observation")
    assert layout.names == ["a-y-0", "a-y-1", "a-z-0", "b-0", "b-1"]
    assert layout.low.tolist() == [-2, -2, -1, 0, 0]
    assert layout.row({"b": [4, 5], "a": {"z": [3], "y": [[1, 2]]}}).tolist() == [1, 2, 3, 4, 5]


def test_other_spaces_are_refused_with_a_reason():
    with pytest.raises(EntryError, match="observation space at 'a' is Discrete"):
        Layout(gymnasium.spaces.Dict({"a": gymnasium.spaces.Discrete(3)}), "observation")
    with pytest.raises(EntryError, match="action space is Discrete"):
        Actions(gymnasium.spaces.Discrete(3))
    with pytest.raises(EntryError, match="Box of int64"):
        Actions(gymnasium.spaces.Box(-1, 1, (2,), np.int64))
    with pytest.raises(EntryError, match="finite bounds"):
        Actions(gymnasium.spaces.Box(0, 1e-60, (2,), np.float64))
    with pytest.raises(EntryError, match="finite bounds"):
        Actions(gymnasium.spaces.Box(-np.inf, 1, (2,)))


@pytest.mark.parametrize(
    "space",
    [gymnasium.spaces.Dict(), gymnasium.spaces.Dict(a=gymnasium.spaces.Dict()), gymnasium.spaces.Box(0, 1, (0,))],
)
def test_a_space_without_numbers_is_refused_in_a_sentence(space):
    with pytest.raises(EntryError, match="^the observation space has no numbers$"):
        Layout(space, "observation")


def test_an_action_without_numbers_is_refused_in_a_sentence():
    with pytest.raises(EntryError, match="^the action space has no numbers$"):
        Actions(gymnasium.spaces.Box(0, 1, (0,)))


@pytest.mark.parametrize("high", [0, 1e-60])
def test_an_observation_that_cannot_change_is_refused_by_its_name(high):
    still = gymnasium.spaces.Box(np.zeros(2), np.array([1, high]), dtype=np.float64)
    with pytest.raises(
        EntryError, match="^the bounds of 'a-1' are 0.0 and 0.0 as float32; the lower must be below the upper$"
    ):
        Layout(gymnasium.spaces.Dict(a=still), "observation")


def test_entries():
    assert [task.name for task in resolve("reprise_gym.echo:suite").tasks] == ["echo", "echo-again"]
    assert [task.name for task in resolve("Pendulum-v1").tasks] == ["pendulum-v1"]
    assert [task.name for task in resolve("reprise_gym.echo:Echo").tasks] == ["echo"]
    assert task_name("ALE/Pong_v5!") == "ale-pong-v5"
    for wrong in ("Nothing-v0", "no_such_module:thing", "reprise_gym.echo:nothing", "math:pi", "metaworld:mt1-nothing"):
        with pytest.raises(EntryError):
            resolve(wrong)
