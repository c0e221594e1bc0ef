"""Numbers as a file writes them, to SQL: a strict value, and beside it the state of what is not a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trustboard.definitions.contract import Blank, FieldType, Marker
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import literal

STATE_TYPE = "number_state"
STATES = tuple(State)
DECIMAL = "DECIMAL(18, 6)"
_BLANKS = "' \t\r\n\u00a0'"
_WHOLE = r"[+-]?[0-9]+(\.0+)?"
_GROUPED = r"[+-]?[0-9]{1,3}(,[0-9]{3})+"

# How much a state weighs in a sum of bands: the heaviest part decides.
WEIGHTS = {State.NO_CASES: 0, State.VALUE: 1, State.NOT_COLLECTED: 2, State.NOT_DUE: 3, State.SUPPRESSED: 4}
VALUE_WEIGHT = WEIGHTS[State.VALUE]
UNREADABLE = 5


def tidy_sql(cell: str) -> str:
    """Write SQL for a cell without blanks around it (NULL stays NULL, blanks only become empty)."""
    return f"trim({cell}, {_BLANKS})"


@dataclass(frozen=True, kw_only=True)
class NumberReading:
    """How the cells of one number field are read: a blank or a marker is no number, but has a state.

    Blanks around a number are passed over. `may_join_digits`: a cell could hold 1_000, which DuckDB
    would read as 1000; it is refused.
    """

    type: FieldType
    blank: Blank
    markers: Mapping[Marker, Sequence[str]]
    has_thousands: bool = False
    may_join_digits: bool = True

    def value_sql(self, cell: str) -> str:
        """Write SQL for the number in a cell, NULL where there is none.

        It is one CASE whose first choice settles the usual cell: DuckDB tries the later, slower
        ones only where it fails, and works out no part of them beforehand. What the first choice
        asks and gives is worked out once.
        """
        tidy, nothing = tidy_sql(cell), "0" if self.blank is Blank.ZERO else "NULL"
        is_whole = self.type is FieldType.INTEGER
        choices = [self._plain_whole(cell) if is_whole else self._decimal(cell)]
        if self._has_numeric_marker:
            choices.insert(0, f"WHEN lower({tidy}) IN ({self._all_markers}) THEN NULL")
        choices.append(f"WHEN {cell} IS NULL THEN {nothing}")
        if is_whole:
            choices.append(f"WHEN regexp_full_match({tidy}, '{_WHOLE}') THEN {self._cast(cell)}")
        if self.has_thousands:
            pattern = _GROUPED + (r"(\.0+)?" if is_whole else r"(\.[0-9]+)?")
            plain = self._cast(f"replace({tidy}, ',', '')")
            choices.append(f"WHEN regexp_full_match({tidy}, '{pattern}') THEN {plain}")
        choices.append(f"WHEN {tidy} = '' THEN {nothing}")
        return f"CASE {' '.join(choices)} END"

    def _plain_whole(self, cell: str) -> str:
        """A plain whole number is quickly told by writing it back."""
        number = self._cast(cell)
        return f"WHEN CAST({number} AS VARCHAR) = {cell} THEN {number}"

    def _decimal(self, cell: str) -> str:
        number = self._cast(cell)
        guard = f"NOT contains({cell}, '_') AND " if self.may_join_digits else ""
        return f"WHEN {guard}{number} IS NOT NULL THEN {number}"

    def state_sql(self, value: str, cell: str) -> str:
        """Write SQL for the state of a cell whose number is `value`; NULL where the cell is unreadable."""
        return self._by_state(value, cell, {state: state_sql(state) for state in WEIGHTS}, "NULL")

    def weight_sql(self, value: str, cell: str) -> str:
        """Write SQL for the weight of that state in a sum of bands."""
        weights = {state: str(weight) for state, weight in WEIGHTS.items()}
        return self._by_state(value, cell, weights, str(UNREADABLE))

    def _by_state(self, value: str, cell: str, result: Mapping[State, str], unreadable: str) -> str:
        choices = [f"WHEN {value} IS NOT NULL THEN {result[State.VALUE]}"]
        if self.blank is Blank.NOT_COLLECTED:
            choices.append(f"WHEN {cell} IS NULL THEN {result[State.NOT_COLLECTED]}")
        choices += [
            f"WHEN lower({tidy_sql(cell)}) IN ({_folded(texts)}) THEN {result[State(marker.value)]}"
            for marker, texts in self.markers.items()
            if texts
        ]
        if self.blank is Blank.NOT_COLLECTED:
            choices.append(f"WHEN {tidy_sql(cell)} = '' THEN {result[State.NOT_COLLECTED]}")
        return f"CASE {' '.join(choices)} ELSE {unreadable} END"

    @property
    def _has_numeric_marker(self) -> bool:
        return any(any(sign.isdigit() for sign in text) for texts in self.markers.values() for text in texts)

    @property
    def _all_markers(self) -> str:
        return _folded([text for texts in self.markers.values() for text in texts])

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
