"""Answers that stand in no one text, read fact by fact, with the shipped models."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path as FilePath

import pytest

from kgqa import KGQA, InputError
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.explain import explain
from kgqa.reader.second_look import SURE
from kgqa.sources import READ
from kgqa.types import Passage, Path, Result

TEXTS = {
    "Saltgrass Harbour": "Saltgrass Harbour is a 1987 drama film directed by Oda Wrenfield. It was shot in one summer.",
    "Oda Wrenfield": "Oda Wrenfield (4 May 1931 – 9 June 2002) was a Danish film director, born in Tarnmouth.",
    "The Quiet Foundry": "The Quiet Foundry is a 1991 film written and directed by Pell Marrowick.",
    "Pell Marrowick": "Pell Marrowick (born 2 March 1950) is a Danish film director and a former sailor.",
    "Tarnmouth": "Tarnmouth is a fishing town on the west coast. Its harbour was built in 1880.",
    "Ansa Merrow": "Ansa Merrow was a daughter of the old King Torvald Merrow of Dunmoor.",
    "Torvald Merrow, 2nd Earl of Dunmoor": "Torvald Merrow, 2nd Earl of Dunmoor (1801 – 1860), was born in Greyfell.",
    "Lowell Bay": "Lowell Bay is a bay with a lighthouse, painted white every spring.",
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> FilePath:
    from kgqa.pipelines.importing import import_files

    folder = tmp_path_factory.mktemp("texts")
    lines = [{"id": title, "doc_id": title, "title": title, "text": text} for title, text in TEXTS.items()]
    (folder / "passages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    import_files(folder / "texts.kb", passages=[folder / "passages.jsonl"], encoder=encoder)
    return folder / "texts.kb"


@pytest.fixture(scope="module")
def over_texts(texts: FilePath, encoder: SentenceEncoder) -> KGQA:
    return KGQA.load(texts, encoder=encoder, device="cpu")


def places(result: Result) -> set[str]:
    """The words that the best answer's facts stand in."""
    found = set()
    for support in result.answers[0].support:
        content = result.evidence[support.evidence].content
        if isinstance(content, Passage):
            found.add(content.text[support.start : support.end])
    return found


def test_two_texts_one_answer(over_texts: KGQA) -> None:
    result = over_texts("Where was the director of Saltgrass Harbour born?")
    assert result.answer == "Tarnmouth"
    assert places(result) == {"Oda Wrenfield", "Tarnmouth"}
    first = result.answers[0].support[0]
    assert result.evidence[first.evidence].content.text[first.start : first.end] == "Tarnmouth"  # type: ignore[union-attr]  # a place is in a passage
    paths = [piece for piece in result.evidence if piece.source == READ and isinstance(piece.content, Path)]
    assert any(piece.text.endswith("director: Oda Wrenfield | place of birth: Tarnmouth") for piece in paths)
    assert Result.from_json(result.to_json()) == result
    assert "read off texts" in str(result)


