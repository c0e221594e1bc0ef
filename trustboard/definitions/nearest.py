"""The nearest valid name to one that is not known."""

import difflib
from collections.abc import Iterable

MOST_NAMES = 8


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name` (letter case aside), or None when none is near."""
    by_folded = {other.casefold(): other for other in sorted(known)}
    for folded, other in by_folded.items():
        if sorted(folded) == sorted(name.casefold()):
            return other  # letters changed round, such as => for >=
    found = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def cure_for(name: str, known: Iterable[str], *, what: str = "one") -> str:
    """Say which name may have been meant, or which names there are."""
    names = sorted(set(known))
    if found := nearest(name, names):
        return f"Did you mean “{found}”?"
    if not names:
        return f"There is none yet: add {what} first."
    shown = ", ".join(names[:MOST_NAMES])
    return f"Known: {shown}{', …' if len(names) > MOST_NAMES else ''}."
