"""The bridge between Reprise and Gymnasium; docs/python.md describes it."""

from .client import RepriseEnv, RepriseVectorEnv, make, make_vec

__all__ = ["RepriseEnv", "RepriseVectorEnv", "make", "make_vec"]
