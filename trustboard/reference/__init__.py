"""The slow, obvious engine in plain Python that answers the definition row by row.

Holds the second opinion that tests hold the compiled engine to. It never sees a plan or SQL.
"""

from trustboard.reference.answering import answer
from trustboard.reference.working import worked_case

__all__ = ["answer", "worked_case"]
