"""Typed operations asked end to end, with the packaged encoder and reader, over an invented world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
import typed_world
from typer.testing import CliRunner

from kgqa import KGQA, Question, Result
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.stores import NetworkxStore
from kgqa.kg.stores.copying import copy_into
from kgqa.pipelines.cli.app import app
from kgqa.pipelines.explain import explain
from kgqa.pipelines.stores import import_store
from kgqa.retriever.path_scorer import PathScorer

KEPT = [
    "Which film directed by Orla Fenn is the longest?",
    "Which films directed by Orla Fenn came out before 2000?",
    "Which films were directed by Orla Fenn and star Tessa Quill?",
    "Which films directed by Orla Fenn other than Paper Tide are there?",
    "How many films directed by Orla Fenn were released after 2000?",
    "Is Paper Tide the longest film directed by Orla Fenn?",
    "Was Paper Tide released after 2005?",
    "Which subsidiaries of Varnholt Group have more than 10,000 employees?",
    "Which is the longest river that flows through Lindau?",
]
PLAIN = [
    ("Who directed Paper Tide?", "Orla Fenn"),
    ("How many films did Orla Fenn direct?", "4"),
    ("What is the largest city of Brenn?", "Lindau"),
    ("Was Paper Tide directed by Orla Fenn?", "yes"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer) -> Path:
    out = tmp_path_factory.mktemp("typed") / "films.kb"
    store = NetworkxStore()
    copy_into(typed_world.typed_graph(), store)
    import_store(out, store, encoder=encoder, scorer=scorer)
    return out


@pytest.fixture(scope="module")
def qa(folder: Path, encoder: SentenceEncoder, scorer: PathScorer) -> KGQA:
    return KGQA.load(folder, encoder=encoder, paths=scorer, device="cpu")


def sparql_answer(qa: KGQA, result: Result) -> str:
    from kgqa.kg.stores.rdflib_plugin import KGQAStore

    query = result.query("sparql")
    assert query is not None and result.query("cypher") is not None
    graph = rdflib.Graph(KGQAStore.of(qa.graph))
    found = graph.query(query)
    if found.askAnswer is not None:
        return "yes" if found.askAnswer else "no"
    values = [row[0] for row in found]
    return "; ".join(sorted(str(graph.value(value, rdflib.RDFS.label) or value) for value in values))


def test_operations_are_answered_and_ordinary_questions_as_before(qa: KGQA) -> None:
    wanted = [(text, dict(typed_world.ASKED)[text]) for text in KEPT] + PLAIN
    questions = [Question(str(i), text) for i, (text, _) in enumerate(wanted)]
    results = qa.batch(questions)
    for result, (text, answer) in zip(results, wanted, strict=True):
        assert result.answers, (text, result.abstained)
        best = result.answers[0]
        assert "; ".join(sorted(best.values)) == answer, text
        assert sparql_answer(qa, result) == answer, text
        assert Result.from_json(result.to_json()) == result
        if best.derivation is not None and best.derivation.sentence:
            assert best.derivation.sentence in str(result)
    assert qa(questions[0]) == results[0]


def test_a_missing_value_is_said_and_no_part_of_the_set_is_the_answer(qa: KGQA) -> None:
    result = qa("Which film directed by Dov Marsh is the longest?")
    assert result.answers == () and "'duration' is not known of A Kind of Thunder" in result.abstained
    assert result.query("sparql") is None


def test_an_operation_can_be_explained(qa: KGQA) -> None:
    result = qa("Which film directed by Orla Fenn came out first?")
    assert explain(qa, result).answers[0].answer.text == "Glass Orchard"


def test_the_command_prints_the_query(folder: Path) -> None:
    asked = ["ask", str(folder), "Which film directed by Orla Fenn is the longest?", "--device", "cpu"]
    done = CliRunner().invoke(app, [*asked, "--query", "sparql"])
    assert done.exit_code == 0 and "SELECT DISTINCT ?member WHERE {" in done.output
    done = CliRunner().invoke(app, [*asked, "--query", "cypher", "--json"])
    found = json.loads(done.output)
    assert found["query"]["language"] == "cypher" and "RETURN DISTINCT" in found["query"]["text"]
    assert Result.from_json(done.output).answer == "Paper Tide"
    assert CliRunner().invoke(app, [*asked, "--query", "sql"]).exit_code != 0


@pytest.mark.parametrize(
    "question",
    [
        "Who did not direct Paper Tide?",
        "Who directed Paper Tide other than Orla Fenn?",
        "What is the average running time of films by Dov Marsh?",  # one of them has none
    ],
)
def test_what_facts_do_not_say_is_left_open(qa: KGQA, question: str) -> None:
    assert qa(question).answer is None
