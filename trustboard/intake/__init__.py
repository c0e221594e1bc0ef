"""Incoming extracts: read the file, hold it to its contract, write the receipt and the accepted rows.

Holds the file readers, the contract checks and the rejects report. It writes to a working folder only; the
all-or-nothing step into the store is the caller's.
"""

from trustboard.intake.matching import match_contract
from trustboard.intake.records.circumstances import Circumstances
from trustboard.intake.take_in import take_in
from trustboard.intake.taken import Refused, TakenIn

__all__ = ["Circumstances", "Refused", "TakenIn", "match_contract", "take_in"]
