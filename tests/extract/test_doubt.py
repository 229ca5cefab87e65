"""What the parse shows to be denied or attributed is no fact for the trained extractor either."""

from __future__ import annotations

from kgqa.extract.document import Span
from kgqa.extract.doubt import with_doubt
from kgqa.extract.found import FoundFact

ONE, TWO = Span(0, 20), Span(21, 40)


def fact(head: int, tail: int, sentence: Span, *qualifiers: tuple[str, str], relation: str = "spouse") -> FoundFact:
    return FoundFact(head, relation, tail, sentence, sentence, "x", 0.9, qualifiers)


def test_a_denied_pair_is_denied_whatever_the_relation_and_the_direction() -> None:
    denied = fact(0, 1, ONE, ("negated", "yes"))
    (found,) = with_doubt([fact(1, 0, ONE, relation="sibling")], [denied, fact(0, 2, ONE)])
    assert not found.is_said


def test_a_sentence_that_is_all_hearsay_says_nothing_as_true() -> None:
    heard = fact(0, 1, ONE, ("attributed to", "Olav Dahl"))
    found = with_doubt([fact(0, 2, ONE), fact(0, 2, TWO)], [heard])
    assert [each.is_said for each in found] == [False, True]


def test_one_plain_statement_is_enough() -> None:
    found = with_doubt([fact(0, 1, ONE)], [fact(0, 1, ONE, ("negated", "yes")), fact(0, 1, ONE, ("date", "1931"))])
    assert found[0].is_said
    assert with_doubt([fact(0, 1, ONE)], []) == (fact(0, 1, ONE),)
