"""Numbers as a file writes them, to SQL: a strict value, and beside it the state of what is not a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trustboard.definitions.contract import Blank, FieldType, Marker
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import literal

STATE_TYPE = "number_state"
STATES = tuple(State)
DECIMAL = "DECIMAL(18, 6)"
_WHOLE = r"[+-]?[0-9]+(\.0+)?"
_GROUPED = r"[+-]?[0-9]{1,3}(,[0-9]{3})+"

# How much a state weighs in a sum of bands: the heaviest part decides.
WEIGHTS = {State.NO_CASES: 0, State.VALUE: 1, State.NOT_COLLECTED: 2, State.NOT_DUE: 3, State.SUPPRESSED: 4}
VALUE_WEIGHT = WEIGHTS[State.VALUE]
UNREADABLE = 5


@dataclass(frozen=True, kw_only=True)
class NumberReading:
    """How the cells of one number field are read."""

    type: FieldType
    blank: Blank
    markers: Mapping[Marker, Sequence[str]]
    has_thousands: bool = False

    def value_sql(self, cell: str) -> str:
        """Write SQL for the number in a cell, NULL where there is none."""
        choices = [self._marked(cell, "NULL")] if self._has_numeric_marker else []
        if self.type is FieldType.INTEGER:
            whole = f"TRY_CAST({cell} AS BIGINT)"
            choices.append(f"WHEN CAST({whole} AS VARCHAR) = {cell} THEN {whole}")
            choices.append(f"WHEN regexp_full_match({cell}, '{_WHOLE}') THEN {whole}")
        else:
            number = f"TRY_CAST({cell} AS {DECIMAL})"
            choices.append(f"WHEN NOT contains({cell}, '_') AND {number} IS NOT NULL THEN {number}")
        if self.has_thousands:
            pattern = _GROUPED + (r"(\.0+)?" if self.type is FieldType.INTEGER else r"(\.[0-9]+)?")
            plain = f"replace({cell}, ',', '')"
            choices.append(f"WHEN regexp_full_match({cell}, '{pattern}') THEN {self._cast(plain)}")
        if self.blank is Blank.ZERO:
            choices.append(f"WHEN {cell} IS NULL THEN 0")
        return f"CASE {' '.join(choices)} END"

    def state_sql(self, value: str, cell: str) -> str:
        """Write SQL for the state of a cell whose number is `value`; NULL where the cell is unreadable."""
        choices = [f"WHEN {value} IS NOT NULL THEN {state_sql(State.VALUE)}"]
        if self.blank is Blank.NOT_COLLECTED:
            choices.append(f"WHEN {cell} IS NULL THEN {state_sql(State.NOT_COLLECTED)}")
        choices += [
            f"WHEN lower({cell}) IN ({_folded(texts)}) THEN {state_sql(State(marker.value))}"
            for marker, texts in self.markers.items()
            if texts
        ]
        return f"CASE {' '.join(choices)} END"

    @property
    def _has_numeric_marker(self) -> bool:
        return any(any(sign.isdigit() for sign in text) for texts in self.markers.values() for text in texts)

    def _marked(self, cell: str, result: str) -> str:
        texts = [text for texts in self.markers.values() for text in texts]
        return f"WHEN lower({cell}) IN ({_folded(texts)}) THEN {result}"

    def _cast(self, cell: str) -> str:
        return f"TRY_CAST({cell} AS {'BIGINT' if self.type is FieldType.INTEGER else DECIMAL})"


def state_sql(state: State) -> str:
    """Write a state as SQL."""
    return f"'{state.value}'::{STATE_TYPE}"


def create_state_type() -> str:
    """Write the statement that makes the type of states: an enumeration is written faster than text."""
    return f"CREATE TYPE {STATE_TYPE} AS ENUM ({', '.join(literal(state.value) for state in STATES)})"


def weight_sql(state: str) -> str:
    """Write SQL for the weight of a state; unreadable where it is NULL."""
    choices = " ".join(f"WHEN {state_sql(known)} THEN {weight}" for known, weight in WEIGHTS.items())
    return f"CASE {state} {choices} ELSE {UNREADABLE} END"


def state_of_weight_sql(weight: str) -> str:
    """Write SQL for the state that a weight stands for; NULL for unreadable."""
    choices = " ".join(f"WHEN {number} THEN {state_sql(known)}" for known, number in WEIGHTS.items())
    return f"CASE {weight} {choices} END"


def _folded(texts: Sequence[str]) -> str:
    return ", ".join(literal(text.strip().lower()) for text in texts)
