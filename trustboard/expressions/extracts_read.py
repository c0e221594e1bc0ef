"""Every extract behind an indicator: its own, its denominator's, those pointed to, its history's."""

from collections.abc import Iterator

from trustboard.definitions.indicator import Indicator
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions.nodes import fields_of
from trustboard.expressions.record_counting import Part, RecordCounting
from trustboard.expressions.record_indicator import record_counting_of


def extracts_read(indicator: Indicator, surroundings: Surroundings) -> tuple[str, ...]:
    """List the extracts whose files an indicator's figures come from, its own first.

    Raises Mistake where the definition is wrong.
    """
    found = [indicator.extract]
    if surroundings.contracts[indicator.extract].records is not None:
        counting = record_counting_of(indicator, surroundings)
        for part in counting.parts:
            found += [part.extract, *_pointed_to(counting, part, surroundings)]
    if indicator.history is not None:
        found.append(indicator.history.extract)
    return tuple(dict.fromkeys(found))


def _pointed_to(counting: RecordCounting, part: Part, surroundings: Surroundings) -> Iterator[str]:
    """The extracts of records that a part's expressions reach by reference."""
    records = surroundings.contracts[part.extract].records
    references = {} if records is None else records.references
    when, place = part.when, part.place
    read = [when.start, when.stop, part.population, part.counted, *(node for _, node in counting.by)]
    read += [place.unit, place.consultant, place.commissioner, place.council]
    names = {field.name.rpartition(".")[0] for node in read if node is not None for field in fields_of(node)}
    yield from (references[name].extract for name in sorted(names & references.keys()))
