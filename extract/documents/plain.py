"""Plain text: which lines belong together, and which are headings, items or code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from kgqa.extract.documents.draft import Draft, title_line, told
from kgqa.extract.documents.hyphens import joint, words_of

LONGEST_HEADING, LONGEST_HEADING_WORDS = 80, 10
"""Characters and words of a line at most that is taken for a heading."""
WIDEST_WRAPPED = 160
"""Characters of the longest line at most for lines to be wrapped ones: longer lines are paragraphs."""
WRAP = 0.75
"""Of the longest line of a block, the share that a line and the next one's first word must exceed to be wrapped."""
MOST_CAPITALS = 0.3
"""Share of lines in capitals from which on such a line is no heading."""
MOST_CODE = 0.6
"""Share of lines that look like code from which on a block is code."""

LONGEST_CODE = 300
"""Characters of a line of code at most."""

BULLET = re.compile(r"[-*•+‣◦·–o] +(?=\S)")
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)] +(?=\S)")
_RULE = re.compile(r"\s*([=\-~^#*_])\1{2,}\s*")
_SECTION = re.compile(
    r"(?:(\d{1,2}(?:\.\d{1,2})*)\.?|(?:Chapter|Section|Part|Appendix) [\dIVXA-Z]+[.:]?) +(?=[^\W\d_a-z])"
)
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
_FIELD = re.compile(r"[A-Z][\w-]{0,30}:(?: |$)")
_CODE_LINE = re.compile(
    r"\s*(?:#!|#include\b|#define\b|\$ |>>> |\.\.\. |//|/\*|\*/|def \w+\(|class \w+[(:]"
    r"|import \w+(?:\.\w+)*(?: as \w+)?$|from \S+ import |return\b.*[)\d]$|(?:if|for|while|switch) ?\(|else\b.*[:{]$"
    r"|(?:elif|if|for|while|with|try)\b.*:$|</?[\w:-]+[^<>]*>"
    r"|[{}\[\]()]+[;,]?$|\./|sudo |(?:apt|apt-get|pip|git|make|cd|ls|cp|mv|rm|export|echo|curl) \S+"
    r"|@\w+|SELECT .* FROM |[\w.\[\]>-]+ ?(?:[-+*/|&]?=|:=|<-) ?\S.*)"
    r"|.*[{}\\]$|.*\w\(.*\)[;:]?$|.*(?:->|::|&&|\|\||==|!=|=>|</).*"
)
_STATEMENT = re.compile(r"\S.*;")
_SIGN = re.compile(
    r"[{}=<>]|\w\(|\w_\w|\+\+|--|::|\*\w|^(?:return|break|continue)(?: \S+)?;$"
    r"|^(?:INSERT INTO|UPDATE|DELETE FROM|CREATE|DROP|ALTER|SET|USE) "
)
"""What shows that a line that ends in a semicolon is a statement; prose has such lines too, in lists."""
LONGEST_STATEMENT = 5
"""Words at most of a statement without such a sign, where another line of the block has one."""


def read_plain(text: str, draft: Draft) -> None:
    """The blocks of a text file.

    Blank lines separate blocks. Headings are lines underlined, numbered ("2.1 Method") or in capitals that stand
    alone or, in capitals, over indented lines; blocks of mostly code are kept line by line. The lines of all others
    are joined where they were wrapped: a list has one item a line, without its bullets, and a line that ends well
    before the margin stays one. A short first line that does not go on in the next is the document's title.
    """
    lines = [line.expandtabs(8).rstrip() for line in text.split("\n")]
    worded = [line for line in lines if any(map(str.isalpha, line))]
    capitals = sum(map(str.isupper, worded)) <= MOST_CAPITALS * len(worded)
    words = words_of(lines) if any(line.endswith(("-", "‐")) for line in lines) else set()
    blocks = [list(group) for filled, group in groupby(lines, key=bool) if filled]
    if blocks and _stands_alone(blocks[0]):
        draft.title = told(title_line(blocks[0][0]))
    for place, block in enumerate(blocks):
        beside = [other for other in blocks[max(0, place - 1) : place + 2] if other is not block]
        _read_block(block, beside, capitals, words, draft)


def _stands_alone(block: Sequence[str]) -> bool:
    """Whether the first line of a block does not go on in the next."""
    return len(block) == 1 or not _is_wrapped(block[0], block[1].strip(), max(map(len, block)))


