"""The graph layer at scale, on a made graph with Zipf degrees.

    python -m benchmarks.graph --work WORK [--facts 1000000 ...] [--large] [--beside 20000] [--json FILE]
    python -m benchmarks.graph --work WORK [--dressed 1000000] [--imported 1000000 ...] [--json FILE]

Makes the graph (WORK/made-N.nt, kept), loads it, opens it and asks it, each step in a process of its own, and prints
what came out beside the aims; ``--large`` adds ten million facts (some minutes, 2 GB of disk). ``--beside`` puts the
same questions to other stores (benchmarks/graph/beside.py), on a graph of so many facts; 0 leaves that out.
``--dressed`` reads a graph of so many facts as N-Quads and as the dumps have theirs, ``--imported`` makes knowledge
bases of such graphs as `kgqa import` does; where one of the two is given, nothing else is done. Rates and ratios are of
processor time, which a busy machine does not stretch; only opening is measured by the clock.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.graph import dressed
from benchmarks.graph.asking import ask, opening
from benchmarks.graph.beside import beside, shown_beside
from benchmarks.graph.loading import bare, load, sizes
from benchmarks.graph.made import made

STEPS = ("make", "bare", "load", "sizes", "opening", "ask", "search")
DRESSED = ("dress", "bare", "statements", "tokens")
IMPORTED = "import"


def step(name: str, n: int, work: Path) -> dict[str, Any]:
    """One step, in this process."""
    text, arrays = work / f"made-{n}.nt", work / f"made-{n}.safetensors"
    if name == "make":
        if not text.exists():
            waiting = text.with_suffix(".tmp")
            made(n).write(waiting)
            waiting.rename(text)
        return {"text_mb": text.stat().st_size / 1e6}
    if name == "bare":
        return bare(text)
    if name == "load":
        return load(text, arrays)
    if name == IMPORTED:
        from benchmarks.graph.importing import imported  # PyTorch with it, which no other step should carry

        return imported(text, work / f"made-{n}.kb")
    if name == "search":
        from benchmarks.graph.searching import searching  # PyTorch too

        return searching(arrays)
    return {"sizes": sizes, "opening": opening, "ask": ask}[name](arrays)


def dressed_step(name: str, kind: str, n: int, work: Path) -> dict[str, Any]:
    """One step of a graph as one of DRESSES, in this process."""
    path = work / f"made-{n}.{kind}"
    if name == "dress":
        if not path.exists():
            dressed.dress(kind, work / f"made-{n}.nt", path)
        return {"text_mb": path.stat().st_size / 1e6}
    return dressed.bare(path, kind) if name == "bare" else dressed.read(path, kind, name)


def measured(n: int, work: Path) -> dict[str, Any]:
    """All steps of one size."""
    found: dict[str, Any] = {}
    for name in STEPS:
        found.update(_alone(work, n, name))
    return found


def measured_dressed(n: int, work: Path) -> dict[str, Any]:
    """By kind of DRESSES what reading takes. Raises ValueError where both ways of reading find not the same."""
    _alone(work, n, "make")
    every: dict[str, Any] = {}
    for kind in dressed.DRESSES:
        found: dict[str, Any] = {}
        for name in DRESSED:
            found.update(_alone(work, n, name, kind))
        if found["tokens_found"] != found["statements_found"]:
            raise ValueError(f"{kind}: {found['tokens_found']} by tokens, {found['statements_found']} by statements")
        every[kind] = found
    return every


def _alone(work: Path, n: int, name: str, kind: str = "") -> dict[str, Any]:
    """A step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.graph", "--work", str(work), "--step", name, "--facts", str(n)]
    done = subprocess.run([*command, "--kind", kind], stdout=subprocess.PIPE, check=True, text=True)
    print(f"{n}: {kind} {name} done", file=sys.stderr, flush=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def shown_dressed(every: dict[str, Any]) -> str:
    """A row for each kind: rates against the bare parse, one after another and by tokens; memory of the latter."""
    rows = [f"{'kind':12}{'statements':>12}{'facts':>12}{'by statements':>16}{'by tokens':>12}{'MB':>8}"]
    for kind, found in every.items():
        slow, fast = (found["bare_s"] / found[f"{way}_s"] for way in ("statements", "tokens"))
        facts, mb = found["tokens_found"]["facts"], found["tokens_mb"]
        rows.append(f"{kind:12}{found['statements']:>12,}{facts:>12,}{slow:>16.2f}{fast:>12.2f}{mb:>8.0f}")
    return "\n".join(rows)


def shown(found: dict[str, Any]) -> str:
    """The figures of one size beside the aims, as a table."""
    statements, parse = found["statements"], found["bare_s"]
    terms = found["entities"] + found["literals"] + found["relations"]
    rows = [
        ("statements in the file", f"{statements:,} ({found['text_mb']:.0f} MB)", ""),
        ("facts; distinct terms", f"{found['facts']:,}; {terms:,}", ""),
        ("bare parse, statements a second", f"{statements / parse:,.0f}", ""),
        ("load, statements a second", f"{statements / found['load_s']:,.0f}", ""),
        ("load against the bare parse", f"{parse / found['load_s']:.2f}", "0.2 or more"),
        ("peak memory while loading, MB", f"{found['peak_mb']:,.0f}", "2,000 at 10M"),
        ("bytes a triple, edges both ways", f"{found['bytes_edges']:.1f}", "24"),
        ("bytes a triple, ids, labels, values", f"{found['bytes_names']:.1f}", ""),
        ("open, ms: first, best", f"{found['open_first_ms']:.1f}, {found['open_ms']:.1f}", "50"),
        ("an entity's facts, us: bare, ours", _pair(found, "facts"), "2"),
        ("two hops, 1000 edges, us: bare, ours", _pair(found, "two_hops"), "2"),
        ("label by row, by id, us", f"{found['label_of_row_us']:.1f}, {found['label_of_id_us']:.1f}", "100"),
        ("edges of the hub", f"{found['hub_edges']:,}", ""),
        ("paths, 3 hops, over the hub, ms: median, worst", _times(found, "paths"), "20"),
        ("paths, 3 hops, from the hub, ms: median, worst", _times(found, "paths_from_hub"), "20"),
        ("retriever's paths from a neighbour of the hub, ms", _searched(found, "neighbours"), "20"),
        ("from the four largest hubs, ms: median, worst; again", _searched(found, "hubs"), "20"),
    ]
    return "\n".join(f"{what:50}{value:>32}  {aim}" for what, value, aim in rows)


def _pair(found: dict[str, Any], name: str) -> str:
    bare_us, ours = found[f"bare_{name}_us"], found[f"{name}_us"]
    return f"{bare_us:.2f}, {ours:.2f}: {ours / bare_us:.2f} times"


def _times(found: dict[str, Any], name: str) -> str:
    return f"{found[f'{name}_ms']:.1f}, {found[f'{name}_worst_ms']:.1f}"


def _searched(found: dict[str, Any], name: str) -> str:
    return f"{_times(found, f'search_{name}')}; {found[f'search_{name}_again_ms']:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for what is made")
    parser.add_argument("--facts", type=int, nargs="*", default=[1_000_000], help="sizes of the made graph")
    parser.add_argument("--large", action="store_true", help="ten million facts too")
    parser.add_argument("--beside", type=int, default=20_000, help="facts in other stores; 0: none")
    parser.add_argument("--json", type=Path, help="file for all figures")
    parser.add_argument("--dressed", type=int, default=0, help="facts of a graph as N-Quads and dumps, alone")
    parser.add_argument("--imported", type=int, nargs="*", default=[], help="facts of graphs to import, alone")
    parser.add_argument("--step", choices=sorted({*STEPS, *DRESSED, IMPORTED}), help=argparse.SUPPRESS)
    parser.add_argument("--kind", choices=["", *dressed.DRESSES], default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    if given.step:
        parts = (given.facts[0], given.work)
        print(json.dumps(dressed_step(given.step, given.kind, *parts) if given.kind else step(given.step, *parts)))
        return
    every: dict[str, Any] = {}
    if given.dressed:
        every["dressed"] = measured_dressed(given.dressed, given.work)
        print(f"\n{shown_dressed(every['dressed'])}")
    for n in given.imported:
        _alone(given.work, n, "make")
        every[f"imported {n}"] = found = _alone(given.work, n, IMPORTED)
        print(f"{n:,} facts imported: {found['import_s']:.0f} s of the processor, {found['import_mb']:,.0f} MB at most")
    if every:
        given.facts, given.large, given.beside = [], False, 0
    for n in [*given.facts, *([10_000_000] if given.large else [])]:
        every[str(n)] = measured(n, given.work)
        print(f"\n{n:,} facts\n{shown(every[str(n)])}", flush=True)
    if given.beside:
        every["beside"] = beside(given.beside, given.work)
        print(f"\n{shown_beside(every['beside'])}")
    if given.json:
        given.json.write_text(json.dumps(every, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
