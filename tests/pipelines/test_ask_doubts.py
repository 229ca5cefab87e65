"""Questions whose text speaks of another event, of other kin or of a calling: asked end to end."""

from __future__ import annotations

import json

import pytest

from kgqa import KGQA
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.importing import import_files

TEXTS = {
    "Emil Vorst": "Emil Vorst (1881–1949) was a Belgian painter. He studied in Antwerp under Karel Maas and worked for"
    " many years in Bruges. He died in Lisbon and was buried in Sintra.",
    "Wanda Pell": "Wanda Pell was a botanist, the daughter of Igor Pell, a physician. She moved to Turin in 1921.",
    "Rufus Tarrow": "Rufus Tarrow is an American director and screenwriter. His films are about harbour towns.",
    "Lotte Haan": "Lotte Haan, a native of Ghent, was a cellist. She studied in Liège until 1950.",
}


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> KGQA:
    folder = tmp_path_factory.mktemp("doubts")
    lines = [json.dumps({"id": title, "title": title, "text": text}) for title, text in TEXTS.items()]
    (folder / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    import_files(folder / "texts.kb", passages=[folder / "texts.jsonl"], encoder=encoder)
    return KGQA.load(folder / "texts.kb", encoder=encoder, device="cpu")


def test_what_is_told_of_something_else_is_no_answer(qa: KGQA) -> None:
    asked = {
        "Where was Emil Vorst born?": None,
        "Where did Emil Vorst study?": "Antwerp",
        "Where did Emil Vorst die?": "Lisbon",
        "When did Emil Vorst die?": "1949",
        "Where was Lotte Haan born?": "Ghent",
        "Where did Lotte Haan die?": None,
        "Who is the child of Wanda Pell?": None,
        "Who is the daughter of Igor Pell?": "Wanda Pell",
        "Who is the employer of Rufus Tarrow?": None,
    }
    results = qa.batch(list(asked))
    assert {result.question.text: result.answer for result in results} == asked
