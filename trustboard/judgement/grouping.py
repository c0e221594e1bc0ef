"""The rule by which every indicator falls into exactly one group of a scorecard."""

from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation

GROUP_RULE = (
    "Where to improve: the standard is missed (within tolerance is still missed), or the process "
    "consistently fails it, or its variation is a cause for concern. "
    "Where we do well: the standard is met and nothing of that holds; or, where there is no standard, "
    "the variation shows improvement. "
    "To watch: everything else."
)
"""The rule in the words that stand on the page."""


def group_of(rag: Rag | None, no_rag: NoRag | None, variation: Variation, assurance: Assurance) -> Group:
    """Tell the one group of a verdict, as `GROUP_RULE` says."""
    is_missed = rag in (Rag.AMBER, Rag.RED)
    if is_missed or assurance is Assurance.CONSISTENTLY_FAILS or variation.is_concern:
        return Group.IMPROVE
    if rag is Rag.GREEN or (no_rag is NoRag.NO_STANDARD and variation.is_improvement):
        return Group.WELL
    return Group.WATCH
