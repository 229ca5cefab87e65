"""A SentencePiece unigram model (Kudo 2018) as a ``tokenizer.json``, with offsets into the text as it was given."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from kgqa.encoders.packed import Marks

WORD_START = "▁"
_TILDE, _STAND_IN = "\uff5e", "\ufdd0"  # a noncharacter: no text may use it


def tokenizer_json(pieces: Sequence[str], scores: Sequence[float], marks: Marks) -> str:
    """The tokenizer of ``pieces`` with their log-probabilities, ``<s> text </s>`` around a text.

    The text is normalised as by SentencePiece's ``nmt_nfkc``: white space of any kind is a space, control
    characters go, the rest is NFKC, but for the full-width tilde, which stays. Text that spells a mark is cut
    apart before it can become the mark. Equal arguments give equal bytes.
    """
    begin, end = pieces[marks.begin], pieces[marks.end]
    spelled = "|".join(re.escape(piece[1:]) for piece in sorted(pieces) if _is_mark(piece))
    steps = [
        {"type": "WhitespaceSplit"},
        {"type": "Metaspace", "replacement": WORD_START, "prepend_scheme": "always", "split": True},
    ]
    if spelled:
        pattern = {"Regex": f"{WORD_START}?<(?={spelled})"}
        steps.append({"type": "Split", "pattern": pattern, "behavior": "Isolated", "invert": False})
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [],
            "normalizer": {
                "type": "Sequence",
                "normalizers": [
                    {"type": "Nmt"},
                    {"type": "Replace", "pattern": {"String": _TILDE}, "content": _STAND_IN},
                    {"type": "NFKC"},
                    {"type": "Replace", "pattern": {"String": _STAND_IN}, "content": _TILDE},
                ],
            },
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": steps},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [_mark(begin), _text("A"), _mark(end)],
                "pair": [_mark(begin), _text("A"), _mark(end), _mark(end), _text("B"), _mark(end)],
                "special_tokens": {
                    piece: {"id": piece, "ids": [number], "tokens": [piece]}
                    for piece, number in ((begin, marks.begin), (end, marks.end))
                },
            },
            "decoder": {"type": "Metaspace", "replacement": WORD_START, "prepend_scheme": "always", "split": True},
            "model": {
                "type": "Unigram",
                "unk_id": marks.unknown,
                "vocab": [list(pair) for pair in zip(pieces, scores, strict=True)],
                "byte_fallback": False,
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _is_mark(piece: str) -> bool:
    return re.fullmatch(r"</?[a-z]+>", piece) is not None


def _mark(piece: str) -> dict[str, object]:
    return {"SpecialToken": {"id": piece, "type_id": 0}}


def _text(name: str) -> dict[str, object]:
    return {"Sequence": {"id": name, "type_id": 0}}
