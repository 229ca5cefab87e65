"""A question, facts and a passage in one BERT input, cut into windows, with exact character offsets.

The layout is ``[CLS] question [SEP] facts [SEP] passage [SEP]``; without facts their part and its
separator are left out. Spans are looked for in the passage alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

FACT_SEPARATOR = " ; "
WORD_START = "▁"
"""SentencePiece's mark of a word's begin, a token of its own where no piece begins with it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in tokens: the whole input, the question, the facts, and how far two windows overlap."""

    total: int = 384
    question: int = 64
    facts: int = 96
    overlap: int = 128


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the reader.

    ``ids`` and ``types``: token and segment ids, each of length n. The passage's tokens are
    ``ids[first:first + len(offsets)]``, and ``offsets[i]`` the half-open characters of token i in the passage.
    ``item`` is the number of the (question, passage) pair the window was cut from.
    """

    item: int
    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]


class InputBuilder:
    """Builds windows with one tokenizer (any tokenizer.json with [CLS]/[SEP] or <s>/</s> marks)."""

    def __init__(self, tokenizer: Tokenizer, limits: Limits | None = None) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.tokenizer = tokenizer
        self.limits = limits or Limits()
        self.cls = _mark(tokenizer, "[CLS]", "<s>")
        self.sep = _mark(tokenizer, "[SEP]", "</s>")
        self.word_start = tokenizer.token_to_id(WORD_START)

    def build(self, items: Sequence[tuple[str, Sequence[str], str]]) -> list[Window]:
        """Windows of (question, facts, passage) triples, in order; a passage without tokens gives none."""
        limits = self.limits
        questions = self._encode([question for question, _, _ in items])
        facts = self._encode([fact for _, facts, _ in items for fact in facts])
        passages = self._encode([passage for _, _, passage in items])
        separator = self._encode([FACT_SEPARATOR])[0].ids
        windows: list[Window] = []
        next_fact = 0
        for item, (_, item_facts, _) in enumerate(items):
            own = facts[next_fact : next_fact + len(item_facts)]
            next_fact += len(item_facts)
            head = [self.cls, *questions[item].ids[: limits.question], self.sep]
            types = [0] * len(head)
            inside = _packed([fact.ids for fact in own], separator, limits.facts)
            if inside:
                head += [*inside, self.sep]
            types += [1] * (len(head) - len(types))
            windows += self._cut(item, head, types, passages[item], items[item][2])
        return windows

    def _cut(self, item: int, head: list[int], types: list[int], passage: Encoding, text: str) -> list[Window]:
        room = self.limits.total - len(head) - 1
        ids, offsets = passage.ids, _with_marks(passage.offsets, text)
        # Some tokens are no characters of the text (a lone word-start mark, though its offsets may say the word's
        # first): no span may use them.
        kept = [i for i, (start, end) in enumerate(offsets) if end > start and ids[i] != self.word_start]
        step = max(1, room - self.limits.overlap)
        windows = []
        for begin in range(0, len(kept), step):
            part = kept[begin : begin + room]
            windows.append(
                Window(
                    item,
                    (*head, *(ids[i] for i in part), self.sep),
                    (*types, *([1] * (len(part) + 1))),
                    len(head),
                    tuple(offsets[i] for i in part),
                )
            )
            if begin + room >= len(kept):
                break
        return windows

    def _encode(self, texts: Sequence[str]) -> list[Encoding]:
        # tokenizers takes no lone surrogates; one replacement character keeps every offset where it was.
        safe = [text.encode("utf-8", "replace").decode("utf-8") if _lone(text) else text for text in texts]
        return list(self.tokenizer.encode_batch(safe, add_special_tokens=False)) if safe else []


def _with_marks(offsets: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Offsets in which a token also covers the accents and the like that normalisation joined to its last
    character or took from it: text[start:end] then is what a reader sees as the token."""
    if text.isascii():
        return offsets
    whole = []
    following = [*(start for start, _ in offsets), len(text)][1:]
    for (start, end), stop in zip(offsets, following, strict=True):
        while start < end < stop and text[end] != "\ufffd" and unicodedata.category(text[end])[0] not in "ZC":
            end += 1
        whole.append((start, end))
    return whole


def _lone(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _packed(facts: list[list[int]], separator: list[int], budget: int) -> list[int]:
    """Whole facts, best first, as many as fit the budget."""
    packed: list[int] = []
    for fact in facts:
        more = [*separator, *fact] if packed else fact
        if len(packed) + len(more) > budget:
            break
        packed += more
    return packed


def _mark(tokenizer: Tokenizer, *names: str) -> int:
    for name in names:
        found = tokenizer.token_to_id(name)
        if found is not None:
            return int(found)
    raise ValueError(f"the tokenizer has none of the marks {', '.join(names)}")
