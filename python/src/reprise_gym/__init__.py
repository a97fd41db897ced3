"""The bridge between Reprise and Gymnasium; docs/python.md describes it."""

from .client import RepriseEnv, RepriseVectorEnv, make, make_vec

__version__ = "0.1.0"
__all__ = ["RepriseEnv", "RepriseVectorEnv", "make", "make_vec"]
