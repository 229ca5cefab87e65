"""The pages of what a question or a text names."""

from __future__ import annotations

from kgqa import Entity, Link, Mention, Passage
from kgqa.kg.passages import PassageTable
from kgqa.reader.slots.subjects import PAGES, READ_ON, Pages
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.names import NameGraph
from kgqa.retriever.words import cut

TEXTS = {
    "Olaf Fadrig#0": "Olaf Fadrig was a count of Dorn.",
    "Olaf Fadrig#40": "He hunted in the hills.",
    "Olaf Fadrig#80": "He was buried in Greyfell beside a river.",
    "Olaf Fadrig#120": "He hunted in the hills again.",
    "Olaf Fadrig#160": "He hunted there too.",
    "Sven": "Sven was a prince of Dorn.",
    "Elin, Lady of Dorn": "Elin, Lady of Dorn (1801 – 1856; born Elin Fitz Moe) was an aunt of Sven.",
    "Runa Falk": 'Runa Falk, known as "The Wren of Dorn", sang of Elin Fitz Moe.',
}


def pages() -> Pages:
    table = PassageTable.build(
        Passage(id, id.partition("#")[0], id.partition("#")[0], text, int(id.partition("#")[2] or 0))
        for id, text in TEXTS.items()
    )
    # Another text calls the count by his first name alone, as a graph that is built learns.
    names = [[title, "Olaf"] if title != "Sven" else [title] for title in table.titles]
    cuts = [cut(text) for text in table.texts]
    return Pages(table, NameGraph.build(names, cuts), LexicalIndex.build([words for words, _ in cuts]))


def named(made: Pages, question: str) -> list[str]:
    return [subject.id for subject in made.read_off(question, ()).subjects]


def test_a_name_is_first_of_all_a_title() -> None:
    texts = {"Aftermath (album)": "Moya Lind is heard on it.", "Moya Lind": "Moya Lind is a singer."}
    table = PassageTable.build(Passage(title, title, title, text) for title, text in texts.items())
    cuts = [cut(text) for text in table.texts]
    names = NameGraph.build([[title, "Moya Lind"] for title in table.titles], cuts)
    assert named(Pages(table, names, LexicalIndex.build([words for words, _ in cuts])), "Who is Moya Lind?") == [
        "Moya Lind"
    ]


def test_a_nation_names_no_page_that_only_opens_with_it() -> None:
    texts = {"Sweetgum": "American sweetgum is a tree.", "The Larks": "The Larks are a band."}
    table = PassageTable.build(Passage(title, title, title, text) for title, text in texts.items())
    cuts = [cut(text) for text in table.texts]
    own = [[title, "American"] if title == "Sweetgum" else [title] for title in table.titles]
    made = Pages(table, NameGraph.build(own, cuts), LexicalIndex.build([words for words, _ in cuts]))
    assert named(made, "Which American band is The Larks?") == ["The Larks"]


def test_a_page_is_all_passages_of_its_document_in_order() -> None:
    made = pages()
    rows = made.about("Olaf Fadrig")
    whole = [f"Olaf Fadrig#{start}" for start in (0, 40, 80, 120, 160)]
    assert [made.passages.ids[row] for row in made.value("Olaf Fadrig", rows[2], rows).pages] == whole
    assert [made.passages.ids[row] for row in made.subject("Olaf Fadrig", rows).pages] == whole
    assert made.value("Olaf", None).pages == ()


def test_its_opening_is_read_and_what_tells_of_the_relation() -> None:
    made = pages()
    subject = made.subject("Olaf Fadrig", made.about("Olaf Fadrig"))
    rows = made.to_read(subject, "place of burial", "where was Olaf Fadrig buried?")
    read = [made.passages.ids[row] for row in rows]
    assert read[0] == "Olaf Fadrig#0" and "Olaf Fadrig#80" in read and len(read) == 1 + READ_ON <= 1 + PAGES


def test_a_title_and_a_first_name_are_not_whoever_is_called_so_elsewhere() -> None:
    text = "She was a daughter of Prince Olaf. Her son was Prince Sven."
    made = pages()
    assert made.meant(text, text.index("Prince Olaf"), text.index(". Her"))[1] == []
    assert made.meant(text, text.index("Prince Sven"), len(text) - 1)[0] == "Sven"


def test_a_page_is_found_by_what_else_it_says_to_be_called() -> None:
    text = "Her mother was Elin Fitz Moe. She sang with the Wren of Dorn, and with Fitz Moe."
    made = pages()
    reads = ("Elin Fitz Moe", "Wren of Dorn")
    found = {read: made.meant(text, at := text.index(read), at + len(read))[1] for read in reads}
    assert [made.passages.ids[row] for row in found["Elin Fitz Moe"]] == ["Elin, Lady of Dorn"]
    assert [made.passages.ids[row] for row in found["Wren of Dorn"]] == ["Runa Falk"]


def test_a_page_is_found_by_another_spelling() -> None:
    texts = {
        "Rajiv Lindmistry": "Rajiv Lindmistry is a director.",
        "Mario Lindberg": "Mario Lindberg is a singer.",
        "Olaf Lindberg III": "Olaf Lindberg III was a count.",
    }
    table = PassageTable.build(Passage(title, title, title, text) for title, text in texts.items())
    cuts = [cut(text) for text in table.texts]
    names = NameGraph.build([[title] for title in table.titles], cuts)
    made = Pages(table, names, LexicalIndex.build([words for words, _ in cuts]))

    def page(name: str) -> list[str]:
        return [table.titles[row] for row in made.meant(f"by {name}.", 3, 3 + len(name))[1]]

    assert page("Rajeev Lind Mistry") == [] and page("Rajeev Lindmistry") == ["Rajiv Lindmistry"]
    assert page("Rajiv Lindmistri") == ["Rajiv Lindmistry"]
    assert page("Maria Lindberg") == [] and page("Olaf Lindberg II") == []


def test_a_link_is_found_where_the_names_of_the_question_were_put_as_the_graph_has_them() -> None:
    asked, put = "How many of the herring gulls are in Oxley?", "How many of the gull are in Oxley?"
    link = Link(Mention(asked.index("Oxley"), asked.index("?"), "Oxley"), Entity("o", "Oxley"), 1.0)
    made = pages()
    both = [made.read_off(question, [link]) for question in (asked, put)]
    assert [len(one.subjects) for one in both] == [1, 1]
    assert both[1].masked == both[0].masked.replace("herring gulls", "gull")
