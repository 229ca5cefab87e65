"""Merges and splits in a knowledge base: obeyed, or refused with nothing changed; the older ones that hold no more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from built_sample import FACTS, write
from command import kgqa

from kgqa.errors import InputError
from kgqa.extract.resolve.decisions import Ref
from kgqa.kg.folder import open_folder
from kgqa.pipelines import building
from kgqa.pipelines.building import BuildReport
from kgqa.pipelines.cli.build import tell
from kgqa.pipelines.knowledge_base import KnowledgeBase
from kgqa.pipelines.standard import Tools


@pytest.fixture(scope="module")
def tools(encoder: Any, scorer: Any) -> Tools:
    return Tools(encoder=encoder, scorer=scorer)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, tools: Tools) -> Path:
    kb = tmp_path_factory.mktemp("decided") / "town.kb"
    write(kb, list(FACTS), tools, "build")
    return kb


@pytest.fixture
def kb(made: Path, tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase.open(shutil.copytree(made, tmp_path / "town.kb"))


def heads(kb: KnowledgeBase) -> set[str]:
    return {why.head for why in kb.why("| place of birth |")}


def test_a_decision_that_can_not_be_obeyed_is_refused_and_not_kept(kb: KnowledgeBase, tools: Tools) -> None:
    kb.split("Berit Aske", "Halle Brekk", tools=tools)
    assert kb.merge("Berit Aske", "Jorun Aske", tools=tools).unmet == ()
    before, build = kb.decisions(), open_folder(kb.path).number
    with pytest.raises(InputError, match=r"Halle Brekk.* can't be one: .*nothing was changed"):
        kb.merge("Halle Brekk", "Jorun Aske", tools=tools)
    with pytest.raises(InputError, match=r"Nobody of nowhere\.txt can't be one"):
        lost = (Ref("Nobody", "", "nowhere.txt"), Ref("Halle Brekk"))
        building.decide(kb.path, lambda so_far: so_far.with_merge(*lost), tools=tools)
    assert (kb.decisions(), open_folder(kb.path).number) == (before, build)
    assert len(heads(kb)) == 2
    kb.split("Berit Aske", "Jorun Aske", tools=tools)
    kb.merge("Halle Brekk", "Jorun Aske", tools=tools)
    assert len(heads(kb)) == 2 and "Berit Aske" in heads(kb)


def test_an_older_decision_that_holds_no_more_is_told(
    kb: KnowledgeBase, tools: Tools, capsys: pytest.CaptureFixture[str]
) -> None:
    kb.merge("Berit Aske", "Jorun Aske", tools=tools)
    report = building.remove(kb.path, ["ferry.txt"], tools=tools)
    (said,) = report.unmet
    assert "Jorun Aske of ferry.txt can't be one" in said
    tell(report, as_json=True)
    assert json.loads(capsys.readouterr().out)["unmet"] == [said]
    tell(report, as_json=False)
    assert f"decided before: {said}" in capsys.readouterr().err
    assert BuildReport(kb.path, {}).unmet == ()


def test_names_of_nothing_and_empty_ones_are_refused(kb: KnowledgeBase, tools: Tools) -> None:
    with pytest.raises(InputError, match=r"town\.kb: has nothing of the name 'Nobody', 'Nothing'"):
        kb.merge("Nobody", "Nothing", tools=tools)
    with pytest.raises(InputError, match="takes two names or ids, found ' '"):
        kb.split("Berit Aske", " ", tools=tools)
    with pytest.raises(InputError, match="are names of one thing in every document"):
        kb.split("Berit Aske", "berit  aske", tools=tools)


def test_a_part_of_signs_rejects_nothing(kb: KnowledgeBase, tools: Tools) -> None:
    with pytest.raises(InputError, match="says nothing like"):
        kb.reject("Berit Aske | place of birth | !!!", tools=tools)


def test_review_as_json_gives_so_many_and_the_totals(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [{"number": number} for number in range(5)]
    monkeypatch.setattr(KnowledgeBase, "suggested_merges", lambda _: listed)
    monkeypatch.setattr(KnowledgeBase, "pruned", lambda _: listed[:1])
    found = json.loads(kgqa("review", kb.path, "--most", 2, "--json").stdout)
    assert (found["merges"], found["pruned"], found["doubtful"]) == (listed[:2], listed[:1], [])
    assert found["totals"] == {"merges": 5, "doubtful": 0, "pruned": 1}