def _read_block(block: list[str], beside: list[list[str]], capitals: bool, words: Set[str], draft: Draft) -> None:
    if len(block) > 2 and _RULE.fullmatch(block[0]) and _RULE.fullmatch(block[2]):
        block = block[1:]
    if len(block) > 1 and _is_underlined(block):
        draft.heading(block[0], {"=": 1, "-": 2}.get(block[1].strip()[0], 3))
        block = block[2:]
    elif len(block) == 1 and _RULE.fullmatch(block[0]):
        return
    elif len(block) == 1 and (level := section_level(block[0])):
        listed = level == 1 and any(len(other) == 1 and section_level(other[0]) == 1 for other in beside)
        if not listed:
            draft.heading(block[0], level)
            return
    indented = all(line[0].isspace() for line in block[1:])
    if block and capitals and indented and _in_capitals(block[0]) and not block[0][0].isspace():
        draft.heading(block[0], 1)
        block = block[1:]
    if not block:
        return
    if looks_like_code(block):
        margin = min(len(line) - len(line.lstrip()) for line in block)
        draft.code("\n".join(line[margin:] for line in block))
    elif 2 * sum(bool(_COLUMNS.search(line.strip())) for line in block) > len(block):
        draft.paragraph("\n".join(block))
    else:
        for is_item, group in groupby(joined(block, words), key=lambda line: line[0]):
            texts = [text for _, text in group]
            if is_item:
                for each in texts:
                    draft.item(each)
            else:
                draft.paragraph("\n".join(texts))


def joined(lines: Sequence[str], words: Set[str] = frozenset()) -> Iterator[tuple[bool, str]]:
    """The lines of a block with the wrapped ones joined, each as (whether it is an item of a list, its text).

    ``words`` are those of the text, for :func:`joint`.
    """
    width = max(map(len, lines))
    is_item, parts = False, list[str]()
    before = ""
    for line in lines:
        stripped = line.strip()
        bullet = BULLET.match(stripped)
        starts_item = bool(bullet or NUMBERED.match(stripped)) and (is_item or not parts or before.endswith(":"))
        if starts_item or not parts or not _is_wrapped(before, stripped, width):
            if parts:
                yield is_item, "".join(parts)
            is_item = starts_item
            parts = [stripped[bullet.end() :] if bullet and starts_item else stripped]
        else:
            parts[-1] = joint(parts[-1], stripped, words, keeps=True)
            parts.append(stripped)
        before = line
    if parts:
        yield is_item, "".join(parts)


def _is_wrapped(before: str, line: str, width: int) -> bool:
    if width > WIDEST_WRAPPED or (_FIELD.match(line) and _FIELD.match(before.strip())):
        return False
    if line[:1].islower() and before[-1:] not in ".!?:;":
        return True
    return len(before) + 1 + len(line.split(maxsplit=1)[0]) > WRAP * max(width, 40)


def section_level(line: str) -> int:
    """The level of a numbered heading ("2.1 Method" is 2), 0 where the line is none."""
    line = line.strip()
    found = _SECTION.match(line)
    if not found or not _is_short(line) or line[-1].isdigit() or ". ." in line or ".." in line:
        return 0
    return 1 + (found[1] or "").count(".")


def _is_short(line: str) -> bool:
    line = line.strip()
    return len(line) <= LONGEST_HEADING and len(line.split()) <= LONGEST_HEADING_WORDS and line[-1:] not in ".!?;:,"


def _is_underlined(block: list[str]) -> bool:
    line, rule = block[0].strip(), block[1].strip()
    worded = any(map(str.isalnum, line)) and len(line) <= LONGEST_HEADING and not _COLUMNS.search(line)
    return worded and bool(_RULE.fullmatch(rule)) and len(rule) >= 0.6 * len(line)


def _in_capitals(line: str) -> bool:
    letters = sum(map(str.isalpha, line))
    return line.isupper() and letters > 3 and 2 * letters > len(line) and _is_short(line)


def looks_like_code(lines: Sequence[str]) -> bool:
    """Whether a block is program text, commands, markup or the like: most of its lines are, and one line is enough
    only where it is indented or a command at a prompt."""
    signs = any(len(line) <= LONGEST_CODE and _SIGN.search(line) for line in lines)
    found = sum(
        len(line) <= LONGEST_CODE
        and (bool(_CODE_LINE.fullmatch(line)) or (signs and _is_statement(line.strip())) or _few_letters(line))
        for line in lines
    )
    if found < MOST_CODE * len(lines):
        return False
    return len(lines) > 2 or lines[0].startswith("    ") or lines[0].lstrip().startswith(("$ ", ">>> ", "#!"))


def _is_statement(line: str) -> bool:
    if not _STATEMENT.fullmatch(line):
        return False
    return bool(_SIGN.search(line)) or len(line.split()) <= LONGEST_STATEMENT


def _few_letters(line: str) -> bool:
    line = line.strip()
    letters = sum(char.isalnum() or char.isspace() for char in line)
    return letters < 0.5 * len(line)
