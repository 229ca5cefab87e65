"""Asking for what facts are qualified by, and all else as if they were not."""

from __future__ import annotations

import json
from pathlib import Path

import bolt
import neo4j
import pytest
import rdflib

from kgqa import KGQA, Entity, Literal, Triple
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.formats import read_graph
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.statements import Statement, entity_in, without_statements
from kgqa.kg.stores import Neo4jLayout, Neo4jStore
from kgqa.kg.typed import XSD
from kgqa.pipelines.describe import problems
from kgqa.pipelines.dump import dump
from kgqa.pipelines.stores import export_store, import_store
from kgqa.pipelines.writing import write_knowledge_base
from kgqa.retriever.path_scorer import PathScorer

NAMED = [
    *(
        Entity(id, label, types=("person",))
        for id, label in (("ida", "Ida Lind"), ("per", "Per Holm"), ("mo", "Mo Vik"))
    ),
    *(Entity(id, label, types=("film",)) for id, label in (("salt", "Salt"), ("fjord", "Fjord"))),
    Entity("mill", "Veland Mill", types=("company",)),
    Entity("bank", "Nordhavn Bank", types=("company",)),
    Entity("prize", "Coast Prize", types=("award",)),
]
PLAIN = [
    Triple("ida", "BORN_IN", "Nordhavn"),
    Triple("salt", "released", Literal("1998", XSD + "integer")),
    Triple("fjord", "released", Literal("2003", XSD + "integer")),
]


def number(value: int) -> Literal:
    return Literal(str(value), XSD + "integer")


STATEMENTS = [
    Statement.of(Triple(*fact), qualifiers.items())
    for fact, qualifiers in (
        (("ida", "PLAYED_IN", "salt"), {"role": Literal("nurse"), "scenes": number(12)}),
        (("per", "PLAYED_IN", "salt"), {"role": Literal("lighthouse keeper"), "scenes": number(7)}),
        (("ida", "PLAYED_IN", "fjord"), {"role": Literal("captain")}),
        (("mo", "PLAYED_IN", "salt"), {"role": Literal("cook")}),
        (("mo", "PLAYED_IN", "salt"), {"role": Literal("priest")}),
        (("mo", "PLAYED_IN", "fjord"), {"role": Literal("ghost")}),
        (("per", "WORKS_FOR", "mill"), {"since": number(2011)}),
        (("per", "WORKS_FOR", "bank"), {"since": number(2019)}),
        (("mo", "WORKS_FOR", "mill"), {"since": number(2015)}),
        (("mo", "OWNS", "mill"), {"since": number(2020), "share": Literal("0.25", XSD + "double")}),
        (("ida", "LEADS", "bank"), {"start": number(1990), "end": number(1998)}),
        (("per", "LEADS", "bank"), {"start": number(1998), "end": number(2004)}),
        (("mo", "LEADS", "bank"), {"start": number(2004)}),
        (("ida", "WON", "prize"), {"year": number(2016)}),
        (("mo", "WON", "prize"), {"year": number(2018)}),
    )
]


def graphs() -> tuple[Graph, Graph]:
    """Without and with qualifiers."""
    facts = [*PLAIN, *(one.fact for one in STATEMENTS)]
    bare = Graph.build(facts, NAMED)
    said = [triple for one in STATEMENTS for triple in one.triples()]
    return bare, Graph.build([*facts, *said], [*NAMED, *(entity_in(one, bare) for one in STATEMENTS)])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer) -> list[Path]:
    root = tmp_path_factory.mktemp("qualifiers")
    made = [root / "bare.kb", root / "full.kb"]
    for path, graph in zip(made, graphs(), strict=True):
        write_knowledge_base(path, graph, PassageTable.build(()), encoder=encoder, scorer=scorer)
    return made


@pytest.fixture(scope="module")
def asked(folders: list[Path], encoder: SentenceEncoder, scorer: PathScorer) -> list[KGQA]:
    return [KGQA.load(path, encoder=encoder, paths=scorer, device="cpu") for path in folders]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which role did Ida Lind play in Salt?", "nurse"),
        ("Which role did Per Holm play in Salt?", "lighthouse keeper"),
        ("What was the role of Ida Lind in Fjord?", "captain"),
        ("In how many scenes did Per Holm play in Salt?", "7"),
        ("Since when does Per Holm work for Veland Mill?", "2011"),
        ("Since when does Per Holm work for Nordhavn Bank?", "2019"),
        ("Since when does Mo Vik work for Veland Mill?", "2015"),
        ("Since when has Mo Vik owned Veland Mill?", "2020"),
        ("Which roles did Mo Vik play in Salt?", "cook; priest"),
        ("Which roles did Ida Lind play?", "captain; nurse"),
    ],
)
def test_what_a_fact_is_qualified_by(asked: list[KGQA], question: str, answer: str) -> None:
    assert asked[1](question).answer == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who played the lighthouse keeper in Salt?", "Per Holm"),
        ("Who played the priest in Salt?", "Mo Vik"),
        ("Who led Nordhavn Bank in 1995?", "Ida Lind"),
        ("In 2001, who led Nordhavn Bank?", "Per Holm"),
        ("Who currently leads Nordhavn Bank?", "Mo Vik"),
        ("Who led Nordhavn Bank in 1985?", None),
        ("Who won the Coast Prize in 2018?", "Mo Vik"),
        ("Who won the 2016 Coast Prize?", "Ida Lind"),
        ("Who won the Coast Prize in 2017?", None),
        ("Did Ida Lind lead Nordhavn Bank in 1995?", "yes"),
        ("When did Mo Vik win the Coast Prize?", "2018"),
        ("When did Ida Lind lead Nordhavn Bank?", "1990"),
    ],
)
def test_which_fact_is_meant_by_its_qualifiers(asked: list[KGQA], question: str, answer: str | None) -> None:
    result = asked[1](question)
    assert result.answer == answer
    if answer is not None and result.answers[0].kind == "entity":
        assert result.query("sparql") is None  # the walk leads to all of them


