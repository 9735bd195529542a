"""What pages and other rooms read of collections: plain values, a fixed number of queries."""

from jiqun.collection.queries.answers import adopted, collected

__all__ = ["adopted", "collected"]
