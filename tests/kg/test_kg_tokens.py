"""N-Triples and N-Quads read by their tokens: what statement by statement gives, whatever lines hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.kg.formats import ntriples, read_graph
from kgqa.kg.formats.rdf import ALIAS, INVERSE, LABELS, TYPE, GraphData, Sift, lift
from kgqa.kg.formats.read import read_triples
from kgqa.kg.graph import Graph

X = "http://x.example/"
NODES = st.sampled_from(
    [f"<{X}{name}>" for name in ("a", "b#c", "d%20e", "é", "\\u00e9", "f?g=h:i")]
    + ["<urn:kgqa:Heat>", "<urn:x:a>", "_:n", "_:m-1", "_:dot.ted"]
)
RELATIONS = st.sampled_from([f"<{X}r>", f"<{X}s>", *(f"<{id}>" for id in (LABELS[0], LABELS[1], ALIAS, TYPE, INVERSE))])
LITERALS = st.one_of(
    st.sampled_from(['"1"', '"01"', '"a _:n"', '"<<"', '"\\u00e9\\t"', '""']),
    st.text(st.characters(exclude_characters='"\\\n\r', exclude_categories=("Cs",)), max_size=8).map(
        lambda text: f'"{text}"'
    ),
).flatmap(lambda text: st.sampled_from([text, f"{text}@en", f"{text}@de-AT", f"{text}^^<{X}kind>"]))
BROKEN = st.sampled_from(
    [
        "nonsense",
        f"<{X}a> <{X}r> .",
        f"<{X} a> <{X}r> <{X}b> .",
        f"<{X}a> <{X}r> <{X}b> . <{X}a> <{X}r> <{X}c> .",
        f'"a" <{X}r> <{X}b> .',
        f"<{X}a> _:n <{X}b> .",
        f"<{X}a> <{X}r> <rel> .",
        f"<{X}a><{X}r> <{X}b> <{X}c> .",
        f"<{X}a> <{X}r> <{X}b>, .",
        f"<{X}a> <{X}r> b<{X}b> .",
        f"a<{X}a> <{X}r> <{X}b> .",
        f"<<( <{X}a> <{X}r> <{X}b> )>> <{X}r> <{X}b> .",
        f'<{X}a> <{X}r> "t"@en--ltr .',
        f"<{X}a> <{X}r> <{X}b>",
        f'<{X}a> <{X}r> "t .',
        f'<{X}a> <{X}r> "t"x" .',
        f'<{X}a> <{X}r> <{X}"b"> .',
        f'<{X}a> <{X}r> "t"@e_n .',
        f'<{X}a> <{X}r> "t"^^<rel> .',
        f'<{X}a> <{X}r> "\\x" .',
        "<Heat> <urn:x:r> <urn:x:a> .",
    ]
)
BROKEN_QUADS = st.sampled_from(
    [
        f'<{X}a> <{X}r> <{X}b> "g" .',
        f"<{X}a> <{X}r> <{X}b> <{X}g> <{X}h> .",
        f"<{X}a> <{X}r> <{X}b> <rel> .",
        f"<{X}a> <{X}r> <{X}b> <{X}g>",
        f'<{X}a> <{X}r> "t"<{X}g> .',
        f"<{X}a> <{X}r> <{X}b>, <{X}c> .",
        f"<{X}a> <{X}r> <{X}b> <{X}g>; .",
    ]
)
PLAIN = st.tuples(NODES, RELATIONS, st.one_of(NODES, LITERALS)).map(lambda terms: f"{' '.join(terms)} .")
GRAPHS = st.sampled_from([f"<{X}g>", f"<{X}é>", f"<{X}\\u00e9>", "<urn:kgqa:Heat>", "_:n", "_:g.1", f"<{X}a>"])
QUADS = st.tuples(NODES, RELATIONS, st.one_of(NODES, LITERALS), GRAPHS).map(lambda terms: f"{' '.join(terms)} .")
ODD = st.one_of(
    st.sampled_from(["", "# a comment of words", "  "]),
    st.tuples(NODES, RELATIONS, NODES, st.sampled_from(["\t", "  "])).map(lambda t: t[3].join(t[:3]) + t[3] + "."),
    st.tuples(NODES, RELATIONS, NODES).map(lambda terms: f"{' '.join(terms)} . # said"),
    st.tuples(NODES, RELATIONS, NODES).map(lambda terms: f"{' '.join(terms)} .\r"),
    st.tuples(NODES, RELATIONS, NODES).map(lambda t: f"{' '.join(t)} .\r{' '.join(t[::-1])} ."),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tokens") / "kb.nt"


@pytest.fixture(scope="module")
def quads(file: Path) -> Path:
    return file.with_suffix(".nq")


def both_ways(path: Path, skip_bad: bool) -> tuple[GraphData, GraphData]:
    one, other = (read_triples(path, skip_bad=skip_bad) for _ in range(2))
    by_statement, sift = lift(one), Sift()
    other.into(sift)
    assert (one.skipped, one.unsaid) == (other.skipped, other.unsaid)
    return by_statement, sift.data()


def error_of(call: Callable[[], object]) -> str:
    try:
        call()
    except InputError as error:
        return str(error)
    return ""


def same(one: GraphData, other: GraphData) -> None:
    assert sorted(map(repr, one.triples)) == sorted(map(repr, other.triples))
    assert (one.entities, one.relations, one.lifted) == (other.entities, other.relations, other.lifted)
    first, second = (Graph.build(data.triples, data.entities, data.relations) for data in (one, other))
    arrays, others = first.arrays(), second.arrays()
    assert {name: array.tobytes() for name, array in arrays.items()} == {
        name: array.tobytes() for name, array in others.items()
    }


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(st.one_of(PLAIN, PLAIN, PLAIN, ODD), max_size=30),
    end=st.booleans(),
    size=st.sampled_from([99, 1 << 20]),
)
def test_tokens_give_what_statements_give(file, lines, end, size):
    file.write_bytes(("\n".join(lines) + "\n" * end).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ntriples, "_BLOCK", size)
        same(*both_ways(file, skip_bad=False))


@settings(max_examples=150, deadline=None)
@given(
    lines=st.one_of(
        st.lists(QUADS, max_size=30),
        st.lists(st.one_of(QUADS, PLAIN), max_size=30),
        st.lists(st.one_of(QUADS, QUADS, PLAIN, ODD), max_size=30),
    ),
    end=st.booleans(),
    size=st.sampled_from([99, 1 << 20]),
)
def test_quads_keep_their_graphs_by_tokens(quads, lines, end, size):
    quads.write_bytes(("\n".join(lines) + "\n" * end).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ntriples, "_BLOCK", size)
        same(*both_ways(quads, skip_bad=False))


@settings(max_examples=100, deadline=None)
@given(
    lines=st.lists(st.one_of(QUADS, QUADS, PLAIN, BROKEN, BROKEN_QUADS), min_size=1, max_size=20),
    size=st.sampled_from([99, 1 << 20]),
)
def test_broken_quads_are_found_by_tokens_too(quads, lines, size):
    quads.write_bytes("\n".join(lines).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ntriples, "_BLOCK", size)
        assert error_of(lambda: read_graph(quads)) == error_of(lambda: lift(read_triples(quads)))
        same(*both_ways(quads, skip_bad=True))


@settings(max_examples=100, deadline=None)
@given(lines=st.lists(st.one_of(PLAIN, PLAIN, BROKEN), min_size=1, max_size=20), size=st.sampled_from([99, 1 << 20]))
def test_broken_lines_are_found_by_tokens_too(file, lines, size):
    file.write_bytes("\n".join(lines).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ntriples, "_BLOCK", size)
        assert error_of(lambda: read_graph(file)) == error_of(lambda: lift(read_triples(file)))
        same(*both_ways(file, skip_bad=True))


def test_tokens_that_are_forgotten_are_read_again(file, monkeypatch):
    monkeypatch.setattr("kgqa.kg.formats.tokens._KEPT", 3)
    monkeypatch.setattr(ntriples, "_BLOCK", 200)
    tails = (f"<{X}{{}}>", "_:n{}", '"t"@en-1a1{}', f'"1"^^<{X}{{}}>')
    lines = [f"<{X}{n % 7}> <{X}r{n % 3}> {tails[n % 4].format(n % 5)} .\n" for n in range(60)]
    file.write_text("".join(lines))
    same(*both_ways(file, skip_bad=False))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tokens_are_used_where_lines_are_plain(file, monkeypatch, end):
    def never(*_: object) -> None:
        raise AssertionError("parsed as they are")

    lines = f'<{X}a> <{X}r> <{X}b> .\n_:x <{X}r> "t \\" u"@en .\n<{X}a> <{LABELS[0]}> "A" .\n'
    file.write_bytes(lines.replace("\n", end).encode())
    monkeypatch.setattr(ntriples, "_triples", never)
    data = read_graph(file)
    assert len(data.triples) == 2
    assert data.entities[0].label == "A"


def test_tokens_are_used_where_quads_are_plain(quads, monkeypatch):
    def never(*_: object) -> None:
        raise AssertionError("parsed as they are")

    lines = [f"<{X}a> <{X}r> <{X}b> <{X}g> .", f'_:x <{X}r> "t \\" u"@en _:g .', f'<{X}a> <{LABELS[0]}> "A" <{X}h> .']
    monkeypatch.setattr(ntriples, "_triples", never)
    for more in ([], [f"<{X}a> <{X}r> <{X}c> ."]):
        quads.write_text("\n".join(lines + more))
        data = read_graph(quads)
        assert [getattr(triple, "graph", "")[:2] for triple in data.triples] == ["ht", "_:"] + [""] * len(more)
        assert data.entities[0].label == "A"
