"""Which layout a file looks like, by its first bytes: for the message when a reader is given another's file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from kgqa.data.lines import GZIP, open_bytes
from kgqa.errors import InputError

T = TypeVar("T")

SNIFFED = 16 << 10
"""Bytes that are looked at."""

_MAGIC = {
    b"PAR1": "parquet",
    b"PK\x03\x04": "a zip archive",
    b"\x89HDF": "HDF5",
    b"version https://git-lfs": "a Git LFS pointer in place of the file itself",
}
# A key, not the same characters inside a text, where the quotes are escaped.
_KEY = re.compile(r'(?<!\\)"([^"\\]{1,60})"\s*:')

_BY_KEYS: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(keys.split()), name)
    for keys, name in (
        ("vertexSet", "DocRED JSON"),
        ("paragraph_text is_supporting", "MuSiQue JSONL"),
        ("q_entity graph", "a subgraph question file (webqsp, cwq)"),
        ("q_entity a_entity", "a subgraph question file (webqsp, cwq)"),
        ("evaluation_span text", "ELEVANT entity linking JSONL"),
        ("entity_id span", "ELEVANT entity linking JSONL"),
        ("sent triples", "Text2KGBench JSONL"),
        ("sent id", "Text2KGBench JSONL"),
    )
)


def looks_like(path: Path | str) -> str:
    """What a file looks like, in a few words, by its first 16 KiB; "unknown" where nothing fits.

    Gzip is looked into. Never raises: a file that can't be read is "unreadable".

    >>> looks_like("/no/such/file")
    'unreadable'
    """
    path = Path(path)
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == GZIP
    except OSError:
        return "unreadable"
    try:
        with open_bytes(path) as stream:
            start = stream.read(SNIFFED)
    except InputError:
        return "damaged gzip" if packed else "unreadable"
    return _of_bytes(start) + (", gzipped" if packed else "")


def hint_first(path: Path, items: Iterable[T]) -> Iterator[T]:
    """The items as they come; an InputError in place of the first of them ends with what the file looks like."""
    source = iter(items)
    try:
        first = next(source)
    except StopIteration:
        return
    except InputError as error:
        raise hinted(path, error) from error
    yield first
    yield from source


def hinted(path: Path, error: InputError) -> InputError:
    """``error`` with what the file looks like at its end."""
    found = looks_like(path)
    return error if found == "unreadable" else InputError(f"{error}; the file looks like {found}")


def _of_bytes(start: bytes) -> str:
    is_cut = len(start) == SNIFFED
    start = start.removeprefix(b"\xef\xbb\xbf")
    for magic, name in _MAGIC.items():
        if start.startswith(magic):
            return name
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16 text"
    if b"\0" in start:
        # Text of mostly Latin letters has a zero in every other byte.
        few, many = sorted((start[0::2].count(0), start[1::2].count(0)))
        return "UTF-16 text" if many > 0.4 * len(start) and few < 0.1 * len(start) else "binary"
    try:
        # A character may be cut by the end of what was read.
        text = codecs.getincrementaldecoder("utf-8")().decode(start, final=not is_cut)
    except UnicodeDecodeError:
        return "text that is not UTF-8"
    return _of_text(text.lstrip()) if text.strip() else "empty"


def _of_text(text: str) -> str:
    if text.startswith(("{", "[")):
        return _of_json(text)
    if text[:15].lower().startswith(("<!doctype html", "<html")):
        return "an HTML page"
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    whole = [line for line in (lines[:-1] if len(lines) > 1 else lines) if line.strip()]
    return _of_lines(whole[:20])


def _of_json(text: str) -> str:
    keys = set(_KEY.findall(text))
    is_lines = text.startswith("{") and re.search(r"\}[ \t\r]*\n\s*\{", text) is not None
    for wanted, name in _BY_KEYS:
        if wanted <= keys:
            return name
    if {"data", "paragraphs"} <= keys or {"qas", "context"} <= keys:
        return "a SQuAD file"
    kind = "a JSON array" if text.startswith("[") else "JSONL" if is_lines or "question" in keys else "a JSON object"
    if "question" in keys:
        return _of_questions(keys, kind)
    if _is_predictions(text, keys):
        return "predictions"
    shown = list(dict.fromkeys(_KEY.findall(text)))[:6]
    return f"{kind} with the fields {', '.join(shown)}" if shown else kind


def _of_questions(keys: set[str], kind: str) -> str:
    published = kind == "a JSON array"
    if keys >= {"evidences"}:
        return "a published 2WikiMultihopQA JSON array" if published else "2WikiMultihopQA JSONL"
    if "supporting_facts" in keys or keys >= {"_id", "context"}:
        return "a published HotpotQA JSON array" if published else "HotpotQA JSONL"
    if "answers" in keys:
        return f"questions with answers as {'a JSON array' if published else 'JSONL'}"
    return f"questions as {'a JSON array' if published else 'JSONL'}"


def _is_predictions(text: str, keys: set[str]) -> bool:
    if text.startswith("{") and "id" in keys and not keys & {"text", "title"}:
        return bool(keys & {"answer", "answers", "prediction", "predictions"})
    # One object from ids, which hold a digit, to texts; or HotpotQA's pair of such.
    return bool(re.match(r'\{\s*(?:"(?:answer|sp)"\s*:\s*\{\s*)?"[^"\\\d]*\d[^"\\]*"\s*:\s*(?:"|\[|null)', text))


def _of_lines(lines: list[str]) -> str:
    def most(pattern: str) -> bool:
        return 2 * sum(bool(re.match(pattern, line)) for line in lines) > len(lines)

    for pattern, name in (
        (r"[^\t]*\[[^\[\]\t]+\][^\t]*\t[^\t]+$", "MetaQA questions"),
        (r"[^\t]+\t[^\t]*\(.*/\)\t[^\t#]+#[^\t]+$", "PathQuestion"),
        (r"[a-z]+(_to_[a-z]+)+\s*$", "MetaQA question types"),
        (r"(<[^>\s]*>|_:\S+)\s+<[^>\s]*>\s+.*\.\s*$", "N-Triples"),
        (r"[^|\t]+\|[^|\t]+\|[^|\t]+$", "triples head|relation|tail"),
        (r"[^\t]+\t[^\t]+\t[^\t]+$", "TSV triples"),
    ):
        if most(pattern):
            return name
    columns = {line.count("\t") for line in lines}
    return f"TSV of {columns.pop() + 1} columns" if len(columns) == 1 and columns != {0} else "unknown"
