"""What a client of Python's does with a server, good or bad; here served by Python, so that no JVM is needed."""

import contextlib
import io
import os
import socket
import stat
import threading
import time
import tracemalloc

import gymnasium
import numpy as np
import pytest

from reprise_gym import make, make_vec, protocol
from reprise_gym.client import Connection, _reader
from reprise_gym.echo import Echo
from reprise_gym.echo import suite as echo
from reprise_gym.serve import Listener, Server
from reprise_gym.suite import Suite, Task

TOKEN = bytes(range(protocol.TOKEN_BYTES))


@pytest.fixture
def serve(monkeypatch):
    """Serves a suite to one client; returns its address."""
    monkeypatch.setenv("REPRISE_GYM_TOKEN", TOKEN.hex())
    listeners = []

    def begin(suite: Suite, environments: int = 1) -> str:
        listener = Listener(None)
        listeners.append(listener)

        def converse() -> None:
            server = Server(suite, environments)
            connection, _ = listener.socket.accept()
            with connection, contextlib.suppress(Exception):
                server.converse(connection, TOKEN)

        threading.Thread(target=converse, daemon=True).start()
        return listener.address

    yield begin
    for listener in listeners:
        listener.close()


def test_an_action_that_rounding_puts_past_its_bound_is_at_the_bound(serve):
    environment = make("echo", address=serve(echo()))
    environment.reset(seed=1)
    past = np.nextafter(np.float32([1, -1, 1, -1]), np.float32([2, -2, 2, -2]))
    one = environment.step(past)[0]
    environment.reset(seed=1)
    assert np.array_equal(one, environment.step(np.float32([1, -1, 1, -1]))[0])
    environment.close()


def test_a_wrong_token_is_asked_for(serve, monkeypatch):
    address = serve(echo())
    monkeypatch.setenv("REPRISE_GYM_TOKEN", "00" * protocol.TOKEN_BYTES)
    with pytest.raises(ConnectionError, match="does REPRISE_GYM_TOKEN hold its token"):
        make("echo", address=address)


def test_a_token_does_not_leave_the_machine(monkeypatch):
    monkeypatch.setenv("REPRISE_GYM_TOKEN", TOKEN.hex())
    with pytest.raises(ValueError, match="an address is unix:PATH or tcp:127.0.0.1:PORT"):
        make("echo", address="tcp:192.0.2.1:80")


def test_environments_are_reset_together(serve):
    environments = make_vec("echo", [None, None], address=serve(echo(), 2))
    with pytest.raises(ValueError, match="no reset_mask"):
        environments.reset(options={"reset_mask": np.array([True, False])})
    environments.close()


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ([0, 0, 0, 1.5], "number 3 of an action must be from -1.0 to 1.0, not 1.5"),
        ([0, np.nan, 0, 0], "number 1 .* not nan"),
        ([0, 0], "an action has 4 numbers"),
    ],
)
def test_a_wrong_action_is_refused_and_the_episode_goes_on(serve, action, reason):
    environment = make("echo", address=serve(echo()))
    environment.reset(seed=1)
    with pytest.raises(ValueError, match=reason):
        environment.step(action)
    assert environment.step([0.95, 0, 0, 0])[4]["is_success"]
    environment.close()


def test_a_step_without_an_episode_is_refused(serve):
    environment = make("echo", address=serve(Suite((Task("echo", Echo),), max_steps=1)))
    with pytest.raises(gymnasium.error.ResetNeeded):
        environment.step(np.zeros(4))
    environment.reset(seed=1)
    assert environment.step(np.zeros(4))[3]
    with pytest.raises(gymnasium.error.ResetNeeded):
        environment.step(np.zeros(4))
    environment.close()
    several = make_vec("echo", [None, None], address=serve(echo(), 2))
    with pytest.raises(gymnasium.error.ResetNeeded):
        several.step(np.zeros((2, 4)))
    several.close()


@pytest.mark.parametrize("seeds", [[3, 4], np.array([3, 4]), (3, None)])
def test_seeds_make_the_later_episodes_too(serve, seeds):
    def episodes() -> np.ndarray:
        environment = make_vec("echo", [None, None], address=serve(Suite((Task("echo", Echo),), max_steps=2), 2))
        seen = [environment.reset(seed=seeds)[0]]
        seen += [environment.step(np.zeros((2, 4)))[0] for _ in range(6)]
        environment.close()
        return np.array(seen)

    assert np.array_equal(episodes(), episodes())


def test_as_many_seeds_and_actions_as_environments_are_needed(serve):
    environment = make_vec("echo", [None, None], address=serve(echo(), 2))
    with pytest.raises(ValueError, match="2 environments need as many seeds, not 3"):
        environment.reset(seed=[1, 2, 3])
    environment.reset()
    with pytest.raises(ValueError, match="2 environments need as many actions, not 1"):
        environment.step(np.zeros((1, 4)))
    environment.close()


