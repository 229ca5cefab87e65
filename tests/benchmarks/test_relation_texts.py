"""The texts written for the extractor of relations: their layout, and the family that is made of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.relation_data.__main__ import key, main, write
from benchmarks.relation_data.texts import Matter, matters, read
from kgqa.data.ontology import read_ontology
from kgqa.data.text2kgbench import read_text2kgbench
from kgqa.errors import InputError
from kgqa.types import Triple

BREWERY = """= Breweries
made by | Drink | Producer
firstBrewed | Drink | date

Tolmin Ruda left the cellars of Skril in 1987.
\tTolmin Ruda | made by | Skril
\tTolmin Ruda | firstBrewed | 1987
Nobody knows who built the inn.
"""


def of(tmp_path: Path, text: str) -> list[Matter]:
    file = tmp_path / "one.txt"
    file.write_text(text, encoding="utf-8")
    return list(read(file))


def test_a_file_is_read_with_the_facts_of_each_text(tmp_path: Path) -> None:
    (matter,) = of(tmp_path, BREWERY)
    assert matter.relations == [("made by", "Drink", "Producer"), ("firstBrewed", "Drink", "date")]
    assert [len(text.facts) for text in matter.texts] == [2, 0]
    assert matter.texts[0].facts[0] == ("Tolmin Ruda", "made by", "Skril")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("\tTolmin Ruda | made by", "head | label | tail"),
        ("\tTolmin Ruda | owner | Skril", "no relation 'owner'"),
        ("\tTolmin Ruda | made by | Nobody", "'Nobody' is not in the text"),
    ],
)
def test_a_fact_that_breaks_the_layout_is_named_with_its_line(tmp_path: Path, line: str, rule: str) -> None:
    with pytest.raises(InputError, match=rule.replace("|", r"\|")) as raised:
        of(tmp_path, BREWERY.replace("\tTolmin Ruda | made by | Skril", line))
    assert "one.txt:6" in str(raised.value)


def test_the_family_has_the_layout_of_text2kgbench_and_lacks_what_is_left_out(tmp_path: Path) -> None:
    (matter,) = of(tmp_path, BREWERY)
    for part in ("train", "ontologies"):
        (tmp_path / part).mkdir()
    assert write(tmp_path, 1, matter, {key("first brewed")}) == 1
    ontology = read_ontology(tmp_path / "ontologies" / "1_breweries_ontology.json")
    assert [each.label for each in ontology.relations] == ["made by"]
    one, other = read_text2kgbench(tmp_path / "train" / "ont_1_breweries_train.jsonl")
    assert one.triples == (Triple("Tolmin Ruda", "made by", "Skril"),)
    assert not other.triples


def test_all_that_is_written_keeps_the_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = matters()
    assert len(found) == 474
    assert all(each.relations and each.texts for each in found)
    # Without facts a text teaches what is none; most have one.
    assert sum(bool(text.facts) for each in found for text in each.texts) > 5000
    unseen = tmp_path / "unseen.json"
    unseen.write_text(
        json.dumps(
            {
                "title": "T",
                "id": "t",
                "concepts": [],
                "relations": [{"pid": "P", "label": "made by", "domain": "", "range": ""}],
            }
        ),
        encoding="utf-8",
    )
    main(["--out", str(tmp_path / "all")])
    everything = capsys.readouterr().out
    main(["--out", str(tmp_path / "less"), "--without", str(unseen)])
    assert int(capsys.readouterr().out.split()[-2]) < int(everything.split()[-2])
    main(["--out", str(tmp_path / "some"), "--first", "90"])
    assert capsys.readouterr().out.startswith("90 ontologies")
    assert len(list((tmp_path / "some" / "train").iterdir())) == 90
