"""Files from strangers: what would blow up the parser, the memory or the disk is refused, and nothing is fetched."""

from __future__ import annotations

import bz2
import gzip
import os
import resource
import subprocess
import sys
import time

import pytest

from kgqa import InputError, Literal, Triple
from kgqa.kg.formats import read_graph, read_triples
from kgqa.kg.formats import text as texts

HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
BODY = '<rdf:Description rdf:about="http://a"><e:p>&x;</e:p></rdf:Description></rdf:RDF>'
PADDING = "<!-- " + "=" * 70_000 + " -->"


def bomb(levels: int) -> str:
    inner = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE r [<!ENTITY x0 "lol">{inner}<!ENTITY x "&x{levels - 1};">]>'


@pytest.mark.parametrize("padding", ["", PADDING])
@pytest.mark.parametrize(
    ("doctype", "message"),
    [
        (bomb(9), "must not hold another one"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "must be text in the file itself"),
        ('<!DOCTYPE r [<!ENTITY x PUBLIC "a" "http://evil.invalid/x">]>', "must be text in the file itself"),
        ('<!DOCTYPE r [<!ENTITY % x "y">]>', "must be text in the file itself"),
        (f'<!DOCTYPE r [<!ENTITY x "{"y" * 300}">]>', "at most 256 bytes"),
        (f'<!DOCTYPE r [<!ENTITY x "{"y" * 30_000}">]>', "must be text|at most 256"),
    ],
)
def test_entities_that_grow_or_reach_out(tmp_path, padding, doctype, message):
    for name, content in (
        ("front.rdf", padding + doctype + HEAD + BODY),
        # The parser reads declarations wherever they stand.
        ("inside.rdf", HEAD + padding + doctype + BODY),
        ("kb.graphml", padding + doctype + "<graphml><graph><node id='&x;'/></graph></graphml>"),
    ):
        (tmp_path / name).write_text(content)
        with pytest.raises(InputError, match=rf"{name}: .*{message}"):
            list(read_triples(tmp_path / name))


def test_a_declaration_across_two_reads_is_seen(tmp_path):
    for before in range(65_536 - 60, 65_536 + 4, 3):
        doctype = '<!DOCTYPE r [<!ENTITY y "z"><!ENTITY x "&y;">]>'
        (tmp_path / "kb.rdf").write_text("<!-- " + "=" * (before - 9) + " -->" + doctype + HEAD + BODY)
        with pytest.raises(InputError, match="must not hold another one"):
            list(read_triples(tmp_path / "kb.rdf"))


def test_the_entities_that_ontologies_have_are_read(tmp_path):
    (tmp_path / "kb.owl").write_text(
        '<!DOCTYPE rdf:RDF [<!ENTITY x "http://x/#&#65;">\n<!ENTITY y "a">]>' + HEAD + BODY
    )
    assert list(read_triples(tmp_path / "kb.owl")) == [Triple("http://a", "http://e/p", Literal("http://x/#A"))]


def test_json_ld_contexts_are_not_fetched(tmp_path):
    for context in (
        '"http://schema.org/"',
        '["http://schema.org/"]',
        '{"@import": "http://schema.org/"}',
        '"ctx.jsonld"',
    ):
        (tmp_path / "kb.jsonld").write_text(f'{{"@context": {context}, "@id": "http://a", "http://p": "x"}}')
        with pytest.raises(InputError, match="never fetched"):
            list(read_triples(tmp_path / "kb.jsonld", base="http://b/"))


def nested(depth: int) -> dict[str, str]:
    return {
        "list.jsonld": '{"@id":"http://a","http://p":' + '{"@list":[' * depth + '"}]"' + "]}" * depth + "}",
        "list.ttl": "<http://a> <http://p> " + "(" * depth + "1" + ")" * depth + " .",
        "blank.ttl": "<http://a> <http://p> " + "[<http://p> " * depth + "1" + "]" * depth + " .",
        "kb.rdf": HEAD + '<rdf:Description rdf:about="http://a">' + '<e:p rdf:parseType="Resource">' * depth
        + "</e:p>" * depth + "</rdf:Description></rdf:RDF>",
    }  # fmt: skip


def test_a_hundred_levels_are_read(tmp_path):
    for name, content in nested(100).items():
        (tmp_path / name).write_text(content)
        assert len(list(read_triples(tmp_path / name))) >= 100, name


def test_nesting_that_would_overflow_the_parser_s_stack_is_refused(tmp_path):
    name, content = next(iter(nested(20_000).items()))
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match="at most 300 brackets deep"):
        list(read_triples(tmp_path / name))
    terms = "<http://a> <http://p> " + "<<( <http://a> <http://b> " * 50_000 + "<http://c>" + ")>>" * 50_000 + " .\n"
    for name in ("kb.nt", "kb.nq", "kb.ttl", "kb.trig"):
        (tmp_path / name).write_text(terms + "<http://a> <http://p> <http://b> .\n")
        # In a process of its own: what is tested is that it lives.
        code = f"from kgqa.kg.formats import read_triples; list(read_triples({str(tmp_path / name)!r}))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.returncode == 1 and "InputError" in done.stderr and "triple term" in done.stderr
    reader = read_triples(tmp_path / "kb.nt", skip_bad=True)
    assert list(reader) == [Triple("http://a", "http://p", "http://b")] and reader.skipped == 1


def test_text_full_of_angle_brackets_is_no_triple_term(tmp_path):
    text = "<<( " * 3000 + r"\" <<"
    (tmp_path / "kb.nt").write_text(f'<http://a> <http://p> "{text}" .\n<http://a> <http://p> <http://b> .\n')
    assert [t.tail for t in read_triples(tmp_path / "kb.nt")] == [Literal(text.replace("\\", "")), "http://b"]


