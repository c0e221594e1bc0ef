"""Passes: what is read together from one extract's records, and all that decides its cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from trustboard.compiler.records.atoms import Atom, Distinct, Histogram, amount_of, atom_columns
from trustboard.expressions.nodes import Call, Field, Function, Lookup, Node, fields_of, walk
from trustboard.expressions.record_counting import Place, When
from trustboard.vocabulary.period import Grain

SLICE = ("unit", "commissioner", "council", "group_code")
CODES = ("unit", "consultant", "commissioner", "council", "group_code")
PERIOD = "period_start"
KEYS = (*CODES, PERIOD)
RECORDS = "records"  # the column that says how many records there are at all


@dataclass(frozen=True, slots=True)
class Join:
    """A reference that is read: `fields` pairs each field of the row with the other extract's key field."""

    name: str
    extract: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """Atoms that one reading of an extract works out together. Equal definitions make equal passes.

    `grain` is that of its cells: months or weeks, or of clocks open at a period's end the indicators' own.
    `by` is the name and the field of an equality cut: such a pass has groups and no other cuts. With
    `is_own_only` its cells count for the unit they name and for no other. A pass of distinct people has
    that one atom alone. `whole_fields` are those read whose numbers are whole.
    """

    extract: str
    when: When
    place: Place
    grain: Grain
    by: tuple[str, Node] | None
    is_own_only: bool
    joins: tuple[Join, ...]
    whole_fields: tuple[str, ...]
    atoms: tuple[Atom, ...]

    @property
    def is_recount(self) -> bool:
        """Whether its numbers do not add up, but are counted again for every slice and stretch of time."""
        return any(isinstance(atom, Distinct) for atom in self.atoms)

    @property
    def histograms(self) -> tuple[int, ...]:
        """Positions of the atoms whose cells stand in long form."""
        return tuple(i for i, atom in enumerate(self.atoms) if isinstance(atom, Histogram))

    @property
    def measures(self) -> dict[str, str]:
        """Columns that add up (or, of maxima, compare), with their types, in the order the SQL gives them."""
        of_atoms = (atom_columns(i, atom, self.whole_fields).items() for i, atom in enumerate(self.atoms))
        return {RECORDS: "BIGINT"} | {name: type_ for each in of_atoms for name, type_ in each}

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of `cells_sql`, in order; a recount's are the key and the person."""
        return (*KEYS, "person") if self.is_recount else (*KEYS, *self.measures)

    @property
    def references(self) -> tuple[str, ...]:
        """Names of the references whose fields are read."""
        return tuple(join.name for join in self.joins)

    @property
    def referenced_extracts(self) -> tuple[str, ...]:
        """Extracts that are read through references, each once."""
        return tuple(dict.fromkeys(join.extract for join in self.joins))

    @property
    def lookups(self) -> tuple[str, ...]:
        """Names of the lookup tables that are read, each once."""
        return tuple(dict.fromkeys(node.table for node in self.walked() if isinstance(node, Lookup)))

    @property
    def uses_working_days(self) -> bool:
        """Whether the table of working days is read."""
        return any(is_working_days(node) for node in self.walked())

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field that is read, of the extract and through references (`name.field`), each once."""
        return tuple(dict.fromkeys(field for node in self.nodes for field in fields_of(node)))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every expression of the pass: when, where, and what."""
        place = self.place
        where = (place.unit, place.consultant, place.commissioner, place.council, self.by and self.by[1])
        what = (node for atom in self.atoms for node in (atom.condition, amount_of(atom)))
        return tuple(node for node in (self.when.start, self.when.stop, *where, *what) if node is not None)

    def walked(self) -> Iterator[Node]:
        """Visit every node of every expression."""
        return (found for node in self.nodes for found in walk(node))


def is_working_days(node: Node) -> bool:
    """Whether a node counts working days, for which a table is joined."""
    return isinstance(node, Call) and node.function is Function.WORKING_DAYS
