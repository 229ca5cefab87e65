"""Perturbations: every answer stays exact, whatever the text, and the rules say what they mean."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader.perturb.edit import edited, everywhere, replaced
from kgqa.reader.perturb.kinds import PERTURBATIONS, perturb
from kgqa.reader.perturb.names import invented, names_in, sort_asked
from kgqa.reader.perturb.order import statement
from kgqa.types import Mention


def example(question: str, context: str, *answers: str, facts: tuple[str, ...] = ()) -> ReadingExample:
    """An example whose answers stand where their words first stand."""
    found = [Mention(context.index(a), context.index(a) + len(a), a) for a in answers]
    return ReadingExample("q", question, context, tuple(found), "", facts)


def check(before: ReadingExample, after: ReadingExample, *, follows: bool) -> None:
    assert after != before
    assert after.id == before.id and after.title == before.title
    assert after.question.strip()
    assert bool(after.answers) == bool(before.answers)
    for answer in after.answers:
        assert 0 <= answer.start < answer.end <= len(after.context)
        assert after.context[answer.start : answer.end] == answer.text
    texts = [{answer.text for answer in e.answers} for e in (before, after)]
    assert texts[0].isdisjoint(texts[1]) if follows else texts[0] == texts[1]


WORDS = ["Brinn", "the", "Ada", "Lind", "1788", "30,000", "9th", "wrote", "é", "e\u0301", "北京", "🙂", "ß", "İ", "a.b"]
GAPS = [" ", "  ", ". ", "! ", ", ", "\n", "-", "。", ".\u00a0"]


@st.composite
def examples(draw: st.DrawFn) -> ReadingExample:
    """Texts in which words come again and again, and answers at any places, touching and overlapping ones too."""
    pieces = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=1, max_size=14))
    context = "".join(word + gap for word, gap in pieces)
    borders = [0]
    for word, gap in pieces:
        borders += [borders[-1] + len(word), borders[-1] + len(word) + len(gap)]
    answers = []
    for first, length in draw(st.lists(st.tuples(st.integers(0, len(pieces) - 1), st.integers(0, 2)), max_size=3)):
        start, end = borders[2 * first], borders[min(2 * (first + length) + 1, len(borders) - 1)]
        answers.append(Mention(start, end, context[start:end]))
    question = draw(
        st.one_of(
            st.sampled_from(["Who wrote Brinn?", "In what year was Ada Lind of Brinn born in 9 places?", "What's é?"]),
            st.lists(st.sampled_from([*WORDS, "Who", "What", "is", "was", "did", "born", "in?"]), min_size=1).map(
                " ".join
            ),
            st.text(min_size=1, max_size=30).filter(str.strip),
        )
    )
    facts = draw(st.lists(st.sampled_from(["Brinn | founded: 1788", "Ada Lind | born in: Brinn", "é"]), max_size=3))
    return ReadingExample(draw(st.text(max_size=3)), question, context, tuple(dict.fromkeys(answers)), "", tuple(facts))


@settings(max_examples=150, deadline=None)
@given(examples(), st.integers(0, 3))
def test_answers_stay_exact_and_draws_are_fixed(asked: ReadingExample, seed: int) -> None:
    for name, kind in PERTURBATIONS.items():
        changed = perturb(name, asked, seed=seed)
        assert changed == perturb(name, asked, seed=seed)
        if changed is not None:
            check(asked, changed, follows=kind.follows)


TEXT = "Ada Lind wrote it in 1788. Brinn, said Ada Lind, had 30,000 people in 1788! Émile left."
FULL = replace(
    example("In what year did Émile land in Brinn with Ada's 4 friends?", TEXT, "1788"),
    facts=("Brinn | founded: 1788", "Brinn | mayor: Émile"),
)


@pytest.mark.parametrize("name", sorted(PERTURBATIONS))
def test_every_kind_applies_somewhere(name: str) -> None:
    asks = [FULL, example("Who's the author?", TEXT, "Ada Lind"), example("Is it not Brinn?", TEXT, "Brinn")]
    changed = [(asked, perturb(name, asked)) for asked in asks]
    assert any(after is not None for _, after in changed)
    for before, after in changed:
        if after is not None:
            check(before, after, follows=PERTURBATIONS[name].follows)


def test_seeds_and_hash_seeds() -> None:
    assert len({str(perturb("typo-key", FULL, seed=seed)) for seed in range(20)}) > 5
    code = (
        "from kgqa.data.example import ReadingExample; from kgqa.reader.perturb.kinds import perturb;"
        "print(perturb('typo-key', ReadingExample('7', 'Which harbour burned?', '')).question)"
    )
    said = set()
    for hash_seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
        said.add(done.stdout)
    assert len(said) == 1


def test_an_unknown_kind_lists_the_known() -> None:
    with pytest.raises(InputError, match=r"no perturbation 'shout'.*typo-swap"):
        perturb("shout", FULL)


def question_of(name: str, text: str) -> str | None:
    changed = perturb(name, ReadingExample("q", text, "", ()))
    return changed.question if changed else None


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("lower-case", "Who is Émile?", "who is émile?"),
        ("lower-case", "who?", None),
        ("upper-case", "Who is ß?", "WHO IS SS?"),
        ("no-punctuation", "Who's the half-brother, then?", "Whos the half brother then"),
        ("no-question-mark", "Who is it ?", "Who is it"),
        ("no-question-mark", "Who is it", None),
        ("no-accents", "Émile, Ærø, Dvořák?", "Emile, Ærø, Dvorak?"),
        ("no-accents", "हिन्दी?", None),
        ("paraphrase", "In what year was Brinn built?", "When was Brinn built?"),
        ("paraphrase", "Who built Brinn?", "Which person built Brinn?"),
        ("paraphrase", "Which person built Brinn?", "Who built Brinn?"),
        ("paraphrase", "From what town is the man who built it?", "From which town is the man who built it?"),
        ("paraphrase", "What is the town that burned?", None),
        ("word-order", "In what year was Ada Lind born?", "Ada Lind was born in what year?"),
        ("word-order", "Who was the mayor of Brinn?", "The mayor of Brinn was who?"),
        ("word-order", "When did the Linds of Brinn leave Osmark?", "The Linds of Brinn did leave Osmark when?"),
        ("word-order", "What is the name given to the harbour?", "The name given to the harbour is what?"),
        ("word-order", "Where was the fleet largely built?", "The fleet was largely built where?"),
        ("word-order", "What treaty was signed in 1788?", None),
        ("word-order", "Where was Ralph earl of?", None),
        ("contraction", "Who is the mayor?", "Who's the mayor?"),
        ("contraction", "What's the port?", "What is the port?"),
        ("contraction", "Which port can not close?", "Which port can't close?"),
        ("contraction", "Which port can't close?", "Which port can not close?"),
        ("contraction", "Which port closed?", None),
    ],
)
def test_the_rules(name: str, before: str, after: str | None) -> None:
    assert question_of(name, before) == after


def test_a_typo_is_one_slip_inside_one_word() -> None:
    asked = example("Who led the harbour of Brinn?", "")
    for name in ("typo-swap", "typo-drop", "typo-double", "typo-key"):
        for seed in range(10):
            changed = perturb(name, asked, seed=seed)
            assert changed is not None
            pairs = zip(asked.question.split(), changed.question.split(), strict=True)
            ((word, slipped),) = [(a, b) for a, b in pairs if a != b]
            assert word in ("harbour", "Brinn?") and word[0] == slipped[0] and word[-1] == slipped[-1]


def test_a_distractor_speaks_of_other_things() -> None:
    asked = example("When was Brinn founded?", "Brinn was founded in 1788.", "1788")
    changed = perturb("distractor", asked)
    assert changed is not None and changed.context.startswith(asked.context)
    added = changed.context[len(asked.context) :]
    assert " was founded in 1" in added and "Brinn" not in added and "1788" not in added
    assert perturb("distractor", example("When was it founded?", "In 1788.", "1788")) is None


def test_the_swapped_answer_stands_wherever_the_old_one_did() -> None:
    facts = ("Brinn | founder: Ada Lind", "Ada Linden | born in: Osmark")
    asked = example("Who founded Brinn?", "Ada Lind founded it. Mayor Ada Lind left.", "Ada Lind", facts=facts)
    asked = replace(asked, answers=(*asked.answers, Mention(21, 35, "Mayor Ada Lind")))
    changed = perturb("entity-swap", asked)
    assert changed is not None and "Ada Lind" not in changed.context
    new = changed.answers[0].text
    assert changed.answers[1].text == f"Mayor {new}"
    assert changed.facts == (f"Brinn | founder: {new}", "Ada Linden | born in: Osmark")
    assert perturb("entity-swap", replace(asked, question="What did Ada Lind found?")) is None
    assert perturb("entity-swap", example("Who?", "Ada Lind or Moe.", "Ada Lind", "Moe")) is None


def test_the_answers_digit_changes_everywhere() -> None:
    asked = example("When?", "In the 1050s, not 1050 or 10500.", "1050s", facts=("x | year: 1050",))
    changed = perturb("answer-digit", asked)
    assert changed is not None
    new = changed.answers[0].text[:4]
    assert changed.context == f"In the {new}s, not {new} or 10500." and changed.facts == (f"x | year: {new}",)
    assert new[0] == "1" and new != "1050"
    assert perturb("answer-digit", replace(asked, question="What of 1050?")) is None


def test_another_number_is_none_of_the_answers_or_the_questions() -> None:
    asked = example("What of 12?", "It was 12, then 30,000, then 7; again 30,000.", "30,000")
    changed = perturb("other-number", asked)
    assert changed is not None
    assert (
        changed.context.replace("then ", "").startswith("It was 12, 30,000, ") and "; again 30,000." in changed.context
    )


def test_shuffled_sentences_are_all_there() -> None:
    text = "One came. Two Mr. Lind left!  Three stayed? Four"
    changed = perturb("sentences-shuffled", example("Who left?", text, "Two Mr. Lind"))
    assert changed is not None and "Two Mr. Lind left!" in changed.context
    assert sorted(changed.context.split()) == sorted(text.split())


def test_odd_facts_hold_no_answer_and_keep_the_others() -> None:
    asked = example("What is Brinn's flower?", "Blue sedge it is.", "Blue sedge", facts=("a | b: c", "d | e: f"))
    changed = perturb("odd-facts", asked)
    assert changed is not None and len(changed.facts) == 6
    assert [fact for fact in changed.facts if fact in asked.facts] == list(asked.facts)
    assert not any("blue sedge" in fact for fact in changed.facts)


def test_edits_at_the_borders_of_answers() -> None:
    asked = example("?", "abc def ghi", "def")
    assert edited(asked, [(4, 4, "x"), (7, 7, "y")]) == replace(
        asked, context="abc xdefy ghi", answers=(Mention(5, 8, "def"),)
    )
    inside = edited(asked, [(5, 6, ""), (0, 3, "longer")])
    assert inside is not None and inside.answers == (Mention(7, 9, "df"),)
    assert edited(asked, [(3, 5, "")]) is None and edited(asked, [(3, 8, "")]) is None
    assert edited(asked, [(4, 7, " ")]) is None and edited(asked, [(0, 3, "abc")]) is None
    assert edited(asked, [(0, 2, "x"), (1, 3, "y")]) is None
    assert replaced(asked, "de", "x") is None
    assert everywhere("x.y x.yz", "x.y") == [(0, 3)]


def test_what_is_asked_and_named() -> None:
    assert [sort_asked(q) for q in ("How many ships?", "In which town?", "When did who leave?")] == [
        "number", "place", "date",
    ]  # fmt: skip
    assert names_in("What did Ada-Maria Lind see in Brinn?") == [(9, 23), (31, 36)]
    assert names_in("Did Émile Lind of Āda see It?") == [(4, 14), (18, 21), (26, 28)]
    generator = random.Random(0)
    assert all(invented("person", generator, but_not="Tomas Sorrel") != "Tomas Verrick" for _ in range(50))
    said = statement("How many ships were sunk by the storm?")
    assert said is not None and said.subject_first and said.asked == "how many ships"
