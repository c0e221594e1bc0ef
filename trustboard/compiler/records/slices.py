"""The sorts of slice: whole units, their cuts, consultants; and the sorts of cell they are added up from."""

from collections.abc import Iterator
from dataclasses import dataclass

from trustboard.compiler.records.passes import Pass
from trustboard.compiler.records.relations import aliased
from trustboard.compiler.sql import text_type

CUTS = ("commissioner", "council", "group_code")


@dataclass(frozen=True, slots=True)
class SliceArm:
    """One sort: which column of the cells names the unit, and by which it is cut (None: whole)."""

    unit: str
    cut: str | None

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns of a cell that matter."""
        return (self.unit, "period_start") if self.cut is None else (self.unit, self.cut, "period_start")

    def picks_cuts(self, pass_: Pass) -> bool:
        """Whether its cells are cut, and it is not."""
        return self.unit == "unit" and self.cut is None and len(cell_keys(pass_)[0]) > 1

    def among(self, pass_: Pass) -> str:
        """Write the condition that picks its cells: of whole units those of the first cut there is."""
        code = self.cut or (cell_keys(pass_)[0][-1] if self.unit == "unit" else self.unit)
        return f"c.{code} IS NOT NULL"

    def columns(self, dialect: str) -> Iterator[str]:
        """Name a slice's columns, read from cells `c` held by units `k`; cuts it lacks are nothing."""
        yield "k.unit"
        for name in CUTS:
            yield f"c.{name}" if name == self.cut else f"CAST(NULL AS {text_type(dialect)}) AS {name}"

    def held_by(self, pass_: Pass, closure: str, dialect: str) -> str:
        """Write the join of cells `c` to the units `k` they count for; a consultant is its own alone."""
        only = " AND k.unit = k.source_unit" if self.unit == "consultant" else ""
        if pass_.is_own_only:
            only += " AND k.is_own"
        same = f"k.source_unit = c.{self.unit} AND k.period_start = c.period_start"
        return f"JOIN {aliased(closure, 'k', dialect)}\n  ON {same}{only}"


def arms_of(pass_: Pass) -> Iterator[SliceArm]:
    """List the sorts of slice that a pass has: an equality cut's are its groups alone."""
    if pass_.by is not None:
        yield SliceArm("unit", "group_code")
        return
    yield SliceArm("unit", None)
    for cut in ("commissioner", "council"):
        if getattr(pass_.place, cut) is not None:
            yield SliceArm("unit", cut)
    if pass_.place.consultant is not None:
        yield SliceArm("consultant", None)


def cell_keys(pass_: Pass) -> tuple[tuple[str, ...], ...]:
    """List the codes of each sort of cell: a unit with each cut there is, or alone; and a consultant.

    Cuts are not crossed with each other, so cells need not be either. Codes that a sort lacks are nothing
    in its cells; the others never are, but for the consultant of records without one.
    """
    cuts = tuple(arm.cut for arm in arms_of(pass_) if arm.cut is not None)
    units = tuple(("unit", cut) for cut in cuts) or (("unit",),)
    return units if pass_.by is not None or pass_.place.consultant is None else (*units, ("consultant",))
