"""The path scorer's training data: names masked, questions nested, chains read out of queries."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.path_data.asked import asked_examples, freebase_kind, freebase_label, freebase_questions, held_out
from benchmarks.path_data.composed import as_phrase, compose, composed_examples, make_bank
from benchmarks.path_data.graphs import left_out as chain_left_out
from benchmarks.path_data.graphs import metaqa_examples, pathquestion_examples
from benchmarks.path_data.masking import NameMasker
from benchmarks.paths import _PATTERN, _walked
from benchmarks.reader_data.paths import METAQA_LABELS, metaqa_chain
from benchmarks.splits import metaqa_choosing_part, metaqa_questions, pathquestion_parts

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SEEN = [
    "who directed the film it is",
    "what is the genre of it",
    "where was the author of it born",
    "who wrote it",
] * 50
needs_data = pytest.mark.skipif(not (DATA / "simplequestions").is_dir(), reason="the public data are not there")


@pytest.mark.parametrize(
    ("question", "masked"),
    [
        ("who directed the film Grey Harbour", "who directed the film it"),
        ("what is the genre of Lord of the Bells", "what is the genre of it"),
        ("where was Ada Lind's author born", "where was it's author born"),
        ("who wrote it", "who wrote it"),
    ],
)
def test_rare_words_are_a_name(question: str, masked: str) -> None:
    assert NameMasker(SEEN).masked(question) == masked


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("who produced the film it", "the person who produced the film it"),
        ("what is the capital of it", "the capital of it"),
        ("what is the name of a film by it", "the film by it"),
        ("which album was made by it", "the album that was made by it"),
        ("where was it born", "the place where it was born"),
        ("who is it", None),
        ("when did it end", None),
    ],
)
def test_a_question_becomes_a_phrase(question: str, phrase: str | None) -> None:
    assert as_phrase(question) == phrase


def test_composed_questions_name_their_start() -> None:
    bank = make_bank([("who directed Grey Harbour", ("director", False))] * 3, NameMasker(SEEN))
    assert bank["director", False] == ["who directed it"] * 3
    rng = random.Random(1)
    for _ in range(200):
        question = compose((("author", True), ("director", False)), ("book", ""), bank, rng)
        assert "it" in question.replace("'s", " ").split()


@pytest.mark.parametrize(
    ("query", "chain"),
    [
        ("{?uri <o/director> <r/Ada_Lind>}", ("Ada Lind", (("director", True),))),
        ("{<r/Oslo_(city)> <o/birthPlace> ?uri}", ("Oslo", (("birth place", False),))),
        (
            "{?x <o/starring> <r/A>. ?x <o/writer> ?uri. ?x <s/ns#type> <o/F>}",
            ("A", (("starring", True), ("writer", False))),
        ),
        ("{?uri <o/a> <r/A>. ?uri <o/b> <r/B>}", None),
        ("{<r/A> <o/a> ?x. <r/A> <o/b> ?uri}", None),
    ],
)  # fmt: skip
def test_a_query_of_one_entity_is_a_chain(query: str, chain: object) -> None:
    assert _walked(_PATTERN.findall(query)) == chain


def test_freebase_relations_in_words() -> None:
    assert freebase_label("/people/person/place_of_birth") == "place of birth"
    assert freebase_kind("/film/film/directed_by") == "film" and freebase_kind("genre") == ""


@needs_data
def test_relations_that_are_left_out_are_in_no_example() -> None:
    rng = random.Random(1)
    examples = asked_examples(DATA, rng) + composed_examples(DATA, 50, rng)
    assert len(examples) > 10_000
    # A Freebase relation may be said with its type before it: "person height".
    said = {label for example in examples for chain in (example.right, *example.wrong) for label, _ in chain}
    typed = {f"{freebase_kind(relation)} {freebase_label(relation)}" for _, relation in freebase_questions(DATA)}
    assert len(said - typed) > 500 and not any(held_out(label) for label in said - typed)


@needs_data
def test_metaqas_choosing_templates_are_in_no_example() -> None:
    made = metaqa_examples(DATA, (100, 100, 0), random.Random(1))
    left_out = {q.template.replace("[]", "it") for hops in (1, 2) for q in metaqa_choosing_part(DATA, hops)}
    assert len(made) == 200 and not left_out & {example.question for example in made}


@needs_data
def test_chains_that_are_left_out_are_in_no_question() -> None:
    unseen = {metaqa_chain(q.kind) for hops in (1, 2) for q in metaqa_questions(DATA, hops) if chain_left_out(q.kind)}
    every = {metaqa_chain(q.kind) for hops in (1, 2) for q in metaqa_questions(DATA, hops)}
    assert 0 < len(unseen) < len(every) / 2
    made = metaqa_examples(DATA, (200, 200, 0), random.Random(1), all_chains=False)
    assert len(made) == 400
    named = {label: relation for relation, labels in METAQA_LABELS.items() for label in labels}
    assert not unseen & {tuple((named[label], inverse) for label, inverse in example.right) for example in made}


def test_pathquestion_topics_stand_in_one_part() -> None:
    if not (DATA / "pathquestion").is_dir():
        pytest.skip("the public data are not there")
    topics = [
        {line.split("\t")[2].split("#")[0] for hops in (2, 3) for line in pathquestion_parts(DATA, hops)[part]}
        for part in (0, 1)
    ]
    assert topics[0] and topics[1] and not topics[0] & topics[1]


def test_pathquestion_examples_have_chains_that_lead_elsewhere(tmp_path: Path) -> None:
    kb, questions = tmp_path / "kb.txt", tmp_path / "PQ-2H.txt"
    facts = [("ada_lind", "spouse", "bo_lind"), ("bo_lind", "born_in", "norvik"), ("bo_lind", "place", "norvik")]
    facts += [("bo_lind", "works_as", "smith")]
    kb.write_text("".join("\t".join(fact) + "\n" for fact in facts), encoding="utf-8")
    questions.write_text(
        "where is ada_lind 's spouse from ?\tnorvik(norvik/)\tada_lind#spouse#bo_lind#born_in#norvik#<end>#norvik\n",
        encoding="utf-8",
    )
    (example,) = pathquestion_examples(questions, kb, random.Random(1))
    assert example.question == "where is it 's spouse from ?"
    assert example.right == (("spouse", False), ("born in", False))
    assert (("spouse", False), ("works as", False)) in example.wrong and (("spouse", False),) in example.wrong
    assert example.right not in example.wrong and (("spouse", False), ("place", False)) not in example.wrong
