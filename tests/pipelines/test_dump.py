"""From a knowledge base to files and back, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import kgqa

from kgqa import InputError, StoreError
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.pipelines.describe import broken_shapes, describe, problems
from kgqa.pipelines.dump import dump
from kgqa.pipelines.importing import import_files


def graph_of(path: Path) -> Graph:
    return Graph.load(open_folder(path).arrays(GRAPH))


@pytest.mark.parametrize("name", ["kb.ttl.gz", "kb.nq", "kb.graphml", "neo4j"])
def test_a_knowledge_base_goes_out_and_comes_in_as_it_was(
    kb: Path, tmp_path: Path, encoder: SentenceEncoder, name: str
) -> None:
    report = dump(kb, tmp_path / name, passages=tmp_path / "p.jsonl")
    assert not report.unsaid
    assert report.counts["passages"] == 2
    import_files(tmp_path / "again.kb", triples=[tmp_path / name], passages=[tmp_path / "p.jsonl"], encoder=encoder)
    assert describe(tmp_path / "again.kb")["digest"] == describe(kb)["digest"]


def test_the_command_says_what_is_lost(kb: Path, tmp_path: Path) -> None:
    done = kgqa("dump", kb, tmp_path / "kb.tsv")
    assert done.returncode == 0
    assert done.stdout == f"{tmp_path / 'kb.tsv'}: 13 statements\n"
    assert done.stderr.splitlines() == [
        "kgqa: not in tsv: 1 entities' labels, aliases, descriptions or types",
        "kgqa: not in tsv: 2 passages",
    ]
    done = kgqa(
        "dump", kb, tmp_path / "kb.csv", "--entities", tmp_path / "e.jsonl", "--relations", tmp_path / "r.jsonl",
        "--passages", tmp_path / "p.jsonl", "--json",
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["unsaid"] == {} and found["counts"]["statements"] == 13
    assert "neo4j-admin database import" in kgqa("dump", kb, tmp_path / "neo").stdout
    done = kgqa("dump", kb, tmp_path / "kb.doc")
    assert done.returncode == 2 and "must end in" in done.stderr
    with pytest.raises(StoreError, match="no such folder"):
        dump(tmp_path / "no.kb", tmp_path / "kb.nt")


def test_an_import_says_what_it_left_out(tmp_path: Path, encoder: SentenceEncoder) -> None:
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    same = "http://www.w3.org/2002/07/owl#sameAs"
    (tmp_path / "kb.nq").write_text(
        f'<http://x/a> <http://x/r> <http://x/b> <http://g> .\n<http://x/a> <{label}> "Anna"@de .\n'
        f'<http://x/a> <{label}> "Ann"@en .\n<http://x/b> <{same}> <http://x/c> .\n'
    )
    report = import_files(
        tmp_path / "x.kb", triples=[tmp_path / "kb.nq"], languages=["en"], same_as=True, encoder=encoder
    )
    assert report.left_out == {"names in other languages": 1} and report.merged == 1
    assert problems(tmp_path / "x.kb") == []
    graph = graph_of(tmp_path / "x.kb")
    assert graph.n_triples == 1 and graph.named_graphs == ("http://g",)
    done = kgqa("import", "--help")
    for option in ("--base", "--mapping", "--language", "--same-as", "--max-unpacked"):
        assert option in done.stdout


def test_columns_and_bases_reach_the_reader(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "kb.csv").write_text("film,who\nHeat,Mann\n")
    (tmp_path / "map.json").write_text('{"head": "film", "facts": {"directed by": "who"}}')
    import_files(tmp_path / "a.kb", triples=[tmp_path / "kb.csv"], mapping=tmp_path / "map.json", encoder=encoder)
    assert [t.relation for t in graph_of(tmp_path / "a.kb").match()] == ["directed by"]
    (tmp_path / "kb.ttl").write_text("<a> <p> <b> .")
    with pytest.raises(InputError, match="--base"):
        import_files(tmp_path / "b.kb", triples=[tmp_path / "kb.ttl"], encoder=encoder)
    import_files(tmp_path / "b.kb", triples=[tmp_path / "kb.ttl"], base="http://x/", encoder=encoder)
    assert [t.head for t in graph_of(tmp_path / "b.kb").match()] == ["http://x/a"]


def test_verify_checks_shapes(kb: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyshacl", reason="needs the extra shacl")
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; "
        "sh:targetSubjectsOf <urn:kgqa:currency> ; sh:property [ sh:path <urn:kgqa:capital> ; sh:minCount 1 ] ."
    )
    (found,) = broken_shapes(kb, tmp_path / "shapes.ttl")
    assert found.startswith("violation: Veland capital: ")
    done = kgqa("verify", kb, "--shapes", tmp_path / "shapes.ttl")
    assert done.returncode == 2 and "Veland capital" in done.stderr
