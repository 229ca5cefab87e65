"""From a live database to answers: import, export, and an index kept beside it, by Python and the command line."""

from __future__ import annotations

import json
from pathlib import Path

import bolt
import command
import neo4j
import pytest

from kgqa import KGQA, InputError, StoreError
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.stores import Neo4jStore, NetworkxStore
from kgqa.pipelines.connecting import refresh_index
from kgqa.pipelines.describe import describe
from kgqa.pipelines.stores import export_store, import_store
from kgqa.retriever.path_scorer import PathScorer


def connected(database: str | None, *, write: bool = False) -> Neo4jStore:
    server = bolt.server()
    return Neo4jStore.connect(server.uri, auth=server.auth, database=database, write=write)


def kgqa(*arguments: object) -> command.Done:
    user, password = bolt.server().auth
    return command.kgqa(*arguments, environment={"KGQA_NEO4J_USER": user, "KGQA_NEO4J_PASSWORD": password})


def test_a_knowledge_base_goes_into_a_store_and_comes_back(
    kb: Path, tmp_path: Path, encoder: SentenceEncoder, scorer: PathScorer
) -> None:
    store = NetworkxStore()
    report = export_store(kb, store)
    assert report.unsaid == {"passages": 2}
    import_store(tmp_path / "again.kb", store, passages=[kb.parent / "passages.jsonl"], encoder=encoder, scorer=scorer)
    assert describe(tmp_path / "again.kb")["digest"] == describe(kb)["digest"]
    with pytest.raises(InputError, match="holds no fact"):
        import_store(tmp_path / "none.kb", NetworkxStore(), encoder=encoder, scorer=scorer)


def test_by_the_command_line(kb: Path, tmp_path: Path, database: str | None) -> None:
    address = bolt.server().uri
    name = () if database is None else ("--database", database)
    done = kgqa("dump", kb, address, *name, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["triples"] == 13
    assert kgqa("dump", kb, address, *name).returncode == 0
    out = tmp_path / "back.kb"
    passages = kb.parent / "passages.jsonl"
    done = kgqa("import", out, "--neo4j", address, *name, "--passages", passages, "--device", "cpu", "-q")
    assert done.returncode == 0, done.stderr
    assert describe(out)["digest"] == describe(kb)["digest"]
    done = kgqa("import", tmp_path / "x.kb", "--neo4j", address, "--triples", "f.nt", "--same-as")
    assert done.returncode == 2 and "leave out --triples, --same-as" in done.stderr
    done = kgqa("dump", kb, "http://localhost:7474")
    assert done.returncode == 2 and "must begin with bolt" in done.stderr


def test_asking_a_live_database(
    kb: Path, tmp_path: Path, database: str | None, encoder: SentenceEncoder, scorer: PathScorer
) -> None:
    server = bolt.server()
    index = tmp_path / "live.kb"
    with connected(database, write=True) as store:
        export_store(kb, store)
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver:
        qa = KGQA.connect(driver, index, database=database, encoder=encoder, paths=scorer, device="cpu")
        assert qa("What is the capital of Osmark?").answer == "Brinn"
        driver.execute_query("MATCH (n:Entity {id: 'Brinn'}) SET n.label = 'New Brinn'", database_=database)
        assert qa("What is the capital of Osmark?").answer == "Brinn"
        qa = KGQA.connect(
            driver, index, database=database, encoder=encoder, paths=scorer, device="cpu", refresh="never"
        )
        assert qa("What is the capital of Osmark?").answer == "Brinn"
        qa = KGQA.connect(driver, index, database=database, encoder=encoder, paths=scorer, device="cpu")
        assert qa("What is the capital of Osmark?").answer == "New Brinn"


def test_an_index_is_built_only_where_something_changed(
    kb: Path, tmp_path: Path, database: str | None, encoder: SentenceEncoder, scorer: PathScorer
) -> None:
    index = tmp_path / "live.kb"
    with connected(database) as store, pytest.raises(InputError, match="holds no fact"):
        refresh_index(index, store, encoder=encoder, scorer=scorer)
    with connected(database, write=True) as store:
        export_store(kb, store)
        assert refresh_index(index, store, encoder=encoder, scorer=scorer)
        build = describe(index)["build"]
        assert not refresh_index(index, store, encoder=encoder, scorer=scorer)
        assert not refresh_index(index, store, encoder=encoder, scorer=scorer, refresh="never")
        assert refresh_index(index, store, encoder=encoder, scorer=scorer, refresh="always")
        assert describe(index)["build"] == build
        assert refresh_index(index, store, encoder=encoder, scorer=scorer, passages=[kb.parent / "passages.jsonl"])
        assert describe(index)["digest"] == describe(kb)["digest"]
        with pytest.raises(InputError, match="not made from a database"):
            refresh_index(kb, store, encoder=encoder, scorer=scorer)
        with pytest.raises(InputError, match="refresh must be"):
            refresh_index(index, store, encoder=encoder, scorer=scorer, refresh="often")  # type: ignore[arg-type]  # what is refused
    with pytest.raises(StoreError):
        KGQA.connect("bolt://127.0.0.1:1", index, encoder=encoder, paths=scorer)
