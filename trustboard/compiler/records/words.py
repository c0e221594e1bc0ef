"""Counts packed into words: one sum adds up several of them, each in a lane of bits of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlglot import exp

from trustboard.compiler.trees import Tree, whole

BITS = 63  # of a BIGINT that stays above nought


@dataclass(frozen=True, slots=True)
class Words:
    """Names of counts, of which none ever comes to more than `most`."""

    names: Sequence[str]
    most: int

    @property
    def width(self) -> int:
        """Bits of a lane."""
        return max(1, self.most.bit_length())

    @property
    def words(self) -> Sequence[Sequence[str]]:
        """The counts of each word."""
        lanes = max(1, BITS // self.width)
        return [self.names[start : start + lanes] for start in range(0, len(self.names), lanes)]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the words."""
        return tuple(f"w{i}" for i in range(len(self.words)))

    def of_flags(self, flags: Sequence[str]) -> Iterator[str]:
        """Pack flags, which are -1 or 0, in the order of the names: in every lane 1 or 0."""
        for i, word in enumerate(self.words):
            start = i * len(self.words[0])
            lanes = (f"({flags[start + n]} & {self._one(n)})" for n in range(len(word)))
            yield f"{' | '.join(lanes)} AS w{i}"

    def of_counts(self) -> Iterator[str]:
        """Pack counts, read from columns of their names."""
        for i, word in enumerate(self.words):
            yield f"{' + '.join(f'{name} * {self._one(n)}' for n, name in enumerate(word))} AS w{i}"

    def added(self) -> Iterator[str]:
        """Add words up."""
        return (f"CAST(sum({name}) AS BIGINT) AS {name}" for name in self.columns)

    def counts(self, dialect: str) -> dict[str, str]:
        """Take the counts out of words, by name."""
        return {
            name: self._lane(i, n).sql(dialect=dialect)
            for i, word in enumerate(self.words)
            for n, name in enumerate(word)
        }

    def _one(self, lane: int) -> int:
        return 1 << self.width * lane

    def _lane(self, word: int, lane: int) -> Tree:
        moved: Tree = exp.column(f"w{word}")
        if lane:
            shifted = exp.BitwiseRightShift(this=moved, expression=whole(self.width * lane))
            moved = exp.Paren(this=shifted)
        return exp.BitwiseAnd(this=moved, expression=whole(self._one(1) - 1))
