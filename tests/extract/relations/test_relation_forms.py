"""What a graph calls what a text says."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Concept, Ontology, OntologyRelation
from kgqa.extract.relations.checkpoint import load_extractor, new_extractor
from kgqa.extract.relations.forms import HEAD, TAIL, Forms
from kgqa.extract.relations.schema import spoken
from kgqa.extract.relations.styles import PLAIN, STYLES, base, further, same, ways_to, written
from kgqa.extract.relations.tokens import cut
from kgqa.types import Triple

PORTS = Ontology(
    "ont_1_ports",
    "Ports",
    (Concept("c1", "port"),),
    (
        OntologyRelation("r1", "country", "c1", "c2"),
        OntologyRelation("r2", "lengthOfPier", "c1", "number"),
        OntologyRelation("r3", "town", "c1", "c3"),
        OntologyRelation("r4", "owner", "c1", "c4"),
        OntologyRelation("r5", "journal", "c1", "c5"),
    ),
)


@cache
def _tokenizer() -> Tokenizer:
    return new_extractor().tokenizer


def learned(*said: tuple[str, str, str, str]) -> Forms:
    """Forms of (sentence, head, relation, tail)."""
    examples = [ExtractionExample(str(at), each[0], (Triple(*each[1:]),)) for at, each in enumerate(said)]
    forms = Forms()
    forms.learn(zip(examples, cut(_tokenizer(), [each.text for each in examples]), strict=True), PORTS)
    return forms


def test_names_are_learned_from_the_special_to_the_general() -> None:
    text = "Port Oda opened with a pier of 62 m in the U.S."
    forms = learned((text, "Port_Oda", "country", "United_States"), (text, "Port_Oda", "lengthOfPier", "62.0"))
    assert forms.write(PORTS.id, "country", TAIL, "U.S")[0] == "United_States"
    assert forms.write(PORTS.id, "elsewhere", HEAD, "U.S")[0] == "United_States"
    assert forms.write("ont_2_other", "country", TAIL, "u.s.")[0] == "United_States"
    assert forms.write("ont_2_other", "location", TAIL, "U.S")[0] == "U.S"
    assert forms.write(PORTS.id, "country", TAIL, "Lorn")[0] == "Lorn"
    assert same("Port_Oda", "port oda") and spoken("lengthOfPier") == "length of pier"


def test_ways_are_learned_and_hold_for_other_names() -> None:
    forms = learned(
        *((f"Port {at} has a pier of {at} m.", f"Port_{at}", "lengthOfPier", f"{at}.0 (metres)") for at in range(3, 9)),
        *((f"{at} B Berg owns Port Oda.", "Port_Oda", "owner", f"{at}_B._Berg") for at in ("Jo", "Ida", "Al")),
        *((f"Port {at} is in Brinn{at} in Lorn.", f"Port_{at}", "town", f"Brinn{at},_Lorn") for at in "abcd"),
        *((f"Port {at} is in the {at}ene journal.", f"Port_{at}", "journal", f"{at}ene_(journal)") for at in "ABC"),
    )  # fmt: skip
    assert forms.write(PORTS.id, "lengthOfPier", TAIL, "1,250", "number")[0] == "1250.0 (metres)"
    assert forms.write("ont_2_other", "lengthOfPier", TAIL, "1,250 m", "number")[0] == "1250.0 (metres)"
    assert forms.write(PORTS.id, "owner", TAIL, "Sven C Ek")[0] == "Sven C. Ek"
    sentence = "Port X is in Dorn, a town of Lorn."
    assert forms.write(PORTS.id, "town", TAIL, "Dorn", sentence=sentence)[0] == "Dorn, Lorn"
    assert forms.write(PORTS.id, "town", TAIL, "Dorn", sentence="Port X is in Dorn.")[0] == "Dorn"
    assert forms.write(PORTS.id, "journal", TAIL, "Velm journal")[0] == "Velm (journal)"
    again = Forms.load(forms.dump())
    assert again == forms and again.dump() == forms.dump()


def test_a_loose_alignment_does_not_rename_a_thing() -> None:
    """ "Lorn" beside "King_of_Lorn" once made every Lorn a king."""
    forms = learned(
        ("Lorn is led by a king.", "King_of_Lorn", "owner", "king"),
        ("Port Oda is in Lorn.", "Port_Oda", "country", "Lorn"),
        ("Port Brinn is in Lorn.", "Port_Brinn", "country", "Lorn"),
    )
    assert forms.write(PORTS.id, "journal", HEAD, "Lorn")[0] == "Lorn"


def test_forms_of_before_are_read() -> None:
    saved = {"names": [], "styles": [["", "lengthOfPier", TAIL, [["all", 9], ["float", 8], ["plain", 1], ["?", 1]]]]}
    assert Forms.load(saved).write("any", "lengthOfPier", TAIL, "62")[0] == "62.0"


def test_the_shipped_extractor_names_nothing_by_heart() -> None:
    assert not load_extractor().forms.names


@pytest.mark.parametrize(
    ("said", "way", "name"),
    [
        ("Bury FC", "dotted", "Bury F.C."),
        ("Robert A M Lind", "initials", "Robert A. M. Lind"),
        ("J.V Lind", "initials", "J. V. Lind"),
        ("lemons", "singular", "lemon"),
        ("berries", "singular", "berry"),
        ("Danish football team", "country", "Denmark football team"),
        ("Lorn-Oda War", "dashed", "Lorn–Oda War"),
        ("the Larks", "no article", "Larks"),
        ("about 1,000 m", "digits", "1,000"),
        ("Turn album", "bare name", "Turn"),
    ],
)
def test_ways_to_write(said: str, way: str, name: str) -> None:
    assert written(said, "")[way] == name


@given(
    st.text("ABab .,-()019é", min_size=1, max_size=20), st.sampled_from(sorted(STYLES)), st.text("ab ()", max_size=6)
)
def test_a_way_leads_back_to_what_it_made(said: str, way: str, ending: str) -> None:
    made = written(said, f"It is {said} in Lorn.", ["Lorn"])
    assert made[PLAIN] == said and all(made.values())
    for each, text in made.items():
        assert each in ways_to(text, made)
        assert base(f"{each} quoted") == each
        quoted = further(f"{each} quoted", made)
        assert quoted == f'"{text}"' and (same(quoted, text) or ways_to(quoted, made))
    more = further(f"{way}+{ending}", made)
    assert not more or more == made[way] + ending
