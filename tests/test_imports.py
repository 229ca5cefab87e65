"""Imports run one way, through the one name kgqa, and the top of the package stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BELOW_READER = {"core", "encoders", "kg", "linker", "retriever"}
# What each folder may import from; itself goes without saying. ``data`` stands on types and kg alone, so that
# those who train on its examples may import it.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "encoders": {"core"},
    "kg": {"core"},
    "data": {"core", "kg"},
    "linker": {"core", "encoders", "kg"},
    "retriever": {"core", "encoders", "kg", "linker"},
    "extract": {*BELOW_READER, "data"},
    "reader": {*BELOW_READER, "data"},
    "pipelines": {*BELOW_READER, "data", "extract", "reader"},
}
HEAVY = {
    "faiss",
    "neo4j",
    "networkx",
    "numpy",
    "pydantic",
    "rdflib",
    "spacy",
    "torch",
    "transformers",
    "typer",
}
UPWARDS = {
    ("core/__init__.py", "kgqa.pipelines.ask.KGQA"),
    ("core/__init__.py", "kgqa.pipelines.knowledge_base.KnowledgeBase"),
    ("core/__main__.py", "kgqa.pipelines.cli.main"),
    ("core/types.py", "kgqa.kg.queries.query_of"),
    ("pipelines/ask.py", "kgqa.pipelines.connecting.Refresh"),
    ("pipelines/ask.py", "kgqa.pipelines.connecting.connect"),
}
OTHERS = ("tests", "benchmarks", "examples")


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Each import of a file as (line, dotted name), the names taken from a package included."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    package = ["kgqa", *parts[:-1]] if parts[0] != "core" else ["kgqa", *parts[1:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [node.module] if node.module else []
            if node.level:
                base = [*package[: len(package) - node.level + 1], *base]
            yield from ((node.lineno, ".".join((*base, alias.name))) for alias in node.names)


def folder_of(name: str) -> str:
    """The folder that a name under kgqa comes from."""
    first = name.split(".")[1] if "." in name else ""
    if first in ("KGQA", "KnowledgeBase"):  # loaded when asked for
        return "pipelines"
    return first if first in MAY_IMPORT else "core"


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_imports_run_one_way(folder: str) -> None:
    allowed = {folder, *MAY_IMPORT[folder]}
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files(folder)
        for line, name in imported(path)
        if name.split(".")[0] == "kgqa"
        and folder_of(name) not in allowed
        # The doors upwards, which open when they are first asked for.
        and (path.relative_to(ROOT).as_posix(), name) not in UPWARDS
    ]
    assert not wrong, f"{folder} may import {sorted(allowed)} only"


def packages(folder: str) -> dict[str, set[str]]:
    """What each package of a folder imports of its others. A file beside packages is one of its own."""
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files(folder)}
    inner = {module.rpartition(".")[0] for module in modules}
    holders = {package.rpartition(".")[0] for package in inner}
    node = {m: m if (package := m.rpartition(".")[0]) in holders else package for m in modules}
    edges: dict[str, set[str]] = {}
    for path in files(folder):
        own = node[".".join(path.relative_to(ROOT).with_suffix("").parts)]
        for _, name in imported(path):
            parts = name.removeprefix("kgqa.").split(".")
            found = next((n for k in range(len(parts), 1, -1) if (n := ".".join(parts[:k])) in modules), None)
            door = (path.relative_to(ROOT).as_posix(), name) in UPWARDS
            if found is not None and node[found] != own and not door:
                edges.setdefault(own, set()).add(node[found])
    return edges


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_the_packages_of_a_folder_stand_in_an_order(folder: str) -> None:
    try:
        tuple(TopologicalSorter(packages(folder)).static_order())
    except CycleError as error:
        pytest.fail(f"these import each other: {' <- '.join(error.args[1])}")


def test_no_folder_is_imported_by_its_own_name() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files(*MAY_IMPORT, *OTHERS)
        for line, name in imported(path)
        if name.split(".")[0] in MAY_IMPORT
    ]
    assert not wrong, "import kgqa.FOLDER: FOLDER alone gives a second, different class"


def test_importing_kgqa_loads_nothing_heavy() -> None:
    code = "import sys, kgqa.errors, kgqa.types; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    assert not HEAVY & set(done.stdout.split())


def test_the_check_sees_what_it_forbids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    bad = tmp_path / "kg" / "bad.py"
    bad.parent.mkdir()
    bad.write_text("from kgqa import KGQA\nfrom ..reader import spans\nimport linker.forms\n", encoding="utf-8")
    names = [name for _, name in imported(bad)]
    assert names == ["kgqa.KGQA", "kgqa.reader.spans", "linker.forms"]
    assert [folder_of(name) for name in names[:2]] == ["pipelines", "reader"]


def test_the_check_sees_a_circle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    for module, line in (
        ("kg/one/a.py", "from kgqa.kg.two.b import thing"),
        ("kg/two/b.py", "from kgqa.kg.top import thing"),
        ("kg/top.py", "from kgqa.kg.one import a"),
    ):
        (tmp_path / module).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / module).write_text(line + "\n", encoding="utf-8")
    assert packages("kg") == {"kg.one": {"kg.two"}, "kg.two": {"kg.top"}, "kg.top": {"kg.one"}}
    with pytest.raises(pytest.fail.Exception, match=r"kg\.one"):
        test_the_packages_of_a_folder_stand_in_an_order("kg")
