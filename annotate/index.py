"""A table from names to numbers that takes 64 bytes or less an entry: a job may have millions of documents."""

from __future__ import annotations

from array import array

_MASK = (1 << 64) - 1
_FIRST_SIZE = 1 << 10


class Index:
    """Maps names to numbers below 2^64.

    Names are kept as hashes of 64 bits. That two of a million have the same has a chance of 1 to 4 x 10^7, so whoever
    cannot bear it must look at what the number leads to.
    """

    def __init__(self) -> None:
        self._hashes = array("Q", bytes(8 * _FIRST_SIZE))  # 0: free
        self._numbers = array("Q", bytes(8 * _FIRST_SIZE))
        self._used = 0

    def get(self, name: str) -> int | None:
        """The number of a name, or None."""
        place = self._place(hash(name) & _MASK or 1)
        return self._numbers[place] if self._hashes[place] else None

    def put(self, name: str, number: int) -> int | None:
        """Give a name a number; return the one that it had, or None."""
        return self._put(hash(name) & _MASK or 1, number)

    def _put(self, hashed: int, number: int) -> int | None:
        place = self._place(hashed)
        before = self._numbers[place] if self._hashes[place] else None
        self._numbers[place] = number
        if before is None:
            self._hashes[place] = hashed
            self._used += 1
            if self._used * 2 > len(self._hashes):
                self._grow()
        return before

    def _place(self, hashed: int) -> int:
        """Where a hash is, or would be: at its own place or the next one that is free."""
        mask = len(self._hashes) - 1
        place = hashed & mask
        while (found := self._hashes[place]) and found != hashed:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        old = zip(self._hashes, self._numbers, strict=True)
        size = 8 * 2 * len(self._hashes)
        self._hashes, self._numbers = array("Q", bytes(size)), array("Q", bytes(size))
        self._used = 0
        for hashed, number in old:
            if hashed:
                self._put(hashed, number)
