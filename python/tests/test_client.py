"""Environments of a JVM; REPRISE names the launcher, without it these tests are skipped."""

import os
import signal
import subprocess
from pathlib import Path

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from reprise_gym import make, make_vec

pytestmark = pytest.mark.skipif("REPRISE" not in os.environ, reason="REPRISE does not name Reprise's launcher")


@pytest.mark.parametrize("suite", ["planar/easy", "workbench"])
def test_gymnasiums_checker_is_content(suite):
    environment = make(suite)
    check_env(environment, skip_render_check=True, skip_close_check=True)
    environment.close()


def test_stable_baselines_checker_is_content(torch_or_nothing):
    checker = pytest.importorskip("stable_baselines3.common.env_checker")
    environment = make("planar/easy", "reach-north-west")
    checker.check_env(environment)
    environment.close()


def test_an_episode_is_a_function_of_task_seed_and_actions():
    environment = make("workbench", "push")

    def episode() -> list:
        seen = [environment.reset(seed=4)[0]]
        actions = np.random.default_rng(1).uniform(-1, 1, (30, 4))
        for action in actions:
            observation, reward, terminated, truncated, _ = environment.step(action)
            assert not terminated
            assert not truncated
            assert 0 <= reward <= 1
            seen.append(observation)
        return seen

    assert np.array_equal(episode(), episode())
    environment.close()


def test_environments_side_by_side_are_as_if_alone():
    tasks = ["reach-north-east", "reach-north-west", "reach-north-east"]
    side = make_vec("planar/easy", tasks)
    alone = make("planar/easy", tasks[1])
    chance = np.random.default_rng(2)
    assert isinstance(side, gymnasium.vector.VectorEnv)
    seen, _ = side.reset(seed=10)
    assert np.array_equal(seen[1], alone.reset(seed=11)[0])
    ended = 0
    for _ in range(100):
        actions = chance.uniform(-1, 1, side.action_space.shape).astype(np.float32) * side.single_action_space.high
        if ended:
            break
        seen, rewards, _, truncated, infos = side.step(actions)
        one, reward, _, cut, info = alone.step(actions[1])
        assert np.array_equal(seen[1], one)
        assert rewards[1] == np.float32(reward)
        assert infos["is_success"][1] == info["is_success"]
        assert truncated[1] == cut
        ended = int(cut)
    assert ended
    _, rewards, _, truncated, _ = side.step(side.action_space.sample())
    assert not rewards.any(), "a step after the end resets"
    assert not truncated.any()
    side.close()
    alone.close()


@pytest.mark.parametrize("end", ["parent", "client", signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_of_a_server(end, monkeypatch):
    monkeypatch.setenv("REPRISE_GYM_TOKEN", "ab" * 32)
    command = [os.environ["REPRISE"], "serve-envs", "planar/easy"]
    command += {"parent": ["--with-parent"], "client": ["--once"]}.get(end, [])
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        address = next(line for line in process.stdout if line.startswith("ready ")).split()[1]
        folder = Path(address.removeprefix("unix:")).parent
        assert folder.is_dir()
        if end == "client":
            environment = make("planar/easy", address=address)
            assert not folder.exists(), "nobody else will connect"
            environment.close()
        elif end == "parent":
            process.stdin.close()
        else:
            process.send_signal(end)
        process.wait(20)
    assert not folder.exists()


def test_another_suite_than_the_one_that_is_served_is_refused(monkeypatch):
    monkeypatch.setenv("REPRISE_GYM_TOKEN", "ab" * 32)
    command = [os.environ["REPRISE"], "serve-envs", "planar/easy", "--once"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        address = next(line for line in process.stdout if line.startswith("ready ")).split()[1]
        with pytest.raises(ValueError, match="serves 'planar/easy', not 'workbench'"):
            make("workbench", address=address)
        process.wait(20)


def test_mistakes_are_told():
    with pytest.raises(ValueError, match="no task 'nothing'"):
        make("planar/easy", "nothing")
    with pytest.raises(ValueError, match="unknown suite 'planar/none'"):
        make("planar/none")
    with pytest.raises(FileNotFoundError):
        make("planar/easy", reprise="/no/such/launcher")
