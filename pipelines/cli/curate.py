"""Looking into a knowledge base built from documents, and correcting it: ``why``, ``review``, ``merge`` and others."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kgqa.pipelines.cli.build import tell
from kgqa.pipelines.cli.console import bars, say, say_json
from kgqa.pipelines.cli.options import KB, AsJson, Device, Quiet, RecordedEncoder

if TYPE_CHECKING:
    from kgqa.pipelines.why import Why

Fact = Annotated[
    str, typer.Argument(help="'head | relation | tail', a part left empty being any; or words.", show_default=False)
]
One = Annotated[str, typer.Argument(help="Id or name of an entity.", show_default=False)]
Other = Annotated[str, typer.Argument(help="Id or name of another.", show_default=False)]


def why(kb: KB, fact: Fact, as_json: AsJson = False) -> None:
    """The sentences that a fact rests on."""
    from kgqa.pipelines.why import Reasons

    found = Reasons(kb).find(fact)
    if as_json:
        say_json(json.dumps([asdict(item) for item in found], ensure_ascii=False))
        return
    for item in found:
        _show(item)


def review(
    kb: KB,
    most: Annotated[int, typer.Option(help="Of each kind at most.", min=1)] = 20,
    as_json: AsJson = False,
) -> None:
    """What waits for a decision: likely merges, doubtful facts, facts left out by the ontology.

    With --json the numbers of all of each kind are in "totals".
    """
    from kgqa.pipelines.knowledge_base import KnowledgeBase

    base = KnowledgeBase.open(kb)
    merges, doubtful, pruned = base.suggested_merges(), base.doubtful(), base.pruned()
    if as_json:
        totals = {"merges": len(merges), "doubtful": len(doubtful), "pruned": len(pruned)}
        items = [asdict(item) for item in doubtful[:most]]
        found = {"merges": merges[:most], "doubtful": items, "pruned": pruned[:most], "totals": totals}
        say_json(json.dumps(found, ensure_ascii=False))
        return
    say(f"{len(merges)} likely merges (kgqa merge makes one)")
    for merge in merges[:most]:
        say(f"  {_merge(merge)}")
    say(f"{len(doubtful)} doubtful facts (kgqa accept or reject decides one)")
    for item in doubtful[:most]:
        say(f"  {item.head} | {item.relation} | {item.tail}  ({item.confidence:.2f})")
    say(f"{len(pruned)} facts left out by the ontology")
    for record in pruned[:most]:
        say("  " + ", ".join(f"{name}: {value}" for name, value in record.items()))


def documents(kb: KB, as_json: AsJson = False) -> None:
    """The documents of a knowledge base: id, day added, title."""
    from kgqa.pipelines.knowledge_base import KnowledgeBase

    found = KnowledgeBase.open(kb).documents()
    if as_json:
        say_json(json.dumps([asdict(document) for document in found], ensure_ascii=False))
        return
    for document in found:
        say(f"{document.id}\t{document.added}\t{document.title}")


def merges(kb: KB, as_json: AsJson = False) -> None:
    """Every merge of two names into one entity, with its reason."""
    from kgqa.pipelines.knowledge_base import KnowledgeBase

    found = KnowledgeBase.open(kb).merges()
    if as_json:
        say_json(json.dumps(found, ensure_ascii=False))
        return
    for merge in found:
        say(_merge(merge))


def merge(
    kb: KB,
    one: One,
    other: Other,
    encoder: RecordedEncoder = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Make two entities one; outlives a rebuild."""
    from kgqa.pipelines.knowledge_base import KnowledgeBase

    with bars(quiet=quiet) as progress:
        report = KnowledgeBase.open(kb).merge(one, other, device=device, encoder=encoder, progress=progress)
    tell(report, as_json=as_json)


def split(
    kb: KB,
    one: One,
    other: Other,
    encoder: RecordedEncoder = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Keep two names apart, or take a merge back."""
    from kgqa.pipelines.knowledge_base import KnowledgeBase

    with bars(quiet=quiet) as progress:
        report = KnowledgeBase.open(kb).split(one, other, device=device, encoder=encoder, progress=progress)
    tell(report, as_json=as_json)


def accept(
    kb: KB,
    fact: Fact,
    encoder: RecordedEncoder = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say a fact, however doubtful."""
    from kgqa.pipelines.knowledge_base import KnowledgeBase

    with bars(quiet=quiet) as progress:
        report = KnowledgeBase.open(kb).accept(fact, device=device, encoder=encoder, progress=progress)
    tell(report, as_json=as_json)


def reject(
    kb: KB,
    fact: Fact,
    encoder: RecordedEncoder = None,
    device: Device = "auto",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say a fact no more, whatever documents say."""
    from kgqa.pipelines.knowledge_base import KnowledgeBase

    with bars(quiet=quiet) as progress:
        report = KnowledgeBase.open(kb).reject(fact, device=device, encoder=encoder, progress=progress)
    tell(report, as_json=as_json)


def compact(
    kb: KB,
    keep: Annotated[int, typer.Option(help="Versions that stay, the one in use among them.", min=1)] = 1,
    forget_dates: Annotated[
        bool, typer.Option("--forget-dates", help="Also the days on which documents were added.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Drop older versions: equal content has equal bytes afterwards, but for dates."""
    from kgqa.pipelines.compacting import compact as job

    freed = job(kb, keep=keep, forget_dates=forget_dates)
    if as_json:
        say_json(json.dumps({"path": str(kb), "freed": freed}))
    else:
        say(f"{kb}: {freed / 1e6:.1f} MB freed")


def _show(item: Why) -> None:
    sure = "" if item.confidence is None else f", {item.confidence:.2f}"
    say(f"{item.head} | {item.relation} | {item.tail}  ({item.state}{sure})")
    for reason in item.reasons:
        place = [reason.title or reason.doc_id]
        if reason.heading and reason.heading != reason.title:
            place.append(reason.heading)
        if reason.page is not None:
            place.append(f"page {reason.page}")
        text = " ".join(reason.text.split())
        say(f'  "{text}"')
        said = "".join(f", {name}: {value}" for name, value in reason.qualifiers)
        by = f"{reason.extractor} {reason.confidence:.2f}{said}"
        say(f"    {' > '.join(place)} ({reason.doc_id}:{reason.start}), {by}")


def _merge(record: dict[str, Any]) -> str:
    one, other = (f"{side['name']} ({side['document'] or 'imported'})" for side in (record["one"], record["other"]))
    return f"{one} = {other}: {record['reason']} ({record['score']:.2f})"
