import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from kgqa.errors import InputError, StoreError
from kgqa.kg.folder import GRAPH, create
from kgqa.kg.graph import Graph
from kgqa.linker import LinkIndex
from kgqa.types import Entity, Triple

spacy = pytest.importorskip("spacy", reason="spacy is not installed")
# Registers the factory where the entry point is not installed.
from kgqa.linker.spacy_component import NAME  # noqa: E402  # needs spacy

ENTITIES = [
    Entity("Q1", "Heat", types=("film",)),
    Entity("Q2", "Michael Mann", types=("person",)),
    Entity("Q3", "Al Pacino", types=("person",)),
    Entity("Q4", "Thomas Mann", types=("person",), description="writer of novels"),
    Entity("Q5", "Los Angeles"),
]
TEXTS = [
    "Michael Mann made Heat in Los Angeles. Mann cast Al Pacino.",
    "",
    "Nobody is named here.",
    "Thomas Mann never saw Heat.",
]


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spacy") / "films.kb"
    graph = Graph.build([Triple("Q1", "director", "Q2"), Triple("Q1", "cast member", "Q3")], ENTITIES)
    with create(folder, build_id="0" * 16) as draft:
        draft.write(GRAPH, graph.arrays())
        draft.write("linker", LinkIndex.build(graph).arrays())
        draft.commit({})
    return folder


def pipeline(kb: Path, **config: object) -> "spacy.Language":
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"kb": str(kb), "encoder": False, **config})
    return nlp


def linked(doc: "spacy.tokens.Doc") -> list[tuple[str, str, str]]:
    return [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]


def test_spacy_makes_entities_of_its_own(kb: Path) -> None:
    doc = pipeline(kb, make_entities=True)(TEXTS[0])
    assert linked(doc) == [
        ("Michael Mann", "person", "Q2"),
        ("Heat", "film", "Q1"),
        ("Los Angeles", "ENTITY", "Q5"),
        ("Mann", "person", "Q2"),
        ("Al Pacino", "person", "Q3"),
    ]
    assert doc[0].ent_kb_id_ == "Q2"


def test_spacy_entities_that_are_there_are_linked_and_keep_their_label(kb: Path) -> None:
    nlp = pipeline(kb)
    ruler = nlp.add_pipe("entity_ruler", before="kgqa_linker")
    ruler.add_patterns([{"label": "WORK", "pattern": "Heat", "id": "r1"}, {"label": "X", "pattern": "Nobody"}])
    doc = nlp(TEXTS[0])
    assert linked(doc) == [("Heat", "WORK", "Q1")] and doc.ents[0].ent_id_ == "r1"
    assert linked(nlp(TEXTS[2])) == [("Nobody", "X", "")]


def test_spacy_ids_that_are_there_stay_without_overwrite(kb: Path) -> None:
    for overwrite, wanted in ((False, "mine"), (True, "Q1")):
        nlp = pipeline(kb, overwrite=overwrite)
        doc = nlp.make_doc("We saw Heat")
        doc.ents = [spacy.tokens.Span(doc, 2, 3, label="WORK", kb_id="mine")]
        assert linked(nlp(doc)) == [("Heat", "WORK", wanted)]


def test_spacy_tokens_where_nothing_is_linked_stay_blocked_missing_or_outside(kb: Path) -> None:
    nlp = pipeline(kb, make_entities=True)
    doc = nlp.make_doc("Michael Mann made Heat in Los Angeles today")
    span = spacy.tokens.Span
    doc.set_ents(
        [span(doc, 0, 2, label="PER")], blocked=[span(doc, 3, 4)], outside=[span(doc, 4, 5)], default="missing"
    )
    assert linked(nlp(doc)) == [("Michael Mann", "PER", "Q2"), ("Los Angeles", "ENTITY", "Q5")]
    assert [token.ent_iob_ or "-" for token in doc] == list("BI-BOBI-") and not doc[3].ent_type_


def test_spacy_error_handler_is_told_of_docs_that_fail(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = pipeline(kb, make_entities=True)
    linker = nlp.get_pipe(NAME)
    link = linker._linker.link

    def broken(texts: list[str]) -> list[object]:
        if texts == [TEXTS[2]]:
            raise InputError("broken")
        return link(texts)

    monkeypatch.setattr(linker._linker, "link", broken)
    with pytest.raises(InputError, match="broken"):
        list(nlp.pipe(TEXTS))
    told = []
    nlp.set_error_handler(lambda name, pipe, docs, error: told.append((name, pipe, docs[0].text, str(error))))
    assert [doc.text for doc in nlp.pipe(TEXTS)] == [TEXTS[0], TEXTS[1], TEXTS[3]]
    assert told == [(NAME, linker, TEXTS[2], "broken")]
    assert linker.get_error_handler() is nlp.default_error_handler


def test_spacy_pipe_gives_what_each_text_alone_does(kb: Path) -> None:
    nlp = pipeline(kb, make_entities=True)
    alone = [linked(nlp(text)) for text in TEXTS]
    assert alone[1] == alone[2] == [] and alone[3]
    for size in (1, 2, 64):
        assert [linked(doc) for doc in nlp.pipe(TEXTS, batch_size=size)] == alone


def test_spacy_pipeline_written_and_read_links_alike(kb: Path, tmp_path: Path) -> None:
    nlp = pipeline(kb, make_entities=True)
    nlp.to_disk(tmp_path / "nlp")
    wanted = linked(nlp(TEXTS[0]))
    assert linked(spacy.load(tmp_path / "nlp")(TEXTS[0])) == wanted
    again = spacy.blank("en")
    again.add_pipe("kgqa_linker")
    assert linked(again.from_bytes(nlp.to_bytes())(TEXTS[0])) == wanted


def test_spacy_errors_say_what_is_wrong(kb: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    linker = nlp.add_pipe("kgqa_linker")
    with pytest.raises(InputError, match="needs a knowledge base"):
        nlp("Heat")
    with pytest.raises(StoreError, match="there is no such folder"):
        spacy.blank("en").add_pipe("kgqa_linker", config={"kb": str(tmp_path / "none")})
    with pytest.raises(InputError, match="from 0 to 1, found 2"):
        pipeline(kb, threshold=2.0)
    with pytest.raises(InputError, match="must be JSON"):
        linker.from_bytes(b"\xff")
    with pytest.raises(InputError, match="the settings must be kb"):
        linker.from_bytes(b"{}")
    with pytest.raises(InputError, match="'kb' is of the wrong kind"):
        linker.from_bytes(b'{"kb": 1, "make_entities": false, "overwrite": true, "encoder": false, "threshold": 0.5}')
    with pytest.raises(InputError, match="can't be read"):
        linker.from_disk(tmp_path / "none")
    with pytest.raises(InputError, match="batch_size must be 1 or more"):
        list(linker.pipe([], batch_size=0))


def test_spacy_component_is_found_by_its_entry_point(kb: Path) -> None:
    if "kgqa_linker" not in {point.name for point in entry_points(group="spacy_factories")}:
        pytest.skip("the entry point comes with the installation, which is older than it")
    code = f"import spacy; spacy.blank('en').add_pipe('kgqa_linker', config={{'kb': {str(kb)!r}, 'encoder': False}})"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_linker_alone_does_not_import_spacy() -> None:
    code = "import sys, kgqa.linker.text; assert not {'spacy', 'torch'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
