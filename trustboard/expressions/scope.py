"""What an expression may name, according to where it stands: fields, functions, lists, tables, the period."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.lookups import LookupTable
from trustboard.expressions.complaints import Complaints
from trustboard.expressions.functions import SIGNATURES
from trustboard.expressions.nodes import Field, Function, Node, PeriodDay, Type
from trustboard.expressions.rules import Rule

PERIOD_WORDS: Mapping[str, Node] = {"period_start": PeriodDay(False), "period_end": PeriodDay(True)}


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a name that there is stands for nothing."""

    rule: Rule
    message: str
    cure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names of one place, and what each of them stands for (`find`, asked of these names only).

    `of_records` opens the functions, times and yes-or-no fields; over counted rows, whose numbers have
    states, there are none. `code_lists` and `lookups` are None where they may not be asked; `day` is the
    date of which they are asked when the expression names none. `absent` says of names that are known
    elsewhere why they mean nothing here. `complain` is shown every condition on a written-out text.
    """

    names: Collection[str]
    find: Callable[[str], Node | Missing]
    of_records: bool = False
    code_lists: Mapping[str, tuple[CodeEntry, ...]] | None = None
    lookups: Mapping[str, LookupTable] | None = None
    day: Node | None = None
    has_period: bool = False
    absent: Mapping[str, str] = field(default_factory=dict)
    complain: Callable[[Node, Complaints], None] = lambda _node, _complaints: None

    @property
    def words(self) -> frozenset[str]:
        """The functions that may be called here."""
        if not self.of_records:
            return frozenset()
        closed = {
            "codes": self.code_lists is None,
            "lookup": self.lookups is None,
            Function.DAYS_IN_PERIOD.value: not self.has_period,
        }
        return frozenset(word for word in SIGNATURES if not closed.get(word))


def scope_of_fields(fields: Mapping[str, Type]) -> Scope:
    """The scope of counted rows: their fields and nothing else."""
    return Scope(names=tuple(fields), find=lambda name: Field(name, fields[name]))
