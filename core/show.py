"""Results for people: plain text for a terminal, a table for a notebook."""

from __future__ import annotations

from html import escape
from textwrap import shorten

from kgqa.nearest import nearest
from kgqa.sources import READ
from kgqa.types import Answer, Evidence, Passage, Result

EVIDENCE_SHOWN = 5
CONTEXT = 60
"""Characters shown on each side of a span."""

LINE = 240
"""Characters shown of a sentence that is near."""


def as_text(result: Result) -> str:
    """Question, answers with scores, what they rest on, conflicts, or why there is none."""
    lines = [f"Q: {result.question.text}"]
    if not result.answers:
        lines.append(f"A: none ({result.abstained})")
        lines += [f"   {line}" for line in nearest_lines(result)]
    for rank, answer in enumerate(result.answers):
        lines.append(f"{'A:' if rank == 0 else '  '} {answer.text}  [{answer.kind}, {answer.score:.2f}]")
        if rank == 0:
            lines += [f"   {sentence}" for sentence in _sentence(answer)]
            lines += [f"   {line}" for line in support_lines(result, answer)]
    lines += [f"!  {conflict}" for conflict in result.conflicts]
    if result.links:
        named = ", ".join(f"{link.mention.text!r} = {link.entity.id} ({link.score:.2f})" for link in result.links)
        lines.append(f"   linked: {named}")
    return "\n".join(lines)


def as_html(result: Result) -> str:
    """The same as an HTML table; every text in it is escaped."""
    rows = [f"<tr><th colspan=4 style='text-align:left'>{escape(result.question.text)}</th></tr>"]
    if not result.answers:
        said = "<br>".join(escape(line) for line in (f"no answer: {result.abstained}", *nearest_lines(result)))
        rows.append(f"<tr><td colspan=4>{said}</td></tr>")
    for answer in result.answers:
        support = "<br>".join(escape(line) for line in (*_sentence(answer), *support_lines(result, answer)))
        rows.append(
            f"<tr><td style='text-align:left'><b>{escape(answer.text)}</b></td><td>{answer.kind}</td>"
            f"<td>{answer.score:.2f}</td><td style='text-align:left'>{support}</td></tr>"
        )
    for conflict in result.conflicts:
        rows.append(f"<tr><td colspan=4>{escape(conflict)}</td></tr>")
    return f"<table>{''.join(rows)}</table>"


def _sentence(answer: Answer) -> tuple[str, ...]:
    """What says how the answer follows, where more than one path is meant; what a list from passages is made of."""
    said = "" if answer.derivation is None else answer.derivation.sentence
    each = ", ".join(f"{member.text} {member.score:.2f}" for member in answer.members)
    return tuple(line for line in (said, each) if line)


def support_lines(result: Result, answer: Answer) -> list[str]:
    """One line for each piece of evidence the answer rests on, the span in its surroundings."""
    lines = []
    for support in answer.support[:EVIDENCE_SHOWN]:
        evidence = result.evidence[support.evidence]
        lines.append(f"{_source(evidence)}: {_extract(evidence, support.start, support.end)}")
    return lines


def nearest_lines(result: Result) -> list[str]:
    """One line for each sentence that comes nearest to a question that stays open."""
    found = nearest(result)
    return [
        f"nearest, {_source(evidence)}: {shorten(sentence, LINE, placeholder=' …')}" for evidence, sentence in found
    ]


def _source(evidence: Evidence) -> str:
    content = evidence.content
    if isinstance(content, Passage):
        return f"passage {content.id}"
    return "read off texts" if evidence.source == READ else "graph"


def _extract(evidence: Evidence, start: int | None, end: int | None) -> str:
    if start is None or end is None:
        return evidence.text
    text = evidence.text
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    left = "…" if start > CONTEXT else ""
    right = "…" if end + CONTEXT < len(text) else ""
    return " ".join(f"{left}{before}«{text[start:end]}»{after}{right}".split())
