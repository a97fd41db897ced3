"""The server's process: how it ends, and what it leaves behind."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from reprise_gym import serve
from reprise_gym.client import Connection
from reprise_gym.echo import Echo

_HERE = str(Path(__file__).parent)


class Waiting(Echo):
    """Its rewards are the exit status of another process."""

    def step(self, action):
        observation, _, terminated, truncated, info = super().step(action)
        return (
            observation,
            float(subprocess.run(["sh", "-c", "exit 3"], check=False).returncode),
            terminated,
            truncated,
            info,
        )


class Closing(Echo):
    """Says in a file that it has been closed, which takes a while; a step may take long."""

    def step(self, action):
        if action[0] > 0.5:
            time.sleep(60)
        return super().step(action)

    def close(self):
        time.sleep(0.5)
        Path(tempfile.gettempdir(), "closed").touch()


class Drawing(Echo):
    """Its rewards are random numbers, of a generator that no seed reaches."""

    def step(self, action):
        observation, _, terminated, truncated, info = super().step(action)
        return observation, np.random.random(), terminated, truncated, info


class Talking(Echo):
    """Prints what it does, without ends of lines."""

    def __init__(self) -> None:
        super().__init__()
        os.write(1, b"made ")
        print("made", end=" ")

    def step(self, action):
        print("stepped", end=" ")
        return super().step(action)


class Process:
    """A server, with temporary files in a folder of its own."""

    def __init__(self, folder, entry: str, *arguments: str) -> None:
        self.folder = folder
        self.token = "ab" * 32
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reprise_gym.serve", entry, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "TMPDIR": str(folder),
                "PYTHONPATH": os.pathsep.join([_HERE, *sys.path]),
                "REPRISE_GYM_TOKEN": self.token,
            },
        )
        self.address = re.fullmatch("ready (.*)\n", self.process.stdout.readline()).group(1)

    def end(self) -> str:
        """Waits for its end; returns what it wrote to standard error."""
        with self.process:
            said = self.process.stderr.read()
        return said

    def left(self) -> list[str]:
        return os.listdir(self.folder)


@pytest.fixture
def start(tmp_path, monkeypatch):
    started = []

    def begin(entry: str, *arguments: str) -> Process:
        process = Process(tmp_path, entry, *arguments)
        monkeypatch.setenv("REPRISE_GYM_TOKEN", process.token)
        started.append(process.process)
        return process

    yield begin
    for process in started:
        process.kill()


def _connect(process: Process) -> Connection:
    connection = Connection("", address=process.address)
    connection.reset([(0, 0, 1)])
    return connection


STILL = np.zeros((1, 4), np.float32)
RAISE = np.array([[0, 0, -1, 0]], np.float32)
FIRST = np.zeros(1, np.uint32)
ADDRESSES = pytest.mark.parametrize("address", [[], ["--address", "tcp:127.0.0.1:0"]], ids=["unix", "tcp"])


@ADDRESSES
def test_an_environment_that_raises_ends_its_client_only(start, address):
    process = start("reprise_gym.echo:faulty", *address)
    with pytest.raises(ConnectionError):
        _connect(process).step(FIRST, RAISE)
    second = _connect(process)
    second.step(FIRST, STILL)
    second.close()
    process.process.send_signal(signal.SIGINT)
    assert "told to raise" in process.end()
    assert process.process.returncode == 130
    assert process.left() == []


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_to_a_whole_group_are_the_parents_who_ends_it(start, kind):
    process = start("reprise_gym.echo:suite", "--once", "--with-parent")
    connection = _connect(process)
    process.process.send_signal(kind)
    connection.step(FIRST, STILL)
    process.process.stdin.close()
    assert process.process.wait(10) == 0


@pytest.mark.parametrize("client", ["none", "idle", "in a step", "has left"])
def test_environments_are_closed_when_the_parent_goes(start, client):
    process = start(f"{__name__}:Closing", "--once", "--with-parent")
    if client != "none":
        connection = _connect(process)
        if client == "in a step":
            threading.Thread(target=_lost, args=[connection], daemon=True).start()
            time.sleep(0.5)
        elif client == "has left":
            connection.close()
    process.process.stdin.close()
    assert process.process.wait(10) == 0
    assert process.left() == ["closed"]


def _lost(connection: Connection) -> None:
    with pytest.raises(ConnectionError):
        connection.step(FIRST, np.array([[1, 0, 0, 0]], np.float32))


@pytest.mark.parametrize("end", ["leaves", signal.SIGTERM])
def test_environments_of_a_client_are_its_own_and_closed_with_it(start, end):
    process = start(f"{__name__}:Closing")
    # That of the start, from which its spaces are known.
    os.remove(process.folder / "closed")
    connection = _connect(process)
    child = Path(f"/proc/{process.process.pid}/task/{process.process.pid}/children").read_text()
    if end == "leaves":
        connection.close()
    else:
        os.kill(int(child), end)
    due = time.monotonic() + 10
    while not (process.folder / "closed").exists():
        assert time.monotonic() < due, "never closed"
        time.sleep(0.05)


def test_random_numbers_of_clients_are_not_the_same(start):
    process = start(f"{__name__}:Drawing")
    assert _connect(process).step(FIRST, STILL)["reward"] != _connect(process).step(FIRST, STILL)["reward"]


def test_only_so_many_clients_are_served_at_a_time(start):
    process = start("reprise_gym.echo:suite", "--clients", "1")
    first = _connect(process)
    with pytest.raises(ConnectionError, match="has it room for a client"):
        _connect(process)
    first.close()
    due = time.monotonic() + 10
    while True:
        try:
            _connect(process).step(FIRST, STILL)
            return
        except ConnectionError:
            assert time.monotonic() < due
            time.sleep(0.05)


@pytest.mark.parametrize("arguments", [[], ["--once"]])
def test_what_environments_print_is_in_nobodys_way(start, arguments):
    process = start(f"{__name__}:Talking", *arguments)
    connection = _connect(process)
    connection.step(FIRST, STILL)
    connection.close()
    if not arguments:
        process.process.send_signal(signal.SIGTERM)
    assert process.process.stdout.read() == ""
    assert "made" in process.end()


def test_a_folder_too_long_for_a_socket_is_said_and_left_empty(tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    command = [sys.executable, "-m", "reprise_gym.serve", "reprise_gym.echo:suite"]
    environment = {**os.environ, "TMPDIR": str(folder)}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert ended.returncode == 2
    assert ended.stderr.startswith("reprise-gym: the path of a Unix socket has at most 103 bytes")
    assert os.listdir(folder) == []


def test_nothing_is_left_after_a_clients_life(start):
    process = start("reprise_gym.echo:suite", "--once")
    assert process.left()
    connection = _connect(process)
    assert process.left() == [], "nobody else will connect"
    connection.close()
    process.end()
    assert process.process.returncode == 0
    assert process.left() == []


@ADDRESSES
def test_a_client_without_the_token_does_not_use_up_the_only_place(start, address, monkeypatch):
    process = start("reprise_gym.echo:suite", "--once", *address)
    monkeypatch.setenv("REPRISE_GYM_TOKEN", "cd" * 32)
    with pytest.raises(ConnectionError):
        _connect(process)
    monkeypatch.setenv("REPRISE_GYM_TOKEN", process.token)
    connection = _connect(process)
    connection.step(FIRST, STILL)
    connection.close()
    assert "does not know the token" in process.end()
    assert process.process.returncode == 0


def test_who_closes_a_listener_second_waits_for_the_first(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    listener = serve.Listener(None)
    assert os.listdir(tmp_path)
    unlinked = threading.Event()
    unlink = Path.unlink

    def slowly(path):
        unlink(path)
        unlinked.set()
        time.sleep(0.3)

    monkeypatch.setattr(Path, "unlink", slowly)
    first = threading.Thread(target=listener.close)
    first.start()
    assert unlinked.wait(10)
    listener.close()
    assert os.listdir(tmp_path) == []
    first.join()


@pytest.mark.parametrize("address", [None, "socket"])
@pytest.mark.parametrize("end", ["parent", signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_when_nobody_came(start, tmp_path, address, end):
    process = start(
        "reprise_gym.echo:suite",
        *(["--with-parent"] if end == "parent" else []),
        *(["--address", f"unix:{tmp_path}/{address}"] if address else []),
    )
    assert process.left()
    if end == "parent":
        process.process.stdin.close()
    else:
        process.process.send_signal(end)
    process.process.wait(10)
    assert process.left() == []


def test_an_environment_can_wait_for_processes_of_its_own(start):
    for arguments in ([], ["--once"]):
        process = start(f"{__name__}:Waiting", *arguments)
        connection = _connect(process)
        assert connection.step(FIRST, STILL)["reward"] == 3
        connection.close()


@pytest.mark.parametrize("address", ["unix:", "tcp:127.0.0.1:x", "tcp:example.org:80", "tcp:127.0.0.1:70000"])
def test_a_wrong_address_is_said_in_a_sentence(address):
    command = [sys.executable, "-m", "reprise_gym.serve", "reprise_gym.echo:suite", "--address", address]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == f"reprise-gym: an address is unix:PATH or tcp:127.0.0.1:PORT, not '{address}'\n"
