"""The page of results: tables drawn from the runs' summaries, nothing written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.results.runs import Run
from kgqa.pipelines.evaluation.report.labels import group_label, label, stage
from kgqa.pipelines.evaluation.report.markdown import comparison, escape
from kgqa.pipelines.evaluation.summary import Figure, Row, Summary

HEAD = """# What it reaches

Written by `python -m benchmarks.results --data DATA --work WORK`; not edited by hand. DATA is the folder of the public
sets. Every question of a file counts: one that is not answered, or whose asking fails, is wrong. Entities are linked
by kgqa itself where a row says so, and given where it says that. In brackets: 95 % confidence intervals (bootstrap
over questions). An answer below the reader's own threshold (0.40) is an abstention. Names of answers over a graph are
compared strictly, to the letter; answers out of text as SQuAD's script does. How to run one of these: docs/evaluate.md.
Figures are of the commit named under each table; what changed since is in the CHANGELOG. Other work ran on the machine:
the times are upper bounds.
"""

GROUP_FIGURES = ("exact_match", "f1", "answered")


def page(found: Sequence[tuple[Run, Summary]], measured: Sequence[tuple[str, str, str]], data: Path, work: Path) -> str:
    """The whole page. ``measured``: (title, command, output) of benchmarks that print."""
    blocks = [HEAD.strip()]
    merged: list[tuple[Run, Summary]] = []
    for run, summary in found:
        if run.benchmark == "text2kgbench":
            merged.append((run, summary))
            continue
        blocks += _section(run, summary, data, work)
    if merged:
        blocks += list(_averaged(merged, data, work))
    for title, command, output in measured:
        blocks += [f"## {title}", f"`{command}`", f"```text\n{output.strip()}\n```"]
    return "\n\n".join(blocks) + "\n"


def spliced(old: str, new: str) -> str:
    """``old`` with the sections of ``new`` in the place of those of the same title, and those that it lacks behind the
    one that stands before them in ``new``, or at its end.

    >>> spliced("# All\\n\\n## A\\n\\n1\\n\\n## B\\n\\n2\\n", "# All\\n\\n## A\\n\\n3\\n\\n## C\\n\\n4\\n")
    '# All\\n\\n## A\\n\\n3\\n\\n## C\\n\\n4\\n\\n## B\\n\\n2\\n'
    """
    head, *sections = (part.strip() for part in f"\n{old}".split("\n## "))
    made = {part.partition("\n")[0]: part for part in sections}
    before = ""
    for part in (section.strip() for section in f"\n{new}".split("\n## ")[1:]):
        title = part.partition("\n")[0]
        if title not in made and before:
            titles = list(made)
            titles.insert(titles.index(before) + 1, title)
            made = {each: made.get(each, part) for each in titles}
        made[title] = part
        before = title
    return "\n\n## ".join([head, *made.values()]) + "\n"


def _section(run: Run, summary: Summary, data: Path, work: Path) -> Iterator[str]:
    yield f"## {escape(run.title)}"
    yield run.note
    yield comparison(summary)
    groups = _groups(summary.rows[0])
    if groups:
        yield groups
    lost = ", ".join(f"{stage(name).label.lower()} {count}" for name, count in summary.rows[0].lost)
    if lost:
        yield f"Lost by {summary.rows[0].name}: {lost}."
    for warning in summary.warnings:
        yield f"- {escape(warning)}"
    if summary.leak is not None:
        yield escape(summary.leak.note) + "."
    yield _source(summary, data, work)


def _groups(row: Row) -> str:
    """The first row by sort of question, where there are few."""
    groups = [group for group in row.groups if group.by == "kind"]
    if not 1 < len(groups) <= 8:
        return ""
    head = ["Kind", "n", *map(label, GROUP_FIGURES)]
    lines = [
        [escape(group_label(group.by, group.name)), str(group.n), *(_percent(group.figures, f) for f in GROUP_FIGURES)]
        for group in groups
    ]
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *lines))


def _percent(figures: Sequence[Figure], name: str) -> str:
    found = next((figure for figure in figures if figure.name == name), None)
    return "–" if found is None else f"{100 * found.value:.1f}"


def _averaged(found: Sequence[tuple[Run, Summary]], data: Path, work: Path) -> Iterator[str]:
    """Text2KGBench's global figures: the mean of the ontologies' means."""
    summaries = [summary for _, summary in found]
    names = summaries[0].metrics
    rows = []
    for row in summaries[0].rows:
        own = [summary.row(row.system) for summary in summaries]
        figures = []
        for name in names:
            values = [figure for each in own if (figure := each.figure(name))]
            k = max(1, len(values))
            mean = sum(f.value for f in values) / k
            # Ontologies are independent of each other: their variances add up.
            below = sum((f.value - f.low) ** 2 for f in values) ** 0.5 / k
            above = sum((f.high - f.value) ** 2 for f in values) ** 0.5 / k
            figures.append(Figure(name, mean, mean - below, mean + above, sum(f.n for f in values)))
        rows.append(replace(row, n=sum(each.n for each in own), figures=tuple(figures), groups=(), lost=()))
    whole = replace(summaries[0], rows=tuple(rows), questions=sum(s.questions for s in summaries))
    yield f"## Extraction: Text2KGBench, mean of {len(found)} DBpedia-WebNLG ontologies"
    yield found[0][0].note
    yield comparison(whole)
    yield _source(summaries[0], data, work)


def _source(summary: Summary, data: Path, work: Path) -> str:
    """Which file, commit, machine and command the figures came from."""
    where = summary.environment
    command = where["command"].replace(str(work), "WORK").replace(str(data), "DATA")
    hashes = ", ".join(text[:12] for text in str(summary.settings["questions_sha256"]).split())
    return (
        f"<sub>`{command}` · questions sha256 {hashes}… · commit {where['commit']} · {where['date']} · "
        f"{where['machine']} · torch {where['torch']}</sub>"
    )
