"""What to say of a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that one is most like, if it is like any."""
    import difflib  # only when something is wrong

    return next(iter(difflib.get_close_matches(name, list(known), 1)), None)


def remedy(name: str, known: Iterable[str]) -> str:
    """What might be meant, or what there is: the second half of a sentence."""
    known = sorted(known)
    close = nearest(name, known)
    return f"did you mean {close!r}?" if close else f"there are: {', '.join(known) or 'none'}"
