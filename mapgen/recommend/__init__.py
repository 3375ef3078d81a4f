"""Connector recommendation: hard gates first, then rules by the classes of the two systems."""

from mapgen.recommend.connector import recommend
from mapgen.recommend.gates import Situation

__all__ = ["Situation", "recommend"]
