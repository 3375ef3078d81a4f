"""Connector recommendation: hard gates, the shape of the flow, and the weighted decision checklist.

recommend(Situation("saas", "service", source_calls_out=True)).connector   # webhook
"""

from mapgen.recommend.book import Book, load_book
from mapgen.recommend.connector import recommend
from mapgen.recommend.situation import Situation

__all__ = ["Book", "Situation", "load_book", "recommend"]
