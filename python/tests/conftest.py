"""What the tests share. Where nothing may be left out, REPRISE_REQUIRE_ALL=1 turns skips into failures."""

import abc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import types

import pytest

# What starts the tests in the background may have them ignore Ctrl-C, which the processes that they start would inherit.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("REPRISE_REQUIRE_ALL"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {call.excinfo.value}"


@pytest.fixture
def torch_or_nothing(monkeypatch):
    """Where PyTorch is not installed, something that can be imported in its place.

    Stable-Baselines3's checker of environments never calls PyTorch; it is imported with all the rest, and takes 5 GB.
    """
    if importlib.util.find_spec("torch") is None:
        monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, _Nothing()])


class _Anything(abc.ABCMeta):
    """A class whose every attribute is another one."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Anything(name, (), {})


class _Nothing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds torch and its modules, with nothing in them."""

    def find_spec(self, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.split(".")[0] == "torch" else None

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__version__ = "0"
        module.__getattr__ = lambda name: _Anything.__getattr__(_Anything, name)
        return module

    def exec_module(self, module):
        pass