def test_what_rdf_1_1_lacks_is_said(tmp_path):
    (tmp_path / "kb.nt").write_text('<http://a> <http://p> "x"@en--ltr .\n')
    with pytest.raises(InputError, match=r"line 1: text with a direction is of RDF 1\.2"):
        list(read_triples(tmp_path / "kb.nt"))
    (tmp_path / "kb.ttl").write_text("<http://a> <http://p> <<( <http://a> <http://b> <http://c> )>> .\n")
    with pytest.raises(InputError, match=r"kb\.ttl: .*triple term"):
        list(read_triples(tmp_path / "kb.ttl"))


def test_packed_files_may_not_grow_without_end(tmp_path, monkeypatch):
    line = b"a\tr\tb\n"
    for name, pack in (("kb.tsv.gz", gzip.compress), ("kb.tsv.bz2", bz2.compress)):
        (tmp_path / name).write_bytes(pack(line * 200_000))
        monkeypatch.setattr(texts, "_SUSPECT", 1 << 20)
        with pytest.raises(InputError, match=r"unpacks to more than 1048576 bytes.*--max-unpacked"):
            list(read_triples(tmp_path / name))
        monkeypatch.undo()
        with pytest.raises(InputError, match="unpacks to more than 5000 bytes"):
            list(read_triples(tmp_path / name, max_unpacked=5000))
        reader = read_triples(tmp_path / name, max_unpacked=0)
        assert sum(1 for _ in reader) == 200_000
    (tmp_path / "small.tsv.gz").write_bytes(gzip.compress(line * 100))
    assert sum(1 for _ in read_triples(tmp_path / "small.tsv.gz")) == 100


def test_relative_iris_need_a_base(tmp_path):
    relative = {
        "kb.ttl": "<a> <p> <b> .",
        "kb.trig": "<g> { <a> <p> <b> }",
        "kb.rdf": HEAD.replace("http://e/", "http://b/") + '<rdf:Description rdf:about="a"><e:p rdf:resource="b"/>'
        "</rdf:Description></rdf:RDF>",
        "kb.jsonld": '{"@id": "a", "http://b/p": {"@id": "b"}}',
    }  # fmt: skip
    for name, content in relative.items():
        (tmp_path / name).write_text(content)
        with pytest.raises(InputError, match=rf"{name}.*a relative IRI needs a base: --base IRI \(base=\)"):
            list(read_triples(tmp_path / name))
        (found,) = read_triples(tmp_path / name, base="http://b/")
        assert (found.head, found.relation, found.tail) == ("http://b/a", "http://b/p", "http://b/b")


def test_a_megabyte_in_one_literal(tmp_path):
    text = "é\\n" * 400_000
    value = text.replace("\\n", "\n")
    (tmp_path / "kb.nt").write_text(f'<http://a> <http://p> "{text}" .\n')
    (tmp_path / "kb.csv").write_text(f'head,relation,tail,kind\na,r,"{value}",literal\n')
    (tmp_path / "kb.jsonld").write_text(f'{{"@id": "http://a", "http://p": "{text}"}}')
    for name in ("kb.nt", "kb.csv", "kb.jsonld"):
        (found,) = read_triples(tmp_path / name)
        assert found.tail == Literal(value), name


@pytest.mark.parametrize("name", ["kb.nt", "kb.ttl", "kb.jsonld", "kb.csv"])
def test_surrogates_are_no_text(tmp_path, name):
    lone = {
        "kb.nt": rb'<http://a> <http://p> "\uD800" .',
        "kb.ttl": rb'<http://a> <http://p> "\uD800" .',
        "kb.jsonld": rb'{"@id": "http://a", "http://p": "\ud800"}',
        "kb.csv": b"a,r,\xed\xa0\x80\n",
    }[name]
    (tmp_path / name).write_bytes(lone)
    with pytest.raises(InputError, match=name):
        list(read_triples(tmp_path / name))


def test_memory_does_not_grow_with_what_is_repeated(tmp_path):
    code = """
import sys, resource
from kgqa.kg.formats import read_graph
from kgqa.kg.graph import Graph
data = read_graph(sys.argv[1])
print(len(data.triples), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    block = "".join(f"<http://x/{n}> <http://x/r> <http://x/{n + 1}> .\n" for n in range(10_000))
    peaks = {}
    for times in (1, 40):
        path = tmp_path / f"{times}.nt.gz"
        with gzip.open(path, "wt", compresslevel=1) as out:
            for _ in range(times):
                out.write(block)
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
        count, peaks[times] = map(int, done.stdout.split())
        assert count == 10_000 * times
    # 390,000 triples more: 12 bytes each, some copies of these, and a block of lines; as objects they take 100 MB.
    assert (peaks[40] - peaks[1]) * 1024 < 45e6


def test_a_quoted_wall_of_nothing_is_not_slow(tmp_path):
    (tmp_path / "kb.jsonld").write_text('{"@id":"http://a","http://p":"' + "[" * 3_000_000 + '"}')
    started = time.process_time()
    (found,) = read_triples(tmp_path / "kb.jsonld")
    assert found.tail == Literal("[" * 3_000_000) and time.process_time() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read_graph(tmp_path / "kb.jsonld").lifted == 0


@pytest.mark.parametrize("name", ["kb.nt", "kb.txt", "kb.tsv", "kb.csv"])
def test_a_pipe_is_refused_as_it_can_t_be_read_twice(tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(InputError, match=rf"{name}: must be a file, found a pipe .* to a file first"):
        read_graph(tmp_path / name)
    with pytest.raises(InputError, match="can't be read: No such file"):
        read_graph(tmp_path / "none.nt")
