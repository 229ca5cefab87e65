"""Templates learnt from training questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import KGQA, Entity, InputError, Literal, Question, Triple
from kgqa.data.example import AskExample
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.graph import Graph
from kgqa.pipelines.evaluation.baselines.chain_search import ChainSearch
from kgqa.pipelines.evaluation.baselines.templates import Entry, Templates, learn, template
from kgqa.retriever.chains import Chain, discover, walk

TRAINING = (
    AskExample("1", "Where was Karl Moe born?", ("Brinn",), ("Karl Moe",), gold_relations=("born in",)),
    AskExample("2", "Who comes from Nordhavn?", ("Ada Lind",), ("Nordhavn",), gold_relations=("^born in",)),
    AskExample("3", "What money has Osmark?", ("mark",), ("Osmark",)),
    AskExample("4", "What money has Atlantis?", ("orichalcum",), ("Atlantis",)),
)


@pytest.fixture(scope="module")
def qa(kb: Path, encoder: SentenceEncoder) -> KGQA:
    return KGQA.load(kb, encoder=encoder)


def test_chains_given_and_chains_found_answer_the_same_template(qa: KGQA) -> None:
    system = Templates(qa, TRAINING)
    texts = (
        "where was Ada Lind born",
        "Who comes from Brinn?",
        "What money has Veland?",
        "What colour has Veland?",
        "What money has Utopia?",
        "Where was Osmark born?",
    )
    born, comes, money, unseen, unlinked, nowhere = system.answer([Question(text, text) for text in texts])
    assert (born.answer, comes.answer, money.answer) == ("Nordhavn", "Karl Moe", "Velandic krone")
    assert [r.answers[0].score for r in (born, comes, money)] == [1.0, 1.0, 1.0]
    assert unseen.answers == () and unseen.abstained == "no training question has this template"
    assert unlinked.links == () and "no entity" in unlinked.abstained
    assert nowhere.links and "leads nowhere" in nowhere.abstained


def test_without_training_questions_it_says_how_to_give_them(qa: KGQA) -> None:
    with pytest.raises(InputError, match="--train FILE"):
        Templates(qa, ())


GRAPH = Graph.build(
    [
        Triple("lindium", "discovered by", "Ada Lind"),
        Triple("lindium", "named after", "Ada Lind"),
        Triple("brinnium", "discovered by", "Karl Moe"),
        Triple("brinnium", "named after", "Brinn"),
        Triple("oslium", "discovered by", "Osk Olm"),
        Triple("oslium", "named after", "Osk Olm"),
    ]
)


def example(topic: str, *answers: str, relations: tuple[str, ...] = ()) -> AskExample:
    return AskExample(topic, f"Who found {topic.upper()}?", answers, (topic,), gold_relations=relations)


def code(relation: str, inverse: bool = False) -> int:
    number = GRAPH.relation_index(relation)
    assert number is not None
    return 2 * number + inverse


def test_a_template_has_the_chain_that_most_of_its_questions_give() -> None:
    # Two of three questions can't tell the relations apart: the third can.
    found = learn(
        [example("lindium", "Ada Lind"), example("oslium", "Osk Olm"), example("brinnium", "Brinn")], GRAPH, 2
    )
    assert found == {"who found *": Entry((code("named after"),), 1.0, 3)}
    given = [example(topic, relations=(name,)) for topic, name in (("lindium", "named after"), ("oslium", "nowhere"))]
    assert learn(given, GRAPH, 1) == {"who found *": Entry((code("named after"),), 1.0, 1)}
    assert learn([example("lindium", relations=("^named after",))], GRAPH, 1) == {}
    split = [*given, example("oslium", relations=("discovered by",)), example("brinnium", relations=("discovered by",))]
    assert learn(split, GRAPH, 1)["who found *"] == Entry((code("discovered by"),), 2 / 3, 3)


def test_topics_are_known_by_their_labels_too() -> None:
    graph = Graph.build(
        [Triple("ada_lind", "born_in", "nordhavn"), Triple("x", "born_in", "brinn"), Triple("y", "born_in", "brinn")],
        [Entity("ada_lind", "Ada Lind"), Entity("x", "Karl Moe"), Entity("y", "Karl Moe")],
    )
    known = AskExample("1", "Where was Ada Lind born?", ("nordhavn",), ("Ada Lind",), gold_relations=("born_in",))
    two = AskExample("2", "And where was Karl Moe born?", ("brinn",), ("Karl Moe",), gold_relations=("born_in",))
    # Two have one name: neither is taken.
    assert list(learn([known, two], graph, 2)) == ["where was * born"]


def test_masking() -> None:
    assert template("Who discovered Lindium's oxide?", 15, 22) == "who discovered * s oxide"
    assert template("Lindium", 0, 7) == "*"


names = st.sampled_from(list("abcdef"))
facts = st.lists(
    st.builds(Triple, names, st.sampled_from(["r", "s"]), names | st.just(Literal("1"))), min_size=1, max_size=15
)


def f1(ends: set[str], wanted: Sequence[str]) -> float:
    return 2 * len(ends & set(wanted)) / (len(ends) + len(wanted))


@settings(max_examples=60, deadline=None)
@given(facts, st.lists(names | st.just("1"), unique=True, min_size=1, max_size=3))
def test_the_chains_found_are_those_of_the_best_f1(triples: list[Triple], answers: list[str]) -> None:
    graph = Graph.build(triples)
    start = graph.row(triples[0].head)
    assert start is not None

    def ends(chain: Chain) -> set[str]:
        return {graph.label(int(row)) for row in walk(graph, start, chain)[0][-1]}

    scores = {chain: f1(ends(chain), answers) for chain in discover(graph, start, 2)}
    top = max(scores.values(), default=0.0)
    best = [chain for chain, score in scores.items() if score and score == pytest.approx(top)]
    assert ChainSearch(graph).best(start, answers, 2) == sorted(best, key=lambda chain: (len(chain), chain))
