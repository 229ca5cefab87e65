"""All that the patterns over the parse state, before it becomes facts."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.document import Span
from kgqa.extract.parsed import Parsed
from kgqa.extract.syntax.arguments import Arguments
from kgqa.extract.syntax.beside import from_name, from_noun_beside
from kgqa.extract.syntax.brackets import bracketed
from kgqa.extract.syntax.copulas import from_copula
from kgqa.extract.syntax.happenings import from_degree, from_happening
from kgqa.extract.syntax.lexicon import DEGREES, HAPPENINGS, STATES
from kgqa.extract.syntax.statement import BEING, Context, Statement, of_value
from kgqa.extract.syntax.tree import Tree
from kgqa.extract.syntax.verbs import from_verb


def statements(parsed: Parsed, tree: Tree, arguments: Arguments) -> Iterator[Statement]:
    """All that the patterns find, in the order of the text's words, sentences that state nothing included."""
    context = Context.of(parsed, tree, arguments)
    places = [
        Span(tree.starts[found.start], tree.ends[found.end])
        for _, found in sorted(arguments.mention_at.items())
        if found.kind == "location"
    ]
    by_place = {(place.start, place.end): place for place in places}
    at_place = {(tree.starts[found.start], tree.ends[found.end]): found for found in arguments.mention_at.values()}
    for token, tag in enumerate(tree.tags):
        if tag.startswith("VB") and tree.deps[token] not in ("aux", "auxpass"):
            if tree.lemmas[token] == "be":
                yield from from_copula(context, token)
            else:
                if tree.lemmas[token] in BEING:
                    yield from from_copula(context, token)
                yield from from_verb(context, token)
        elif tree.deps[token] == "acomp" and tree.words[token].lower() in STATES:
            yield from from_verb(context, token)
        elif token in arguments.mention_at:
            named = arguments.mention_at[token]
            for said in bracketed(
                context.parsed.document.text, tree.ends[named.end], named.kind, context.parsed.values, places
            ):
                second = (
                    of_value(said.value, named.end)
                    if said.value is not None
                    else at_place[by_place[said.place].start, by_place[said.place].end]
                    if said.place is not None
                    else None
                )
                if second is not None:
                    yield Statement(named, said.label, second, "bracket", (), token)
            yield from from_name(context, token, named)
        if tree.lemmas[token] in HAPPENINGS and tag == "NN":
            yield from from_happening(context, token)
        if tree.lemmas[token] in DEGREES:
            yield from from_degree(context, token)
        if tag in ("NN", "NNS", "NNP") and arguments.is_description(token) | (
            tag == "NNP" and _is_title(context, token)
        ):
            yield from from_noun_beside(context, token)


def _is_title(context: Context, token: int) -> bool:
    return context.arguments.mention_at.get(token) is None and context.tree.deps[token] in ("compound", "appos")