def test_an_aborted_episode_is_told(serve, monkeypatch):
    environment = make_vec("echo", [None, None], address=serve(echo(), 2))
    environment.reset(seed=1)
    flags = np.array([0, protocol.TRUNCATED | protocol.ABORTED], np.uint8)
    stepped = environment._connection.step
    monkeypatch.setattr(environment._connection, "step", lambda *given: _flagged(stepped(*given), flags))
    _, _, _, truncated, infos = environment.step(np.zeros((2, 4)))
    assert truncated.tolist() == infos["aborted"].tolist() == [False, True]
    environment.close()


def _flagged(records: np.ndarray, flags: np.ndarray) -> np.ndarray:
    records["flags"] = flags
    return records


def test_too_few_environments_are_told(serve):
    with pytest.raises(ValueError, match="has 1 environments, not 2"):
        make_vec("echo", [None, None], address=serve(echo()))


def test_an_address_needs_its_token(monkeypatch):
    monkeypatch.delenv("REPRISE_GYM_TOKEN", raising=False)
    with pytest.raises(ValueError, match="64 hexadecimal digits, must be in the environment as REPRISE_GYM_TOKEN"):
        make("echo", address="unix:/nowhere")
    monkeypatch.setenv("REPRISE_GYM_TOKEN", TOKEN.hex())
    with pytest.raises(ConnectionError, match="there is no server at unix:/nowhere"):
        make("echo", address="unix:/nowhere")
    with pytest.raises(ValueError, match="an address is unix:PATH or tcp:127.0.0.1:PORT, not 'tcp:80'"):
        make("echo", address="tcp:80")


def test_an_answer_that_nobody_waited_for_is_not_taken_for_the_next(serve, monkeypatch):
    environment = make("echo", address=serve(echo()))
    environment.reset(seed=1)

    def interrupted(due=None):
        raise KeyboardInterrupt

    monkeypatch.setattr(environment._connection._channel, "receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.step(np.zeros(4))
    with pytest.raises(ConnectionError, match="the server at unix:.* has been left"):
        environment.step(np.zeros(4))
    environment.close()


@pytest.fixture
def launcher(tmp_path):
    """Writes a script that stands for Reprise's launcher."""

    def write(script: str) -> str:
        path = tmp_path / "reprise"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return write


def test_what_the_launcher_said_last_is_told(launcher):
    with pytest.raises(ValueError, match="suite 'none' is not served: reprise: no such thing"):
        Connection("none", reprise=launcher("echo 'reprise: no such thing' >&2; exit 2"))


def test_a_server_that_ends_is_told_with_its_last_words(launcher):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        script = f"echo ready tcp:127.0.0.1:{listener.getsockname()[1]}; echo 'it broke' >&2; sleep 0.1"
        threading.Thread(target=lambda: listener.accept()[0].close(), daemon=True).start()
        with pytest.raises(ConnectionError, match="the server of 'x' failed: .*; it said last: it broke"):
            Connection("x", reprise=launcher(script))


def test_a_line_without_an_end_takes_no_memory():
    endless = io.BytesIO(bytes(20_000_000))
    tracemalloc.start()
    _reader(endless, lambda piece: None, lambda: None).join()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1_000_000


def test_a_launcher_that_hangs_is_not_waited_for_forever(launcher, monkeypatch):
    monkeypatch.setattr("reprise_gym.client._START_SECONDS", 0.2)
    monkeypatch.setattr("reprise_gym.client._GRACE_SECONDS", 0.2)
    begun = time.monotonic()
    with pytest.raises(TimeoutError, match="did not listen within 0.2 s"):
        Connection("x", reprise=launcher("sleep 60; true"))
    assert time.monotonic() - begun < 5


def test_a_launcher_that_says_much_is_read_and_ctrl_c_is_not_for_it(launcher, serve, tmp_path, monkeypatch):
    address = serve(echo())
    script = f"""
        echo ready {address}
        head -c 300000 /dev/zero | tr '\\0' 'x' | fold >&2
        head -c 300000 /dev/zero | tr '\\0' 'y' | fold
        echo $$ > {tmp_path}/pid
        cat > /dev/null"""
    monkeypatch.setattr("secrets.token_bytes", lambda count: TOKEN)
    environment = make("echo", reprise=launcher(script))
    environment.reset(seed=1)
    while not (tmp_path / "pid").exists():
        time.sleep(0.05)
    pid = int((tmp_path / "pid").read_text())
    assert os.getpgid(pid) != os.getpgid(0), "a terminal's Ctrl-C goes to the group in front"
    environment.step(np.zeros(4))
    environment.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
