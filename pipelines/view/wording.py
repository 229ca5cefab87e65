"""What a page says in words about its picture."""

from __future__ import annotations

from kgqa.pipelines.view.picture import Picture, Sentence


def counts(picture: Picture) -> str:
    """How much is drawn, and how much is not.

    >>> counts(Picture("Ada", (), (), left_out=29900, hops=1))
    '0 things and 0 facts drawn, 29,900 more facts within 1 hop left out'
    """
    return drawn(len(picture.nodes), len(picture.edges), picture.left_out, picture.hops)


def drawn(nodes: int, edges: int, left_out: int, hops: int) -> str:
    """The same, of numbers."""
    said = f"{counted(nodes, 'thing')} and {counted(edges, 'fact')} drawn"
    if not left_out:
        return said
    return f"{said}, {counted(left_out, 'more fact')} within {counted(hops, 'hop')} left out"


def where(sentence: Sentence) -> str:
    """Where a sentence stands in its document and who read a fact in it, as far as known.

    >>> where(Sentence("It is grey.", page=3, at=1200, confidence=0.91, extractor="open"))
    'page 3 · character 1,200 · 91% sure, by open'
    """
    sure = "" if sentence.confidence is None else f"{sentence.confidence:.0%} sure"
    reader = f"by {sentence.extractor}" if sentence.extractor else ""
    parts = [
        "" if sentence.page is None else f"page {sentence.page}",
        "" if sentence.at is None else f"character {sentence.at:,}",
        ", ".join(part for part in (sure, reader) if part),
    ]
    return " · ".join(part for part in parts if part)


def counted(number: int, noun: str) -> str:
    """A number and its noun, in the plural where it must be."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
