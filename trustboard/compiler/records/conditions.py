"""Records with every leaf condition and amount of some atoms worked out, each once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from trustboard.compiler.days import known
from trustboard.compiler.normal import leaves
from trustboard.compiler.records.atoms import Atom, Histogram, amount_of, is_whole
from trustboard.compiler.records.joined import Joined
from trustboard.compiler.records.leaves import flag_tree, leaf_tree
from trustboard.compiler.records.passes import KEYS, Pass
from trustboard.compiler.records.relations import nested, select
from trustboard.compiler.records.rows import rows_sql
from trustboard.compiler.records.sources import Sources
from trustboard.compiler.records.worked_out import WorkedOut
from trustboard.compiler.sql import Read, tree_of
from trustboard.compiler.trees import Tree, text
from trustboard.expressions.nodes import And, Call, Function, Node, Or, PeriodDay, Type


@dataclass(frozen=True, slots=True)
class Conditions:
    """The leaves (`p0` …) and amounts (`n0` …, known where `k0` …) of some atoms of a pass."""

    pass_: Pass
    leaves: tuple[Node, ...]
    amounts: tuple[Node, ...]

    @classmethod
    def of(cls, pass_: Pass, atoms: Iterable[Atom]) -> "Conditions":
        """Gather what the atoms need, in the order in which it is met."""
        asked = list(atoms)
        met = (leaf for atom in asked if atom.condition is not None for leaf in leaves(atom.condition))
        amounts = (amount for atom in asked if (amount := _amount(atom)) is not None)
        return cls(pass_, tuple(dict.fromkeys(met)), tuple(dict.fromkeys(amounts)))

    def flag(self, condition: Node | None) -> str:
        """Join leaves: -1 where the condition is true, else 0."""
        match condition:
            case None:
                return "-1"
            case And(terms):
                return f"({' & '.join(map(self.flag, terms))})"
            case Or(terms):
                return f"({' | '.join(map(self.flag, terms))})"
            case _:
                return f"p{self.leaves.index(condition)}"

    def place(self, atom: Atom) -> int:
        """Find an atom's amount."""
        amount = _amount(atom)
        assert amount is not None
        return self.amounts.index(amount)

    def sql(self, sources: Sources, dialect: str) -> str:
        """Write the SELECT of the cells' key, leaves and amounts of each record and period."""
        joined = Joined(self.pass_)
        where = [node for _, node in _place(self.pass_) if node is not None]
        worked_out = WorkedOut([*where, *self.leaves, *self.amounts], joined)
        records = worked_out.over(rows_sql(self.pass_, joined, sources, dialect), dialect)
        named = (*_keys(self.pass_, worked_out.read), *self._columns(worked_out.read, dialect))
        columns = (f"{tree.sql(dialect=dialect)} AS {name}" for name, tree in named)
        return select(columns, nested(records, "records"))

    def _columns(self, read: Read, dialect: str) -> Iterator[tuple[str, Tree]]:
        for i, leaf in enumerate(self.leaves):
            yield f"p{i}", leaf_tree(leaf, read, dialect)
        for i, amount in enumerate(self.amounts):
            tree = tree_of(amount, read)
            is_number = amount.type is Type.NUMBER and is_whole(amount, self.pass_.whole_fields)
            yield f"n{i}", exp.cast(tree.copy(), exp.DataType.Type.BIGINT) if is_number else tree
            yield f"k{i}", flag_tree(known(tree))


def _amount(atom: Atom) -> Node | None:
    """Give an atom's amount as it is worked out: of a histogram the whole number."""
    if isinstance(atom, Histogram):
        return Call(Function.FLOOR, (atom.amount,), Type.NUMBER)
    return amount_of(atom)


def _place(pass_: Pass) -> Iterator[tuple[str, Node | None]]:
    place = pass_.place
    yield "unit", place.unit
    yield "consultant", place.consultant
    yield "commissioner", place.commissioner
    yield "council", place.council
    yield "group_code", pass_.by and pass_.by[1]


def _keys(pass_: Pass, read: Read) -> Iterator[tuple[str, Tree]]:
    for name, node in _place(pass_):
        tree = exp.cast(exp.Null(), "text") if node is None else tree_of(node, read)
        if name == "group_code" and pass_.by is not None:
            tree = exp.DPipe(this=text(f"{pass_.by[0]}:"), expression=tree)
        yield name, tree
    start = read(PeriodDay(is_last=False))
    assert start is not None
    yield KEYS[-1], start
