"""A unigram tokenizer with fewer pieces, for a network that reads fewer languages than its base.

Most of a multilingual model's weights are words of languages that it is never given (Abdaoui et al. 2020, "Load What
You Need"). What can't be said in the pieces that are kept is cut into shorter ones.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from tokenizers import Tokenizer

from kgqa.errors import InputError

_SIGNS = (range(0x0530), range(0x1E00, 0x2C00))
"""Letters of Latin, Greek and Cyrillic, with the marks that they take; punctuation, currencies, arrows, mathematics."""


def with_pieces(tokenizer: Tokenizer, kept: Collection[int]) -> tuple[Tokenizer, list[int]]:
    """A tokenizer with the pieces numbered ``kept``, the marks and single signs of Latin, Greek and Cyrillic; and the
    old numbers of its pieces, in the order of their new ones.

    Raises InputError where it is no unigram tokenizer.
    """
    made: dict[str, Any] = json.loads(tokenizer.to_str())
    model = made["model"]
    if model["type"] != "Unigram":
        raise InputError(f"only the pieces of a Unigram tokenizer can be told off one by one, this is {model['type']}")
    specials = made["post_processor"]["special_tokens"].values()
    marks = {model["unk_id"], *(one for each in specials for one in each["ids"])}
    signs = {at for at, (piece, _) in enumerate(model["vocab"]) if _is_sign(piece)}
    old = sorted({*kept, *marks, *signs})
    new = {number: at for at, number in enumerate(old)}
    model["vocab"] = [model["vocab"][number] for number in old]
    model["unk_id"] = new[model["unk_id"]]
    for each in specials:
        each["ids"] = [new[one] for one in each["ids"]]
    made["added_tokens"] = [{**each, "id": new[each["id"]]} for each in made["added_tokens"] if each["id"] in new]
    return Tokenizer.from_str(json.dumps(made, ensure_ascii=False)), old


def _is_sign(piece: str) -> bool:
    sign = piece.removeprefix("▁") or "▁"
    return len(sign) == 1 and any(ord(sign) in signs for signs in _SIGNS)
