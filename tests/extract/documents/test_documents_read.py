"""Files, folders and globs: ids, order, and what is said of files that can't be read."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from document_makers import docx_bytes, pdf_bytes

from kgqa.errors import InputError
from kgqa.extract.document import Document
from kgqa.extract.documents.read import LARGEST_MARKDOWN, LARGEST_TEXT, read_documents
from kgqa.extract.documents.unread import Unread


def only(path: Path) -> Document | Unread:
    (found,) = read_documents([path])
    return found


def reason(path: Path) -> str:
    found = only(path)
    assert isinstance(found, Unread) and found.source == str(path) and not found.passed_over
    return found.reason


def ids(*paths: Path | str) -> list[str]:
    return [found.id for found in read_documents(paths) if isinstance(found, Document)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "in").mkdir(parents=True)
    (tmp_path / "docs" / ".git").mkdir()
    for name in ("b.txt", "a.MD", "in/a.txt", "in/c.html", ".git/x.txt", "z.png", "README"):
        (tmp_path / "docs" / name).write_text("Lake Vell is deep.")
    return tmp_path / "docs"


def test_folders_files_and_globs_give_ids_in_order(folder: Path) -> None:
    assert ids(folder) == ["a.MD", "b.txt", "in/a.txt", "in/c.html"]
    assert ids(folder / "in" / "c.html", folder) == ["c.html", "a.MD", "b.txt", "in/a.txt"]
    assert ids(str(folder / "*.txt")) == ["b.txt"]
    assert ids(str(folder / "**" / "*.txt")) == ["b.txt", "in/a.txt"]
    assert ids(str(folder / "*")) == ["a.MD", "b.txt", "in/a.txt", "in/c.html"]


def test_other_endings_of_a_folder_are_counted(folder: Path) -> None:
    last = list(read_documents([folder]))[-1]
    assert last == Unread(str(folder), "2 files of other kinds were passed over: 1 .png, 1 no ending", 2)


def test_equal_ids_are_refused_before_reading(folder: Path) -> None:
    with pytest.raises(InputError, match=r"'a\.txt' for .*a\.txt and .*in/a\.txt"):
        (folder / "a.txt").write_text("x")
        read_documents([folder / "a.txt", folder / "in" / "a.txt"])


def test_paths_that_mean_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a file, a folder or a glob"):
        read_documents([tmp_path / "none.txt"])
    with pytest.raises(InputError, match="a glob must mean a file"):
        read_documents([str(tmp_path / "*.txt")])


def test_jsonl_records_are_documents_or_say_why_not(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    lines = [
        '{"id": "one", "title": " Lake\\nVell ", "text": "It is\\u0000 deep.\\r\\n\\r\\nAnd wide. "}',
        "",
        '{"text": "Harl\\nHarl is a town."}',
        '{"id": 7, "text": "\\ud800 x"}',
        '{"text": 3}',
        "[1]",
        "{",
        '{"text": " "}',
        '{"id": [], "text": "x"}',
        '{"title": 1, "text": "x"}',
    ]
    path.write_bytes(
        b"\xef\xbb\xbf" + "\n".join(lines).encode() + b'\n{"text": "\xff"}\n{"text": "a\x00"}\n{"text": "x"}'
    )
    found = list(read_documents([path]))
    assert found[:3] == [
        Document("one", "Lake Vell", "It is  deep.\n\nAnd wide. ", "notes.jsonl:1"),
        Document("notes.jsonl#3", "Harl", "Harl\nHarl is a town.", "notes.jsonl:3"),
        Document("7", "", "\ufffd x", "notes.jsonl:4"),
    ]
    reasons = [(each.source, each.reason) for each in found[3:] if isinstance(each, Unread)]
    assert [source.rpartition(":")[2] for source, _ in reasons] == ["5", "6", "7", "8", "9", "10", "11", "12"]
    said = ["found 3", "not list", "is not JSON", "holds no text", "found []", "found 1", "0xff", "NUL bytes"]
    assert all(word in text for word, (_, text) in zip(said, reasons, strict=True))


def test_jsonl_ids_given_twice_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}')
    with pytest.raises(InputError, match=r"'a' for a\.jsonl:1 and a\.jsonl:2"):
        list(read_documents([tmp_path]))
    (tmp_path / "b.txt").write_text("x")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "b.txt", "text": "x"}))
    with pytest.raises(InputError, match=r"'b\.txt' for .*b\.txt and a\.jsonl:1"):
        list(read_documents([tmp_path]))


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "holds no text"),
        ("a.txt", b"\x89PNG\x00\x01", "is a binary file"),
        ("a.md", b"\x00", "is a binary file"),
        ("a.html", b"<html><body><script>x</script></body></html>", "holds no text"),
        ("a.html", b"\x1f\x8b\x00", "is a binary file"),
        ("a.docx", b"PK\x03\x04 broken", "is no .docx that can be read"),
        ("a.docx", b"\xd0\xcf\x11\xe0old", "is encrypted, or of the old .doc format"),
        ("a.docx", docx_bytes(""), "holds no text"),
        ("a.pdf", b"%PDF-1.4 broken", "is no PDF that can be read"),
        ("a.pdf", b"nothing", "is no PDF that can be read"),
        ("a.pdf", pdf_bytes([[], []]), "holds no text; it may be scanned"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", b"\xff\xfe{", "JSON Lines are UTF-8"),
        ("a.xlsx", b"a,b", "the ending of a file must be one of .txt"),
    ],
)
def test_bad_files_say_why(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    assert said in reason(tmp_path / name)


def test_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "b.txt").write_text("Lake Vell is deep.")
    found = list(read_documents([tmp_path]))
    assert [type(each) for each in found] == [Unread, Document]


@pytest.mark.parametrize(("ending", "limit"), [("txt", LARGEST_TEXT), ("html", LARGEST_TEXT), ("md", LARGEST_MARKDOWN)])
def test_large_files_are_refused_unread(tmp_path: Path, ending: str, limit: int) -> None:
    path = tmp_path / f"a.{ending}"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    assert reason(path) == f"a .{ending} file has at most {limit} bytes, and this one has 200000000"


def test_encrypted_pdf_says_so(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason='needs pip install "kgqa[build]"')
    plain = pdf_bytes([["Lake Vell is deep."]])
    for password, opens in (("secret", False), ("", True)):
        writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(plain)))
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
        writer.write(tmp_path / "a.pdf")
        found = only(tmp_path / "a.pdf")
        if opens:
            assert isinstance(found, Document) and found.text == "Lake Vell is deep."
        else:
            assert isinstance(found, Unread) and found.reason == "is encrypted: it needs a password"


def test_pdf_encrypted_with_aes_says_so(tmp_path: Path) -> None:
    zeros = f"<{'00' * 48}>"
    how = (
        f"<</Filter/Standard/V 5/R 6/Length 256/O{zeros}/U{zeros}/OE<{'00' * 32}>/UE<{'00' * 32}>"
        f"/Perms<{'00' * 16}>/P -4"
        "/CF<</StdCF<</AuthEvent/DocOpen/CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>"
    )
    (tmp_path / "a.pdf").write_bytes(pdf_bytes([["x"]], how))
    assert "is encrypted" in reason(tmp_path / "a.pdf")


def test_docx_of_too_much_xml_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as out,
        out.open("word/document.xml", "w") as part,
    ):
        for _ in range(110):
            part.write(b" " * 1_000_000)
    assert reason(tmp_path / "a.docx") == "a .docx has at most 100000000 bytes of XML, and this one has 110000000"
