"""The page of results, one section of it anew."""

from __future__ import annotations

from benchmarks.results.page import spliced

OLD = "# What\n\nNote.\n\n## A\n\n| 1 |\n\n<sub>a</sub>\n\n## B\n\n| 2 |\n"


def test_a_section_is_replaced_where_it_stands() -> None:
    assert spliced(OLD, "# What\n\nOther.\n\n## A\n\n| 3 |\n") == "# What\n\nNote.\n\n## A\n\n| 3 |\n\n## B\n\n| 2 |\n"


def test_what_is_new_stands_behind_what_it_followed_or_last() -> None:
    assert spliced(OLD, "# W\n\n## C\n\n4\n") == OLD.rstrip() + "\n\n## C\n\n4\n"
    both = spliced(OLD, "# W\n\n## A\n\n3\n\n## C\n\n4\n")
    assert [line for line in both.splitlines() if line.startswith("##")] == ["## A", "## C", "## B"]


def test_the_same_again_changes_nothing() -> None:
    assert spliced(OLD, OLD) == OLD
