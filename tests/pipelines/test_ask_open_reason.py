"""An abstention says what facts leave open, whatever else was read."""

from __future__ import annotations

from kgqa.pipelines.resulting import result_of
from kgqa.types import Answer, Question


def test_a_missing_value_is_said_beside_what_was_read_and_where_nothing_was() -> None:
    def why(answers: tuple[Answer, ...]) -> str:
        open_ = "'date of birth' is not known of Jo Lind"
        return result_of(
            Question("1", "Who is the oldest potter?"), (), (), answers, 0.4, (), open_, lambda answer: 1.0
        ).abstained

    assert "'date of birth' is not known of Jo Lind" in why(())
    assert "nothing was found" not in why(())
    assert "'date of birth' is not known of Jo Lind; the best" in why((Answer("Ada", 0.1, "span", (), (), ("Ada",)),))