def test_who_has_led_it_at_any_time(asked: list[KGQA]) -> None:
    assert asked[1]("Who has led Nordhavn Bank?").answer == "Ida Lind; Mo Vik; Per Holm"


def test_all_else_is_answered_as_without_qualifiers(asked: list[KGQA]) -> None:
    questions = [
        "Who played in Salt?",
        "How many films did Ida Lind play in?",
        "How many people played in Salt?",
        "Which films did Ida Lind play in?",
        "Who works for Veland Mill?",
        "Where was Ida Lind born?",
        "Did Ida Lind play in Salt?",
        "Did Per Holm play in Fjord?",
        "Which films were released after 2000?",
        "Which film was released first, Salt or Fjord?",
        "Who played in Salt besides Ida Lind?",
        "How many films are there?",
        "How many statements are there?",
        "What is Ida Lind – played in – Salt?",
        "Who wrote Salt?",
    ]
    bare, full = ([qa(question) for question in questions] for qa in asked)
    for one, other in zip(bare, full, strict=True):
        assert other.answers == one.answers and other.links == one.links
        assert [e.content for e in other.evidence] == [e.content for e in one.evidence]
        # The last bit of a sum may be another where other rows are beside it.
        assert [e.score for e in other.evidence] == pytest.approx([e.score for e in one.evidence], abs=1e-5)
        assert other.abstained == one.abstained
    assert full[0].answer == "Ida Lind; Mo Vik; Per Holm" and full[1].answer == "2"


def test_the_folder_holds_all_and_is_sound(folders: list[Path], tmp_path: Path) -> None:
    bare, full = graphs()
    assert problems(folders[1]) == []
    held = Graph.load(open_folder(folders[1]).arrays(GRAPH))
    assert list(held.statements()) == list(full.statements())
    assert list(without_statements(held).statements()) == list(bare.statements())
    for name in ("g.nq", "g.ttl", "g.jsonld", "g.graphml", "neo4j"):
        report = dump(folders[1], tmp_path / name)
        assert not report.unsaid
        data = read_graph([tmp_path / name])
        again = Graph.build(data.triples, data.entities, data.relations)
        assert list(again.statements()) == list(full.statements()) and list(again.labels) == list(full.labels)


def test_a_qualifier_as_a_query(folders: list[Path], asked: list[KGQA], database: str | None) -> None:
    result = asked[1]("Which role did Ida Lind play in Salt?")
    sparql, cypher = result.query("sparql"), result.query("cypher")
    assert sparql is not None and cypher is not None
    graph = rdflib.Graph("kgqa")
    graph.open(str(folders[1]))
    assert [str(row[0]) for row in graph.query(sparql)] == ["nurse"]
    server = bolt.server()
    with Neo4jStore.connect(server.uri, auth=server.auth, database=database, write=True) as store:
        export_store(folders[1], store)
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        assert [row["member"] for row in driver.execute_query(cypher, database_=database).records] == ["nurse"]
    # Of all roles a chain can't tell those in one film.
    assert asked[1]("Which roles did Mo Vik play in Salt?").query("sparql") is None


def test_from_a_live_database(
    folders: list[Path], tmp_path: Path, database: str | None, encoder: SentenceEncoder, scorer: PathScorer
) -> None:
    server = bolt.server()
    given = {"database": database, "encoder": encoder, "paths": scorer, "device": "cpu"}
    with Neo4jStore.connect(server.uri, auth=server.auth, database=database, write=True) as store:
        export_store(folders[1], store)
        assert store.token()["relationships"] == len(PLAIN) + len(STATEMENTS)
        report = import_store(tmp_path / "films.kb", store, encoder=encoder, scorer=scorer)
        assert report.counts["qualifiers"] == 20 and not report.left_out
    held, before = (Graph.load(open_folder(path).arrays(GRAPH)) for path in (tmp_path / "films.kb", folders[1]))
    assert list(held.statements()) == list(before.statements()) and list(held.labels) == list(before.labels)
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        index = tmp_path / "live.kb"
        for _ in range(2):
            qa = KGQA.connect(driver, index, **given)  # type: ignore[arg-type]  # by name
            assert qa.notes == ("20 qualifiers were read from properties of relationships",)
            assert qa("Since when does Per Holm work for Veland Mill?").answer == "2011"
        noted = json.loads((tmp_path / "live.kb.neo4j.json").read_text())
        assert noted["qualifiers"] == {"left out": 0, "read": 20}
        with pytest.warns(UserWarning, match="20 properties of relationships were left out"):
            qa = KGQA.connect(driver, index, layout=Neo4jLayout(qualifiers="count"), **given)  # type: ignore[arg-type]  # by name
        assert qa.notes == ("20 properties of relationships were left out",)
        assert qa("Who played in Salt?").answer == "Ida Lind; Mo Vik; Per Holm"
