"""Bytes to text: encodings, mojibake, and characters that no export could hold."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.extract.documents.clean import clean
from kgqa.extract.documents.damage import damage
from kgqa.extract.documents.decode import decode
from kgqa.extract.documents.read import read_document
from kgqa.extract.documents.unread import NotReadable

LETTERS = st.text(st.characters(categories=("L", "N", "P", "Zs"), include_characters="\n"), max_size=200)


@given(st.text(max_size=200) | st.text(st.characters(categories=("Cs", "Cc", "Cn", "Lu")), max_size=50))
def test_clean_text_fits_xml_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    ElementTree.fromstring("<a>" + cleaned.replace("&", "&amp;").replace("<", "&lt;") + "</a>")
    assert clean(cleaned) == cleaned or "Ã" in text or not cleaned.isascii()
    assert "\r" not in cleaned


@given(LETTERS)
def test_clean_leaves_usual_text_alone(text: str) -> None:
    # Unless it is what mojibake looks like, which takes characters of this range.
    if not any("\x80" <= char <= "\xff" for char in text):
        assert clean(text) == text


@given(st.text(st.sampled_from("aé üß’“ñŁźя字"), min_size=1, max_size=40))
def test_mojibake_goes_back(text: str) -> None:
    latin = text.encode().decode("latin-1")
    assert clean(latin) in (text, latin.replace("\r", "\n"))
    if sum(not char.isascii() for char in text) > 1:
        assert clean(latin) == text


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("Die GrÃ¼ne BrÃ¼cke Ã¼ber die StraÃŸe", "Die Grüne Brücke über die Straße"),
        ("L'Ã©tÃ© franÃ§ais, le cÅ“ur", "L'été français, le cœur"),
        ("Łódź, GrÃ¼n and Ä…", "Łódź, Grün and Ä…"),  # a line that does not go back: what is sure of it
        ("Ein MÃƒÂ¤rchen", "Ein Märchen"),
        ("das MENÜ“ und", "das MENÜ“ und"),
        ("Die BRÜ“ und das CAFÉ” sind neu", "Die BRÜ“ und das CAFÉ” sind neu"),
        ("CAFÉ–MENÜ–BAR", "CAFÉ–MENÜ–BAR"),
        ("mÄ…ka i Å›nieg", "mąka i śnieg"),
    ],
)
def test_lines_of_german_and_french_are_put_right(damaged: str, right: str) -> None:
    assert clean(damaged) == right
    assert decode(right.encode("utf-8")) == right


def test_western_bytes_are_read_as_such() -> None:
    for text in ("Die Grüne Brücke über die Straße\n", "L’été français, le cœur\n", "Müller\nGruß\n"):
        assert clean(decode(text.encode("cp1252"))) == text


def test_characters_that_break_exports_become_spaces() -> None:
    assert clean("a\x00b\x0bc\x1f\ufffed\te\r\nf\rg") == "a b c  d\te\nf\ng"
    assert clean("x\ud800y") == "x\ufffdy"
    assert clean("\ud83d\ude00") == "😀"
    assert clean("e\u0301") == "e\u0301"


@given(LETTERS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_decode_reads_unicode_with_and_without_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Señor Moor está aquí", "latin-1"),
        ("Der Fluß fließt über die Brücke – 20°C", "cp1252"),
        ("café", "latin-1"),
        ("Река течёт через город и впадает в море. Озеро глубокое.", "cp1251"),
        ("湖はとても深い。川は町を流れて海に入る。", "shift_jis"),
    ],
)
def test_decode_guesses_other_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_decode_reads_files_of_two_encodings_by_line() -> None:
    assert decode("Łódź\nZoë\n".encode() + "Zoë".encode("latin-1")) == "Łódź\nZoë\nZoë"


@pytest.mark.parametrize("raw", [b"a\x00b", bytes(range(1, 32)) * 10])
def test_decode_turns_binary_files_away(raw: bytes) -> None:
    with pytest.raises(NotReadable, match="is a binary file"):
        decode(raw)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.sampled_from("abcdé字ю ,"), min_size=1, max_size=30), min_size=1, max_size=8))
def test_plain_file_gives_its_text_back(tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]) -> None:
    path: Path = tmp_path_factory.mktemp("plain") / "a.txt"
    wanted = [" ".join(each.split()) for each in paragraphs]
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    if not any(wanted):
        with pytest.raises(NotReadable, match="holds no text"):
            read_document(path, "a.txt")
    elif all(len(set(each)) > 3 for each in wanted if each):
        assert read_document(path, "a.txt").text.replace("\n", " ").split() == " ".join(wanted).split()


def test_damage_that_stays_is_told() -> None:
    assert damage("Łódź, café, Müller: IRMÃ” and Â»") == ""
    assert damage("caf\ufffd, Ã¼ber, Â°") == (
        '1 character is lost (U+FFFD) and 2 pairs of characters look misread ("Ã¼")'
    )
