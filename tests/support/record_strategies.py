"""Hypothesis strategies of random definitions with their random records."""

import os
from collections.abc import Sequence

from hypothesis import strategies as st

from tests.support.record_worlds.choices import Choices
from tests.support.record_worlds.world import World, some_world

EXAMPLES = "TRUSTBOARD_EXAMPLES"


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world: an organisation, two extracts with their records, and an indicator or two over them."""
    return some_world(Choices.drawn(draw))


def seeded_world(seed: int, asked: Sequence[int] = (1, 2)) -> World:
    """The world of a seed, with one of those numbers of indicators: always the same."""
    return some_world(Choices.seeded(seed), asked)


def examples(usual: int) -> int:
    """How many examples a run asks for: TRUSTBOARD_EXAMPLES, where it is set."""
    return int(os.environ.get(EXAMPLES) or usual)
