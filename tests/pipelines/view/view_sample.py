"""A small invented graph of a harbour town, with sentences for some of its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.pipelines.view.picture import Picture, Sentence, around
from kgqa.types import Entity, Literal, Triple

SELMA, DORTE, TOWN, SHIP, YARD = "p/selma", "p/dorte", "Quilmouth", "MV Otterbrook", "Tarn & Vole"

ENTITIES = (
    Entity(SELMA, "Selma Quist", ("S. Quist", "the harbour master"), "harbour master of Quilmouth", ("person",)),
    Entity(DORTE, "Dorte Vole", (), "shipwright", ("person",)),
    Entity("p/abel", "Abel Tarn", (), "founder of a yard", ("person",)),
    Entity(TOWN, TOWN, (), "a harbour town on the Sallow Sound", ("town",)),
    Entity("Hask", "Hask", (), "", ("town",)),
    Entity("Brenny", "Brenny", (), "", ("town",)),
    Entity(SHIP, SHIP, ("the Otterbrook",), "a ferry", ("ship",)),
    Entity("MV Heronsgate", "MV Heronsgate", (), "", ("ship",)),
    Entity("SS Merrow", "SS Merrow", (), "", ("ship",)),
    Entity(YARD, YARD, ("Tarn and Vole",), "a shipyard", ("organization",)),
    Entity("Sound Ferries", "Sound Ferries", (), "", ("organization",)),
    Entity("Pilots' Guild", "Pilots' Guild", (), "", ("organization",)),
    Entity("Sallow Sound", "Sallow Sound", (), "", ("strait",)),
    Entity("Lantern Regatta", "Lantern Regatta", (), "a race of ferries every May", ("event",)),
)

TRIPLES = (
    Triple(SELMA, "born in", "Hask"),
    Triple(SELMA, "works in", TOWN),
    Triple(SELMA, "member of", "Pilots' Guild"),
    Triple(SELMA, "commanded", SHIP),
    Triple(SELMA, "owns", SHIP),
    Triple(SELMA, "sister of", DORTE),
    Triple(DORTE, "sister of", SELMA),
    Triple(DORTE, "works for", YARD),
    Triple(DORTE, "designed", SHIP),
    Triple(DORTE, "born in", "Hask"),
    Triple("p/abel", "founded", YARD),
    Triple("p/abel", "lives in", "Brenny"),
    Triple(YARD, "seat", TOWN),
    Triple(YARD, "built", SHIP),
    Triple(YARD, "built", "MV Heronsgate"),
    Triple(YARD, "built", "SS Merrow"),
    Triple(YARD, "founded in", Literal("1921", "date")),
    Triple(SHIP, "home port", TOWN),
    Triple(SHIP, "operator", "Sound Ferries"),
    Triple(SHIP, "launched", Literal("1958-05-02", "date")),
    Triple(SHIP, "length", Literal("48.5 m")),
    Triple("MV Heronsgate", "operator", "Sound Ferries"),
    Triple("MV Heronsgate", "home port", "Brenny"),
    Triple("SS Merrow", "sister ship", "SS Merrow"),
    Triple("SS Merrow", "home port", "Hask"),
    Triple("Sound Ferries", "seat", TOWN),
    Triple(TOWN, "lies on", "Sallow Sound"),
    Triple("Brenny", "lies on", "Sallow Sound"),
    Triple("Hask", "lies on", "Sallow Sound"),
    Triple("Lantern Regatta", "held in", TOWN),
    Triple("Lantern Regatta", "won by", SHIP),
    Triple("Pilots' Guild", "seat", TOWN),
)

SAYING = "In 1961 Selma Quist took command of the Otterbrook, which she would keep for thirty years."
SAID = {
    Triple(SELMA, "commanded", SHIP): (
        Sentence(SAYING, 8, 50, "A harbour and its people", 12, 0.93, 20411, "open patterns"),
        Sentence("The Otterbrook's first master was S. Quist.", 0, 0, "Ferries of the Sound", None, None, 310),
    ),
    Triple(DORTE, "designed", SHIP): (
        Sentence("Dorte Vole drew the lines of MV Otterbrook in one winter.", doc="Ferries of the Sound", at=812),
    ),
    Triple(YARD, "built", SHIP): (Sentence("MV Otterbrook was built by Tarn & Vole.", doc="Ferries of the Sound"),),
}


def sample() -> Graph:
    """The graph."""
    return Graph.build(TRIPLES, ENTITIES)


def said(triple: Triple) -> Sequence[Sentence]:
    """Its sentences."""
    return SAID.get(triple, ())


IMG = '<img src="x" onerror="document.documentElement.dataset.broken = 1">'
END = "</script><script>document.documentElement.dataset.broken = 2</script>"
ARABIC, HAN, FAMILY = "بيت كبير", "北京大学", "👩‍👩‍👧‍👦 family"


def hostile() -> Picture:
    """A picture whose every text would like to be markup, script, or to turn the page around."""
    quote = "'\"`${alert(1)}\\"
    triples = [
        Triple(IMG, END, ARABIC),
        Triple(IMG, quote, FAMILY),
        Triple("nul\x00bell\x07\u202eevil\u2028", "r", IMG),
        Triple(IMG, "long " * 40, "label " * 100),
        Triple(HAN, "<b>in</b>", ARABIC),
        Triple(IMG, "loop", IMG),
        Triple(IMG, "loop again", IMG),
        Triple(IMG, "says", Literal("</textarea>&amp;<!--", "</b>", "")),
        Triple("__proto__", "constructor", IMG),
    ]
    entities = [Entity(IMG, IMG, (END, ARABIC), END, ("<u>type</u>",)), Entity("__proto__", "__proto__")]
    sentence = Sentence(f"{IMG} says {ARABIC}: {END}\x00", 3, 20, END, 1, 0.5, 7, IMG)
    picture = around(Graph.build(triples, entities), [IMG], evidence=lambda _: [sentence])
    return replace(picture, lines=(IMG, END), quotes=(sentence,))
