import numpy as np
import pytest

from kgqa.errors import ModelError
from kgqa.linker.kinds import kinds_of, likeness
from kgqa.linker.scorer import FEATURES, Scorer, fit, load_scorer
from kgqa.linker.stem import stem


def test_fit_finds_what_decides() -> None:
    rng = np.random.default_rng(3)
    groups = []
    for _ in range(200):
        features = rng.random((3, len(FEATURES)))
        groups.append((features, int(np.argmax(features[:, 0] + 2 * features[:, 5]))))
    weights = fit(groups, without=("meaning",))
    assert weights[0] == 1.0 and weights[FEATURES.index("meaning")] == 0.0
    assert weights[5] == pytest.approx(2.0, abs=0.4) and min(weights) >= 0.0
    assert weights == fit(groups, without=("meaning",))


def test_weights_written_and_read_are_the_same() -> None:
    scorer = load_scorer()
    assert Scorer.loads(scorer.dumps()) == scorer
    assert scorer.words[0] == scorer.meaning[0] == scorer.paths[0] == 1.0
    assert scorer.words[FEATURES.index("meaning")] == scorer.meaning[FEATURES.index("paths")] == 0.0
    for text in ("{", "[]", '{"words": {}}', '{"words": 1, "meaning": 2}'):
        with pytest.raises(ModelError, match="must hold words, meaning, paths"):
            Scorer.loads(text, "file")


def test_kind_words_tell_what_is_asked_for() -> None:
    asked = kinds_of([stem("wrote"), stem("novel")])
    assert likeness(asked, kinds_of([stem("author")])) == 1.0 > likeness(asked, kinds_of([stem("director")])) == 0.0
    assert likeness(asked, kinds_of([])) == 0.0
