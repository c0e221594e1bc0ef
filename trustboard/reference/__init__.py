"""The slow, obvious engine in plain Python that answers the definition row by row.

Holds the second opinion that tests hold the compiled engine to. It never sees a plan or SQL.
"""

from trustboard.reference.answering import answer
from trustboard.reference.comparing import difference
from trustboard.reference.mutants import Mutant, mutants_of, survivors
from trustboard.reference.records import (
    Clause,
    Counted,
    KeptOut,
    Listed,
    answer_records,
    asked_case,
    case_rows,
    list_records,
    worked_record_case,
)
from trustboard.reference.working import worked_case

__all__ = [
    "Clause",
    "Counted",
    "KeptOut",
    "Listed",
    "Mutant",
    "answer",
    "answer_records",
    "asked_case",
    "case_rows",
    "difference",
    "list_records",
    "mutants_of",
    "survivors",
    "worked_case",
    "worked_record_case",
]
