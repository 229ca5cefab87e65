"""A text cut into words, and the word pieces that a BERT reads of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer
from tokenizers.pre_tokenizers import BertPreTokenizer, Punctuation
from tokenizers.pre_tokenizers import Sequence as InTurn

from kgqa.encoders.bases import Base
from kgqa.encoders.stored import tokenizer_of
from kgqa.extract.relations.align import Word

MAX_PIECES = 512
"""Word pieces that the base reads at once, its two marks included."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """``ids`` are word pieces with the marks at both ends; word ``w`` is ``text[words[w].start:words[w].end]`` and
    has the pieces ``first[w]`` to ``last[w]``, both counted in ``ids``."""

    text: str
    ids: tuple[int, ...]
    words: tuple[Word, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    def characters(self, span: tuple[int, int]) -> tuple[int, int]:
        """Where words ``span[0]`` to before ``span[1]`` stand in the text, as characters."""
        return self.words[span[0]].start, self.words[span[1] - 1].end

    def said(self, span: tuple[int, int]) -> str:
        """The text of words ``span[0]`` to before ``span[1]``."""
        start, end = self.characters(span)
        return self.text[start:end]

    def whole(self, span: tuple[int, int]) -> str:
        """As :meth:`said`; brackets that it has one of, it has both of, where they stand next to it."""
        said = self.said(span)
        for opening, closing in ("()", "[]"):
            after = self.text[self.words[span[1] - 1].end :]
            if said.count(opening) == said.count(closing) + 1 and after.startswith(closing):
                said += closing
            before = self.text[: self.words[span[0]].start]
            if said.count(closing) == said.count(opening) + 1 and before.endswith(opening):
                said = opening + said
        return said


def word_tokenizer(base: Base) -> Tokenizer:
    """The base's tokenizer, of which each mark is a word of its own, as a BERT's has it: a SentencePiece tokenizer
    leaves the comma on the name before it. Raises ModelError where there is none."""
    tokenizer = tokenizer_of(base)
    before = tokenizer.pre_tokenizer
    if not isinstance(before, BertPreTokenizer):
        tokenizer.pre_tokenizer = InTurn([*([before] if before is not None else []), Punctuation()])
    return tokenizer


def cut(tokenizer: Tokenizer, texts: Sequence[str], most: int = MAX_PIECES) -> list[Tokens]:
    """Each text's tokens; what is beyond ``most`` pieces is left out, whole words at a time."""
    return [tokens_of(text, made, most) for text, made in zip(texts, encoded(tokenizer, texts), strict=True)]


def encoded(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Encoding]:
    """What the tokenizer makes of each text; halves of surrogates become question marks."""
    made: list[Encoding] = tokenizer.encode_batch([text.encode("utf-8", "replace").decode("utf-8") for text in texts])
    return made


def tokens_of(text: str, made: Encoding, most: int = MAX_PIECES) -> Tokens:
    """The tokens of a text that the tokenizer has seen already, as :func:`cut` gives them."""
    ids, owners, offsets = made.ids, made.word_ids, made.offsets
    words: list[Word] = []
    first: list[int] = []
    last: list[int] = []
    before = None
    keep = len(ids)
    if keep > most:
        keep = most - 1
        while owners[keep] == owners[keep - 1]:
            keep -= 1
    for at in range(1, min(keep, len(ids) - 1)):
        start, end = offsets[at]
        # A SentencePiece mark for a space before it stands where the word after it does: both are one.
        if owners[at] != before and not (words and start < words[-1].end):
            words.append(Word(text[start:end], start, end))
            first.append(at)
            last.append(at)
        else:
            words[-1] = Word(text[words[-1].start : end], words[-1].start, end)
            last[-1] = at
        before = owners[at]
    ids = ids if keep == len(ids) else [*ids[:keep], ids[-1]]
    return Tokens(text, tuple(ids), tuple(words), tuple(first), tuple(last))
