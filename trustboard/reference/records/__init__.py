"""The slow, obvious engine for indicators that are counted from single records."""

from trustboard.reference.records.answering import answer_counting, answer_records
from trustboard.reference.records.case_rows import case_rows
from trustboard.reference.records.cases import AskedCase, asked_case, worked_record_case
from trustboard.reference.records.listing import Clause, Counted, KeptOut, Listed, list_records

__all__ = [
    "AskedCase",
    "Clause",
    "Counted",
    "KeptOut",
    "Listed",
    "answer_counting",
    "answer_records",
    "asked_case",
    "case_rows",
    "list_records",
    "worked_record_case",
]