def test_one_text_that_seems_sure_is_looked_behind(tmp_path: FilePath, encoder: SentenceEncoder) -> None:
    from kgqa.pipelines.importing import import_files

    texts = {
        "Jon Orrick": "Jon Orrick, the husband of Alma Vikander, was born in Kelstad.",
        "Alma Vikander": "Alma Vikander (3 May 1880 – 9 June 1951) was a Danish singer, born in Greyfell.",
        "Ida Berg": "Ida Berg, the wife of Marc Dorne, was born in Tarnmouth.",
        "Marc Dorne": "Marc Dorne (1801 – 1860) was a trader, born in Greyfell.",
    }
    lines = [{"id": title, "doc_id": title, "title": title, "text": text} for title, text in texts.items()]
    (tmp_path / "passages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    import_files(tmp_path / "texts.kb", passages=[tmp_path / "passages.jsonl"], encoder=encoder)
    first = KGQA.load(tmp_path / "texts.kb", encoder=encoder, device="cpu", second_look=False)
    both = KGQA.load(tmp_path / "texts.kb", encoder=encoder, device="cpu")
    for question in ("Where was the wife of Jon Orrick born?", "Where was the husband of Ida Berg born?"):
        sure = first(question).answers[0]
        assert sure.score >= SURE and sure.text != "Greyfell"  # else nothing is shown here
        assert both(question).answer == "Greyfell"


def test_a_page_is_found_by_another_form_of_a_name(over_texts: KGQA) -> None:
    # The one text that names a place beside a father tells of no birth.
    assert over_texts("Where was the father of Ansa Merrow born?").answer == "Greyfell"


def test_things_are_compared_by_what_is_read_of_each(over_texts: KGQA) -> None:
    result = over_texts("Which film has the director who was born first, The Quiet Foundry or Saltgrass Harbour?")
    assert result.answer == "Saltgrass Harbour"
    assert {"4 May 1931", "2 March 1950"} <= places(result)
    assert over_texts("Are Oda Wrenfield and Pell Marrowick of the same nationality?").answer == "yes"


def test_half_of_a_comparison_is_no_answer(over_texts: KGQA) -> None:
    result = over_texts("Who was born first, Pell Marrowick or Lowell Bay?")
    assert result.answer is None


def test_what_no_text_says_is_left_open(over_texts: KGQA) -> None:
    for question in (
        "Who is the mother of the director of Saltgrass Harbour?",
        "When did the director of The Quiet Foundry die?",
        "Who will win the cup in 2031?",
        "Where was the director of Saltgrass Harbour not born?",
        "Where did Oda Wrenfield die?",
        "When was the spouse of the director of Saltgrass Harbour born?",
        "Which film came out first, Saltgrass Harbour or The Green Hotel?",
        "Who is the child of Oda Wrenfield?",
    ):
        result = over_texts(question)
        assert result.answer is None, (question, result.answer)
        assert result.abstained


def test_alone_and_in_a_batch(over_texts: KGQA) -> None:
    questions = ["Where was the director of Saltgrass Harbour born?", "Where is Tarnmouth?"]
    for question, result in zip(questions, over_texts.batch(questions), strict=True):
        assert over_texts(question).answers == result.answers


def test_filters_hold_for_what_is_read(over_texts: KGQA) -> None:
    question = "Where was the director of Saltgrass Harbour born?"
    only = over_texts(question, filters={"doc": ["Saltgrass Harbour", "Lowell Bay"]})
    assert only.answer != "Tarnmouth"
    assert all(p.content.title != "Oda Wrenfield" for p in only.evidence if isinstance(p.content, Passage))
    with pytest.raises(InputError, match="relation"):
        over_texts(question, filters={"relation": ["x"]})


def test_without_a_second_look(texts: FilePath, encoder: SentenceEncoder) -> None:
    qa = KGQA.load(texts, encoder=encoder, device="cpu", second_look=False)
    result = qa("Which film has the director who was born first, The Quiet Foundry or Saltgrass Harbour?")
    assert not any(piece.source == READ for piece in result.evidence)


def test_its_facts_are_its_explanation(over_texts: KGQA) -> None:
    with pytest.raises(InputError, match="fact by fact"):
        explain(over_texts, over_texts("Where was the director of Saltgrass Harbour born?"))


def test_what_it_doubts_is_explained_and_two_pages_are_told(tmp_path: FilePath, encoder: SentenceEncoder) -> None:
    from kgqa.pipelines.importing import import_files

    pages = {
        "Salt Lantern": "Salt Lantern is a 1971 drama film directed by Mads Holm, who was born in Skien in 1930.",
        "Ferry Lights": "Ferry Lights is a novel by Anna Rud. It was translated by Kai Moe, who lived in Brinn.",
    }
    lines = [{"id": title, "doc_id": title, "title": title, "text": text} for title, text in pages.items()]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    import_files(tmp_path / "pages.kb", passages=[tmp_path / "pages.jsonl"], encoder=encoder)
    qa = KGQA.load(tmp_path / "pages.kb", encoder=encoder, device="cpu")
    asked = "Where was the director of Salt Lantern born?"
    doubted = qa(asked, min_score=0.1)
    plain = replace(qa, second=None)(asked, min_score=0.1)
    assert doubted.answer == plain.answer == "Skien" and doubted.answers[0].score < plain.answers[0].score
    (best,) = explain(qa, doubted).answers
    assert best.answer.score == pytest.approx(doubted.answers[0].score, abs=0.01)
    assert min(effect.change for effect in best.evidence) < -0.05
    with pytest.raises(InputError, match="read off the pages of two things"):
        explain(qa, qa("Which is a novel, Salt Lantern or Ferry Lights?"))


def test_a_page_is_read_in_all_its_passages(tmp_path: FilePath, encoder: SentenceEncoder) -> None:
    from kgqa.pipelines.importing import import_files

    pages = {
        "Saltmarsh Bell": ["Saltmarsh Bell is a 1987 drama film directed by Runa Feld. It was shot in one summer."],
        "Runa Feld": [
            "Runa Feld (3 March 1940 – 9 June 2002) was a Danish film director, born in Greyfell.",
            "Her second film, Saltmarsh Bell, was shown in twelve countries and won her a medal.",
            "In later years she taught and lived by the sea. She wrote a book on lighthouses.",
            "The school that she left her house to has forty pupils.",
        ],
    }
    lines = [
        {"id": f"{title}#{part}", "doc_id": title, "title": title, "text": text, "start": 100 * part}
        for title, texts in pages.items()
        for part, text in enumerate(texts)
    ]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    import_files(tmp_path / "pages.kb", passages=[tmp_path / "pages.jsonl"], encoder=encoder)
    over_pages = KGQA.load(tmp_path / "pages.kb", encoder=encoder, device="cpu")
    # The passage that names the film is not the one that tells of a birth.
    assert over_pages("Where was the director of Saltmarsh Bell born?").answer == "Greyfell"


def test_things_without_a_page_of_their_own(tmp_path: FilePath, encoder: SentenceEncoder) -> None:
    from kgqa.pipelines.importing import import_files

    notes = [
        "Minutes of March. The Tarn bridge was designed by Oda Wrenfield. The committee met twice.",
        "Minutes of April. The committee thanked Oda Wrenfield, who was born in Lowell Bay, for her visit.",
    ]
    lines = [{"id": str(i), "doc_id": str(i), "title": f"Minutes {i}", "text": text} for i, text in enumerate(notes)]
    (tmp_path / "notes.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "facts.tsv").write_text("Tarn bridge\tpart of\tTarn road\n", encoding="utf-8")
    import_files(
        tmp_path / "notes.kb", triples=[tmp_path / "facts.tsv"], passages=[tmp_path / "notes.jsonl"], encoder=encoder
    )
    result = KGQA.load(tmp_path / "notes.kb", encoder=encoder, device="cpu")(
        "What is the place of birth of the designer of the Tarn bridge?"
    )
    assert result.answer == "Lowell Bay"
