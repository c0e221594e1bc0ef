"""The slow, obvious engine for indicators that are counted from single records."""

from trustboard.reference.records.answering import answer_counting

__all__ = ["answer_counting"]
