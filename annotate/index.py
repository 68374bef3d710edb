"""A table from names to numbers that takes 32 bytes or less an entry: a job may have millions of documents."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_NONE = (1 << 64) - 1
_FIRST_SIZE = 1 << 10


class Index:
    """Maps names to numbers below 2^64 - 1.

    Names are kept as digests of 64 bits. Two names of one job have the same by a chance of 1 to 4 x 10^7 among a
    million, so whoever cannot bear it must look at what the number leads to.
    """

    def __init__(self) -> None:
        self._digests = array("Q", bytes(8 * _FIRST_SIZE))  # 0: free
        self._numbers = array("Q", bytes(8 * _FIRST_SIZE))
        self._used = 0

    def __len__(self) -> int:
        """How many names there are; those that were taken out count."""
        return self._used

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def get(self, name: str) -> int | None:
        """The number of a name, or None."""
        place = self._place(_digest(name))
        number = self._numbers[place]
        return number if self._digests[place] and number != _NONE else None

    def put(self, name: str, number: int = 0) -> None:
        """Give a name a number in place of what it had."""
        self._put(_digest(name), number)

    def remove(self, name: str) -> None:
        """Take a name out, if it is there."""
        if name in self:
            self.put(name, _NONE)

    def _put(self, digest: int, number: int) -> None:
        place = self._place(digest)
        if not self._digests[place]:
            self._used += 1
            self._digests[place] = digest
        self._numbers[place] = number
        if self._used * 2 > len(self._digests):
            self._grow()

    def _place(self, digest: int) -> int:
        """Where a digest is, or would be: at its own place or the next one that is free."""
        mask = len(self._digests) - 1
        place = digest & mask
        while (found := self._digests[place]) and found != digest:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        old = zip(self._digests, self._numbers, strict=True)
        size = 8 * 2 * len(self._digests)
        self._digests, self._numbers = array("Q", bytes(size)), array("Q", bytes(size))
        self._used = 0
        for digest, number in old:
            if digest:
                self._put(digest, number)


def _digest(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1
