"""One passage an element, out of the prose about it."""

from __future__ import annotations

import re

from kgqa.types import Passage


def element_passage(
    number: int, symbol: str, name: str, *, description: str, origin: str, uses: str, sources: str, found: str
) -> Passage:
    """The prose of one element, each stretch led in by the element's name so that it can be found by it.

    The fields read as if under a heading ("Made into filaments ..."), and a reader sees no heading.
    """
    lower = name.lower()
    ancient = found.strip().rstrip(".").lower() if found.startswith("Known to") else ""
    stretches = (
        (f"{name} ({symbol}): ", description),
        (f"Uses of {lower}: ", uses),
        (f"Sources of {lower}: ", sources),
        (f"Origin of the name {lower}: ", origin),
        (f"Discovery of {lower}: ", ancient),
    )
    text = " ".join(lead + _sentence(field) for lead, field in stretches if field)
    return Passage(f"element-{number:03d}", f"element-{number:03d}", name, text)


def _sentence(field: str) -> str:
    """A field with plain spaces and a full stop."""
    # A search and replace in the source turned every "num." into "numpy.".
    text = re.sub(r"\s+", " ", field.replace("numpy", "num")).strip()
    text = text.replace(" .", ".")
    return text if text.endswith((".", "!", "?")) else f"{text}."
