"""The questions that tell what facts bring, and the training examples of the same kinds."""

from __future__ import annotations

import importlib
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from kgqa.reader.checkpoint import load_checkpoint
from kgqa.retriever.path_scorer import PathScorer

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The folder benchmarks/, which no installed package holds."""
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks")


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"benchmarks.{name}")


def test_no_entity_and_no_sentence_stands_in_both_parts(package: ModuleType, tmp_path: Path) -> None:
    sentences = _module("sentences")
    folder = tmp_path / "text2kgbench/dbpedia_webnlg/train"
    folder.mkdir(parents=True)
    lines = []
    for i in range(60):
        triples = [
            {"sub": f"Town_{i}_(place)", "rel": "isPartOf", "obj": f"Land_{i % 7}"},
            {"sub": f"Land_{i % 7}", "rel": "leader", "obj": '"Ada Lind"'},
        ]
        lines.append({"id": f"ont_1_town_train_{i}", "sent": f"Town {i} is in Land {i % 7}.", "triples": triples})
    (folder / "ont_1_town_train.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    train, dev = sentences.training_sentences(tmp_path), sentences.choosing_sentences(tmp_path)
    assert train and dev and len(train) + len(dev) == 60
    assert not {s.text for s in train} & {s.text for s in dev}
    assert not {f[0] for s in train for f in s.facts} & {f[0] for s in dev for f in s.facts}
    assert ("Town 1", "is part of", "Land 1") in {f for s in train + dev for f in s.facts}


FACTS = [
    ("Veland", "capital", "Nordhavn"),
    ("Osmark", "capital", "Brinn"),
    ("Tarnia", "capital", "Tarn"),
    ("Veland", "currency", "krone"),
    ("Osmark", "currency", "mark"),
]


@pytest.mark.parametrize("kind", ["idle", "both", "against"])
def test_an_answer_of_a_passage_is_its_span_whatever_the_facts_say(package: ModuleType, kind: str) -> None:
    facts = _module("reader_data.facts")
    pool = facts.FactPool.of(FACTS)
    text = "Nordhavn is the capital of Veland, a country of the north."
    for seed in range(10):
        made = facts.passage_example(kind, "x", "the capital?", text, FACTS[0], pool, random.Random(seed))
        assert made is not None
        assert [a.text for a in made.answers] == ["Nordhavn"] and text[: made.answers[0].end] == "Nordhavn"
        said = [fact for fact in made.facts if "Veland" in fact and "capital" in fact]
        assert all(("Nordhavn" in fact) == (kind == "both") for fact in said)
        assert bool(said) == (kind != "idle")


@pytest.mark.parametrize("kind", ["facts", "neither"])
def test_what_only_a_fact_says_is_no_answer_of_the_passage(package: ModuleType, kind: str) -> None:
    facts = _module("reader_data.facts")
    pool = facts.FactPool.of(FACTS)
    made = facts.passage_example(kind, "x", "?", "Veland is in the north.", FACTS[0], pool, random.Random(1))
    assert made is not None and made.answers == ()
    assert any("Nordhavn" in fact for fact in made.facts) == (kind == "facts")
    assert facts.passage_example(kind, "x", "?", "Nordhavn is its capital.", FACTS[0], pool, random.Random(1)) is None


def test_the_path_that_answers_has_an_answer_and_the_others_have_none(package: ModuleType) -> None:
    facts, graphs = _module("reader_data.facts"), _module("reader_data.small_graph")
    graph = graphs.SmallGraph(FACTS, {})
    made = facts.path_examples(graph, "x", "what is the capital of Veland?", FACTS[0], random.Random(1))
    by_kind = {example.id.partition("-")[0]: example for example in made}
    assert [a.text for a in by_kind["right"].answers] == ["Nordhavn"]
    assert by_kind["wrong"].context == "Veland | currency: krone" and not by_kind["wrong"].answers
    assert by_kind["other"].context.partition(" | ")[0] in ("Osmark", "Tarnia") and not by_kind["other"].answers


def test_each_question_is_asked_over_its_own_facts_alone(package: ModuleType, scorer: PathScorer) -> None:
    cases, asking, figures = _module("facts.cases"), _module("facts.asking"), _module("facts.figures")
    text = (("", "Osmark is a country of the north with many lakes."),)
    question, gold = "what is the capital of Veland?", ("Nordhavn",)

    def case(name: str, *facts: tuple[str, str, str]) -> object:
        return cases.Case(name, "facts", name, "made", question, gold, False, text, facts, ("Veland",))

    asked = [
        case("without"),
        case("with", ("Veland", "capital", "Nordhavn"), ("Veland", "currency", "krone")),
        case("another", ("Veland", "capital", "Brinn")),
    ]
    results = asking.asked(asked, load_checkpoint("minilm-l6-v9"), scorer)
    assert [r.answer for r in results[1:]] == ["Nordhavn", "Brinn"]
    marks = [figures.marks(c, r, 0.3) for c, r in zip(asked, results, strict=True)]
    assert [m.f1 for m in marks] == [0.0, 1.0, 0.0]
    assert marks[0].abstained == 1.0
    lines = figures.table(figures.rows(asked, marks)).splitlines()
    assert lines[0].startswith("| group | facts |") and len(lines) == 2 + 2 * len(asked)


def test_a_contradiction_counts_as_told_where_it_names_both_answers(package: ModuleType) -> None:
    from kgqa import Answer, Question, Result

    cases, figures = _module("facts.cases"), _module("facts.figures")
    case = cases.Case("c", "contradiction", "with", "made", "?", ("Nordhavn",), False, (), (), (), "Brinn")
    answers = (Answer("Brinn", 0.9, "entity", values=("Brinn",)), Answer("in Nordhavn", 0.4, "span"))
    sentence = "the graph says 'Brinn' (0.90), but passage p0 says 'in Nordhavn' (0.40)"
    told = figures.marks(case, Result(Question("0", "?"), answers=answers, conflicts=(sentence,)), 0.3)
    assert (told.f1, told.conflict, told.told, told.shown) == (0.0, 1.0, 1.0, 1.0)
    hidden = figures.marks(case, Result(Question("0", "?"), answers=answers[:1]), 0.3)
    assert (hidden.conflict, hidden.told, hidden.shown) == (0.0, 0.0, 0.0)


def test_the_groups_of_both_parts_hold_what_they_say(package: ModuleType) -> None:
    if not all((DATA / name).is_dir() for name in ("2wikimultihopqa", "metaqa", "text2kgbench")):
        pytest.skip("2WikiMultihopQA, MetaQA and Text2KGBench are not beside this checkout")
    cases, facts = _module("facts.cases"), _module("reader_data.facts")
    dev = cases.dev_set(DATA, 12, random.Random(1))
    train = cases.training_set(DATA, 12, random.Random(1))
    assert dev == cases.dev_set(DATA, 12, random.Random(1))
    assert not {case.question for case in dev} & {case.question for case in train}
    for case in (*dev, *train):
        told = any(facts.stands(gold, text) for gold in case.golds for _, text in case.passages)
        tails = {name for fact in case.facts for name in fact}
        assert told == (case.group in ("passage", "both", "contradiction")), case
        if case.variant == "with":
            assert bool(tails & set(case.golds)) == (case.group in ("facts", "both")), case
            assert (case.false in tails) == (case.group == "contradiction"), case
    assert {case.group for case in dev} == {"facts", "passage", "both", "contradiction", "neither"}
