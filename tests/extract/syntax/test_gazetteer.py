from pathlib import Path

import pytest

from kgqa.errors import InputError
from kgqa.extract.syntax.gazetteer import Gazetteer, Listed


def test_longest_name_wins_at_word_boundaries() -> None:
    gazetteer = Gazetteer([Listed("Velm", "town"), Listed("Velm River", "river")])
    found = gazetteer.find("Velm River runs to Velm, not to Velmora or velm.")
    assert [(each.span, each.listed.type) for each in found] == [((0, 10), "river"), ((19, 23), "town")]


def test_name_without_capital_matches_in_any_case() -> None:
    assert len(Gazetteer([Listed("velm fever", "disease")]).find("Velm fever, VELM FEVER")) == 2
    assert len(Gazetteer([Listed("Velm", "town")], ignore_case=True).find("velm VELM")) == 2


def test_gazetteer_is_loaded_from_both_formats(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text('Velm\tTown\tT1\n{"name": "Lind", "type": "person"}\n\n', encoding="utf-8")
    assert [each.listed for each in Gazetteer.load(path).find("Lind of Velm")] == [
        Listed("Lind", "person"),
        Listed("Velm", "town", "T1"),
    ]


@pytest.mark.parametrize(
    "line",
    ["Velm", "\ttown", "Velm\ttown\tT1\tmore", "{broken", '{"name": 3, "type": "town"}', '{"name":' * 100_000],
    ids=["no type", "no name", "too many", "broken", "no text", "deep"],
)
def test_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(f"Velm\ttown\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        Gazetteer.load(path)
