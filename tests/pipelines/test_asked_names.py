"""Links of a question stand at the places of their mentions in whatever wording it is asked."""

from __future__ import annotations

from kgqa.kg.graph import Graph
from kgqa.pipelines.asked import as_plain, as_read, placed
from kgqa.types import Entity, Link, Mention, Question


def test_links_are_placed_in_another_wording() -> None:
    question = Question("1", "Osmark is the capital of Veland, isn't it?")
    plain = as_plain(question)
    assert plain == Question("1", "Is Osmark the capital of Veland?")
    links = tuple(
        Link(Mention(plain.text.index(name), plain.text.index(name) + len(name), name), Entity(name, name), 1.0)
        for name in ("Osmark", "Veland")
    )
    back = placed(links, question.text)
    assert [question.text[one.mention.start : one.mention.end] for one in back] == ["Osmark", "Veland"]
    assert placed(back, plain.text) == links
    given = (Link(Mention(0, 0, ""), Entity("x", "x"), 1.0),)
    assert placed(given, plain.text) == given
    assert as_read(question, back, Graph.build(())).text == plain.text
    assert as_plain(plain) is plain
