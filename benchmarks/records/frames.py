"""The same work in pandas and in Polars: conditions written from our checked expressions in their words.

Each leaf condition is worked out once; both count to the finest cells first and add these up for each kind
of unit: their fastest known way.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.records.contacts import TRUST, Contacts
from benchmarks.records.contestants import KINDS
from benchmarks.records.workload import FIELDS, Number, Work
from trustboard.compiler.records.atoms import Count, Sum
from trustboard.expressions.nodes import (
    And,
    Between,
    Call,
    Comparison,
    Field,
    Function,
    In,
    IsNull,
    Literal,
    Node,
    Not,
    Or,
    Relation,
)
from trustboard.warehouse.session import literal

KEYS = ("team", "consultant", "commissioner", "council")


@dataclass(frozen=True)
class Spelling:
    """How a library writes what the indicators are made of; `{}` stands for an operand."""

    field: str
    one_of: str
    none_of: str
    unknown: str
    known: str
    days: str
    weekday: str
    later: str
    leaf: str
    all: str
    add: str
    count: str


PANDAS = Spelling(
    field="d[{!r}]",
    one_of="{}.isin({})",
    none_of="({0}.notna() & ~{0}.isin({1}))",
    unknown="{}.isna()",
    known="{}.notna()",
    days="({1} - {0}).dt.days",
    weekday="({}.dt.weekday + 1)",
    later="({} + pd.Timedelta(days={}))",
    leaf="{}",
    all="np.ones(len(d), dtype=bool)",
    add="np.nan_to_num(np.where({}, {}, 0))",
    count="({} & ({}).notna().to_numpy())",
)
POLARS = Spelling(
    field="pl.col({!r})",
    one_of="{}.is_in({})",
    none_of="~{}.is_in({})",
    unknown="{}.is_null()",
    known="{}.is_not_null()",
    days="({1} - {0}).dt.total_days()",
    weekday="{}.dt.weekday()",
    later="({} + pl.duration(days={}))",
    leaf="pl.col('{}')",
    all="pl.lit(True)",
    add="pl.when({}).then({})",
    count="({} & ({}).is_not_null())",
)
_SIGNS = {relation: relation.value for relation in Relation} | {
    Relation.EQUAL: "==",
    Relation.NOT_EQUAL: "!=",
}


def written(node: Node, by: Spelling) -> str:
    """Write an expression in a library's words. Unknown is not true in either, for what the work asks."""
    match node:
        case Field(name):
            return by.field.format(name)
        case Literal(value):
            return repr(value) if isinstance(value, str) else str(value)
        case And(terms):
            return "(" + " & ".join(written(term, by) for term in terms) + ")"
        case Or(terms):
            return "(" + " | ".join(written(term, by) for term in terms) + ")"
        case Comparison(relation, left, right):
            return f"({written(left, by)} {_SIGNS[relation]} {written(right, by)})"
        case Between(operand, low, high):
            value = written(operand, by)
            return f"(({value} >= {written(low, by)}) & ({value} <= {written(high, by)}))"
        case _:
            return _written_asked(node, by)


def _written_asked(node: Node, by: Spelling) -> str:
    match node:
        case In(operand, values):
            return by.one_of.format(written(operand, by), [str(each.value) for each in values])
        case Not(In(operand, values)):
            return by.none_of.format(written(operand, by), [str(each.value) for each in values])
        case IsNull(operand):
            return by.unknown.format(written(operand, by))
        case Not(IsNull(operand)):
            return by.known.format(written(operand, by))
        case Call(Function.DATE_DIFF, (first, second)):
            return by.days.format(written(first, by), written(second, by))
        case Call(Function.WEEKDAY, (day,)):
            return by.weekday.format(written(day, by))
        case Call(Function.ADD_DAYS, (day, days)):
            return by.later.format(written(day, by), written(days, by))
        case _:
            raise ValueError(f"the work is not written with {node} yet")


def frames_job(work: Work, data: Contacts, by: Spelling, place: Path | None = None) -> dict[str, Any]:
    """Say what `peers/with_pandas.py` or `with_polars.py` is to do; `place`: where answers are written."""
    seen: dict[Node, str] = {}
    numbers = {each.column: _number(each, work, by, seen) for each in work.distinct}
    leaves = {name: written(leaf, by) for leaf, name in seen.items()}
    return {
        "files": [str(file) for file in data.files],
        "teams": str(data.teams),
        "trust": TRUST,
        "columns": list(FIELDS),
        "categories": [name for name, kind in FIELDS.items() if kind == "code"],
        "keys": list(KEYS),
        "kinds": list(KINDS),
        "leaves": leaves,
        "numbers": numbers,
        "place": None if place is None else str(place),
    }


def _number(number: Number, work: Work, by: Spelling, seen: dict[Node, str]) -> str:
    """Write one number over columns of leaf conditions, which are named as they are met."""
    atom = work.pass_.atoms[int(number.column.partition("_")[0][1:])]
    assert isinstance(atom, Count | Sum)
    condition = "" if atom.condition is None else _joined(atom.condition, by, seen)
    if isinstance(atom, Count):
        return condition or by.all
    amount = written(atom.amount, by)
    return (by.add if number.is_sum else by.count).format(condition, amount)


def _joined(condition: Node, by: Spelling, seen: dict[Node, str]) -> str:
    match condition:
        case And(terms):
            return "(" + " & ".join(_joined(term, by, seen) for term in terms) + ")"
        case Or(terms):
            return "(" + " | ".join(_joined(term, by, seen) for term in terms) + ")"
        case _:
            return by.leaf.format(seen.setdefault(condition, f"p{len(seen)}"))


def answer_sql(place: Path, kind: str) -> str:
    """Write the query of what a script wrote of one kind of unit."""
    return f"SELECT * FROM read_parquet({literal(place / kind)[:-1]}.parquet')"
