"""All facts of a picture as a list: for screen readers, for printing, and where scripts are off."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kgqa.pipelines.evaluation.report.clean import clean
from kgqa.pipelines.view.marks import Piece, pieces, spoken
from kgqa.pipelines.view.picture import Edge, Node, Picture, Sentence
from kgqa.pipelines.view.wording import counted, where


def as_list(picture: Picture) -> str:
    """HTML: what was read in passages, then the facts under their heads in the order of the picture's nodes.

    Things that are the head of no fact come in the lists of others alone, or at the end.
    """
    nodes = {node.id: node for node in picture.nodes}
    facts: dict[str, list[Edge]] = {}
    for edge in picture.edges:
        facts.setdefault(edge.head, []).append(edge)
    parts = [_quotes(picture.quotes)] if picture.quotes else []
    parts += [_thing(node, facts.get(node.id, []), nodes) for node in picture.nodes if node.id in facts]
    named = {end for edge in picture.edges for end in (edge.head, edge.tail)}
    alone = [node for node in picture.nodes if node.id not in named]
    if alone:
        items = "".join(f"<li>{_name(node)}</li>" for node in alone)
        parts.append(f"<section><h3>Without a fact that is drawn</h3><ul>{items}</ul></section>")
    return "\n".join(parts) or "<p>No fact is drawn.</p>"


def said(cut: Sequence[Piece]) -> str:
    """A sentence's pieces as HTML."""
    return "".join(
        f'<mark class="{kind}">{escape(clean(text))}</mark>' if kind else escape(clean(text)) for text, kind in cut
    )


def _thing(node: Node, edges: Sequence[Edge], nodes: dict[str, Node]) -> str:
    about = "; ".join(part for part in (node.type, node.description) if part)
    more = f'<p class="soft">{counted(node.left_out, "more fact")} of it not drawn.</p>' if node.left_out else ""
    items = "".join(_fact(edge, nodes) for edge in edges)
    under = f'<p class="soft" dir="auto">{escape(clean(about))}</p>' if about else ""
    return f"<section><h3>{_name(node)}</h3>{under}<ul>{items}</ul>{more}</section>"


def _fact(edge: Edge, nodes: dict[str, Node]) -> str:
    head, tail = nodes[edge.head], nodes[edge.tail]
    relation = f'<span class="relation" dir="auto">{escape(clean(edge.relation))}</span>'
    line = f"{relation} {_name(tail)}" + (' <span class="soft">(the answer rests on it)</span>' * edge.highlighted)
    names = spoken(head.label, head.aliases), spoken(tail.label, tail.aliases)
    quotes = "".join(_quote(sentence, pieces(sentence, *names)) for sentence in edge.sentences)
    if not quotes:
        return f"<li>{line}</li>"
    return f"<li><details><summary>{line}</summary>{quotes}</details></li>"


def _quotes(quotes: Sequence[Sentence]) -> str:
    held = "".join(_quote(sentence, pieces(sentence)) for sentence in quotes)
    return f"<section><h3>Read in passages</h3>{held}</section>"


def _quote(sentence: Sentence, cut: Sequence[Piece]) -> str:
    place = " · ".join(part for part in (clean(sentence.doc), clean(where(sentence))) if part)
    return f'<figure><blockquote dir="auto">{said(cut)}</blockquote><figcaption>{escape(place)}</figcaption></figure>'


def _name(node: Node) -> str:
    return f"<bdi>{escape(clean(node.label) or '(no label)')}</bdi>"
