"""Three small integers in one: sorting (row, relation, other end) as single numbers is what numpy does fastest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kgqa.kg.arrays import Array


@dataclass(frozen=True, slots=True)
class Packing:
    """How many bits relation and other end take in an int64; the row has those above them."""

    relation_bits: int
    other_bits: int

    @classmethod
    def of(cls, n_rows: int, n_relations: int, n_others: int) -> Packing | None:
        """Room for numbers below these; None where 63 bits are too few (a graph of 2**27 terms, say)."""
        bits = [max(0, n - 1).bit_length() for n in (n_rows, n_relations, n_others)]
        return cls(bits[1], bits[2]) if sum(bits) <= 63 else None

    def pack(self, rows: Array, relations: Array, others: Array) -> Array:
        """(n,) int64 that sort as the rows, then the relations, then the other ends do."""
        keys = rows.astype(np.int64)
        keys <<= self.relation_bits
        keys |= relations
        keys <<= self.other_bits
        keys |= others
        return keys

    def unpack(self, keys: Array) -> tuple[Array, Array, Array]:
        """(rows, relations, others), each (n,) int32."""
        others = (keys & ((1 << self.other_bits) - 1)).astype(np.int32)
        relations = ((keys >> self.other_bits) & ((1 << self.relation_bits) - 1)).astype(np.int32)
        return (keys >> (self.relation_bits + self.other_bits)).astype(np.int32), relations, others
