from kgqa.linker.forms import ALIAS, LABEL, NO_ARTICLE, NO_QUALIFIER, forms, squash


def test_label_article_and_qualifier() -> None:
    assert dict(forms("The Matrix (film)", [])) == {
        "the matrix film": LABEL,
        "matrix film": NO_ARTICLE,
        "the matrix": NO_QUALIFIER,
        "matrix": NO_ARTICLE | NO_QUALIFIER,
    }


def test_a_form_is_given_once_at_its_best_kind() -> None:
    assert dict(forms("Matrix", ["The Matrix", "MATRIX!"])) == {"matrix": LABEL, "the matrix": ALIAS}


def test_nothing_is_left_of_punctuation_or_an_article_alone() -> None:
    assert forms("!!!", ["..."]) == []
    assert forms("The", []) == [("the", LABEL)]
    assert forms("(2012)", []) == [("2012", LABEL)]


def test_squash() -> None:
    assert squash("spider man") == squash("spiderman")
