"""Counts packed into words: one sum adds up several of them, each in a lane of bits of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlglot import exp

from trustboard.compiler.trees import Tree, whole

BITS = 63  # of a BIGINT that stays above nought


@dataclass(frozen=True, slots=True)
class Words:
    """Named flags (SQL that is -1 or 0), to be counted; none of the counts is more than `most`."""

    flags: Sequence[tuple[str, str]]
    most: int

    @property
    def width(self) -> int:
        """Bits of a lane."""
        return self.most.bit_length()

    @property
    def words(self) -> Sequence[Sequence[tuple[str, str]]]:
        """The flags of each word."""
        lanes = max(1, BITS // self.width)
        return [self.flags[start : start + lanes] for start in range(0, len(self.flags), lanes)]

    def packed(self) -> Iterator[str]:
        """Write each row's words: in every lane 1 or 0."""
        for i, word in enumerate(self.words):
            lanes = (f"(({flag}) & {1 << self.width * lane})" for lane, (_, flag) in enumerate(word))
            yield f"{' | '.join(lanes)} AS w{i}"

    def added(self) -> Iterator[str]:
        """Write their sums."""
        return (f"CAST(sum(w{i}) AS BIGINT) AS w{i}" for i in range(len(self.words)))

    def counts(self, dialect: str) -> Iterator[tuple[str, str]]:
        """Name and write the counts, taken out of the sums again."""
        for i, word in enumerate(self.words):
            for lane, (name, _) in enumerate(word):
                yield name, self._lane(i, lane).sql(dialect=dialect)

    def _lane(self, word: int, lane: int) -> Tree:
        moved: Tree = exp.column(f"w{word}")
        if lane:
            moved = exp.BitwiseRightShift(this=moved, expression=whole(self.width * lane))
        return exp.BitwiseAnd(this=exp.Paren(this=moved), expression=whole((1 << self.width) - 1))
