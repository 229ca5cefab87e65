"""A polynomial hash of strings, vectorised, whose substrings and deletions cost one subtraction.

``h(s) = sum_k f(s[k]) * B**k mod 2**64`` with f a mixing of the code point (the finaliser of splitmix64;
Steele, Lea and Flood, 2014) and B odd, so that B has an inverse and ``h`` of a stretch follows from prefix
sums of the whole (Karp and Rabin, 1987). Whoever looks up by it compares the strings afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]
U32 = npt.NDArray[np.uint32]
I64 = npt.NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15
_AT_A_TIME = 1 << 16  # texts, to bound the memory that a large graph takes
_INVERSE = pow(_BASE, -1, 1 << 64)


def code_points(text: str) -> U32:
    """The code points of a text without lone surrogates, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def powers(count: int, *, inverse: bool = False) -> U64:
    """B**0 .. B**(count - 1) mod 2**64, or those of B's inverse; shape (count,)."""
    factors = np.full(max(count, 1), _INVERSE if inverse else _BASE, dtype=np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)[:count]


def mix(codes: npt.NDArray[np.uint32] | U64) -> U64:
    """splitmix64's finaliser of each number, same shape."""
    x = codes.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@dataclass(frozen=True, slots=True)
class Stretches:
    """A text ready to hash stretches of itself. ``sums`` is (n + 1,), ``inverse`` (n + 2,)."""

    sums: U64
    inverse: U64

    @classmethod
    def of(cls, text: str) -> Stretches:
        """Prepare a text, without lone surrogates."""
        terms = mix(code_points(text)) * powers(len(text))
        sums = np.zeros(len(text) + 1, dtype=np.uint64)
        np.cumsum(terms, out=sums[1:])
        return cls(sums, powers(len(text) + 2, inverse=True))

    def hash(self, starts: I64, ends: I64) -> U64:
        """Hashes of the stretches ``text[start:end]``, shape (n,)."""
        return (self.sums[ends] - self.sums[starts]) * self.inverse[starts]

    def hash_without(self, starts: I64, ends: I64, gone: I64) -> U64:
        """Hashes of ``text[start:gone] + text[gone + 1:end]``, shape (n,)."""
        before = (self.sums[gone] - self.sums[starts]) * self.inverse[starts]
        return before + (self.sums[ends] - self.sums[gone + 1]) * self.inverse[starts + 1]


def hash_strings(texts: Sequence[str]) -> U64:
    """The hash of each text, shape (n,), computed over the concatenation of many at a time."""
    parts = [_hash_joined(texts[at : at + _AT_A_TIME]) for at in range(0, len(texts), _AT_A_TIME)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)


def _hash_joined(texts: Sequence[str]) -> U64:
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    ends = np.cumsum(lengths)
    return Stretches.of("".join(texts)).hash(ends - lengths, ends)


def short(hashes: U64) -> U32:
    """The upper half of each hash, mixed: for tables where size counts more than a false hit."""
    return (mix(hashes) >> np.uint64(32)).astype(np.uint32)


def by_length(texts: Sequence[str], shortest: int, longest: int) -> list[tuple[I64, U32]]:
    """Texts grouped by length: (places in ``texts``, code points as (n, length)), shortest first."""
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    codes = code_points("".join(texts))
    starts = np.cumsum(lengths) - lengths
    groups = []
    for length in range(shortest, longest + 1):
        rows = np.flatnonzero(lengths == length)
        if len(rows):
            groups.append((rows, codes[starts[rows][:, None] + np.arange(length)]))
    return groups


def n_deletions(length: int, depth: int) -> int:
    """How many :func:`deletions` a text of this length has."""
    return 1 + length + (length * (length - 1) // 2 if depth > 1 else 0)


def deletions(codes: U32, depth: int) -> U64:
    """Hashes of each text and of it with one (and two, for depth 2) characters left out.

    ``codes`` is (n, length); gives (n, :func:`n_deletions`).
    """
    count, length = codes.shape
    sums = np.zeros((count, length + 1), dtype=np.uint64)
    np.cumsum(mix(codes) * powers(length), axis=1, out=sums[:, 1:])
    back = powers(3, inverse=True)
    whole = sums[:, -1:]
    gone = np.arange(length)
    found = [whole, sums[:, gone] + (whole - sums[:, gone + 1]) * back[1]]
    if depth > 1:
        first, second = np.triu_indices(length, 1)
        middle = (sums[:, second] - sums[:, first + 1]) * back[1]
        found.append(sums[:, first] + middle + (whole - sums[:, second + 1]) * back[2])
    return np.concatenate(found, axis=1)
