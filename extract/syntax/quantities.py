"""Measures of things: "with a population of 12,000", "with the symbol Hg"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgqa.extract.document import Span
from kgqa.extract.parsed import Value
from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.frames import Frame
from kgqa.extract.syntax.lexicon import MEASURES, word_set
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.statement import Context, Statement, of_value
from kgqa.extract.syntax.values import unit_name

_SYMBOLS = frozenset(["symbol", "abbreviation", "acronym"])

_WORDS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty
"""
_NUMBERS = {word: str(number) for number, word in enumerate(_WORDS.split(), 2)}
_COUNTED = frozenset([("have", "object"), ("contain", "object"), ("comprise", "object"), ("consist", "of")])
"""Verbs whose "seven islands" are a part of their subject, with the role that these have."""
_NO_PARTS = word_set("time way chance day year month week hour minute second reason problem option")


def from_count(context: Context, frame: Frame, said: Qualifiers) -> Iterator[Statement]:
    """How many a thing has: "the archipelago has seven islands", "it consists of 12 districts"."""
    tree = context.tree
    for role, token in frame.slots:
        if (frame.lemma, role) not in _COUNTED or frame.is_passive:
            continue
        for noun in tree.conjuncts(token):
            number = _counted(context, noun)
            if number is not None:
                for owner in frame.subjects:
                    if context.may_be_subject(owner):
                        label = f"number of {tree.words[noun].lower()}"
                        yield Statement(owner, label, of_value(number, noun), "measure", said, frame.verb)


def _counted(context: Context, noun: int) -> Value | None:
    """The number before a plural noun that is no unit of measure, in digits or a word."""
    tree = context.tree
    if tree.tags[noun] != "NNS" or tree.lemmas[noun] in _NO_PARTS or unit_name(tree.words[noun].lower()):
        return None
    value = context.arguments.value(noun)
    if value is not None:
        is_whole = value.datatype == "number" and value.value.isdecimal() and value.unit == tree.lemmas[noun]
        return replace(value, unit="") if is_whole else None
    for kid in tree.of_dep(noun, "nummod"):
        written = _NUMBERS.get(tree.words[kid].lower())
        # "at least two", "two or three": how many is not said.
        if written and kid < noun and not tree.kids[kid]:
            return Value(Span(tree.starts[kid], tree.ends[noun]), written, "number")
    return None


def from_with(context: Context, noun: int, described: list[Argument], said: Qualifiers) -> Iterator[Statement]:
    """ "with a population of 12,000 and an area of 12 km2", "with the symbol Hg"."""
    for at in context.tree.conjuncts(noun):
        yield from from_measure(context, at, described, said, "measure")


def from_measure(
    context: Context, noun: int, owners: list[Argument], said: Qualifiers, pattern: str, value: Argument | None = None
) -> Iterator[Statement]:
    """What a noun such as "population" measures, of its owners; ``value`` where "is" stands between."""
    tree, arguments = context.tree, context.arguments
    lemma = tree.lemmas[noun]
    if lemma in _SYMBOLS and owners:
        after = noun + 1
        beside = tree.of_dep(noun, "appos")
        if not beside and after < len(tree.words) and tree.words[after][0].isupper() and len(tree.words[after]) <= 3:
            beside = [after]
        for kid in beside:
            if len(tree.words[kid]) <= 12 and tree.starts[kid] == tree.ends[noun] + 1:
                span = Span(tree.starts[kid], tree.ends[kid])
                literal = Argument("", -1, Value(span, tree.words[kid], ""), "", kid, kid)
                for owner in owners:
                    yield Statement(owner, lemma, literal, pattern, said, noun)
            for joined in tree.conjuncts(kid):
                if joined != kid:
                    yield from from_measure(context, joined, owners, said, pattern)
        return
    if lemma not in MEASURES:
        return
    label = MEASURES[lemma]
    if not label:
        if not noun or tree.deps[noun - 1] not in ("amod", "compound") or tree.heads[noun - 1] != noun:
            return
        label = f"{tree.lemmas[noun - 1]} {lemma}"
    holders = [*owners, *context.owners(noun)]
    if value is not None:
        for owner in holders:
            if owner.is_named and value.kind == "number":
                yield Statement(owner, label, value, pattern, said, noun)
        return
    for kid in tree.kids[noun]:
        if tree.deps[kid] == "prep" and tree.lemmas[kid] == "of":
            for one in tree.of_dep(kid, "pobj"):
                for at in tree.conjuncts(one):
                    if (amount := arguments.value(at)) and amount.datatype == "number" and at == one:
                        for owner in holders:
                            if context.may_be_subject(owner):
                                yield Statement(owner, label, of_value(amount, at), pattern, said, noun)
                    elif at != one:
                        yield from from_measure(context, at, owners, said, pattern)
        elif tree.deps[kid] in ("appos", "nummod") and kid > noun:
            amount = arguments.value(kid)
            if amount is not None and amount.datatype == "number":
                for owner in holders:
                    if context.may_be_subject(owner):
                        yield Statement(owner, label, of_value(amount, kid), pattern, said, noun)
