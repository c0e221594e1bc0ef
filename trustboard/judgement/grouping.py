"""The rule by which every indicator falls into exactly one group of a scorecard."""

from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation

GROUP_RULES = {
    Group.IMPROVE: "The standard is missed (within tolerance is still missed), or the process is expected "
    "to miss it every time, or the figures show a change for the worse.",
    Group.WELL: "The standard is achieved or, where there is no standard, the figures show improvement; "
    "and nothing puts it under where to improve.",
    Group.WATCH: "Everything else: no standard and no improvement, a measure that is never judged, or no "
    "number to judge.",
}
"""What puts an indicator into each group, in the order in which the rule is applied."""

_TITLES = {
    Group.IMPROVE: "Where to improve",
    Group.WELL: "Where we do well",
    Group.WATCH: "To watch",
}

GROUP_RULE = " ".join(f"{_TITLES[group]}: {rule}" for group, rule in GROUP_RULES.items())
"""The whole rule in the words that stand on the page."""


def group_of(rag: Rag | None, no_rag: NoRag | None, variation: Variation, assurance: Assurance) -> Group:
    """Tell the one group of a verdict, as `GROUP_RULE` says."""
    is_missed = rag in (Rag.AMBER, Rag.RED)
    if is_missed or assurance is Assurance.CONSISTENTLY_FAILS or variation.is_concern:
        return Group.IMPROVE
    if rag is Rag.GREEN or (no_rag is NoRag.NO_STANDARD and variation.is_improvement):
        return Group.WELL
    return Group.WATCH
