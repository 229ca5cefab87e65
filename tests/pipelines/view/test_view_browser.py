"""The picture in a browser: it draws without an error, opens facts and their sentences, and runs no label."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from view_sample import SAYING, SELMA, hostile, said, sample

from kgqa.kg.graph import Graph
from kgqa.pipelines.view.page import as_page
from kgqa.pipelines.view.picture import Picture, around
from kgqa.types import Triple

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"needs a browser on the path: {', '.join(NAMES)}")

# What a person would do and see, written into the title, where --dump-dom shows it.
TOOLS = """{
const all = (query) => [...document.querySelectorAll(query)];
const one = (query) => document.querySelector(query);
const press = (at, key) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const click = (at) => at.dispatchEvent(new MouseEvent("click", { bubbles: true }));
const shown = (query) => all(query).filter((each) => each.style.display !== "none");
const labelled = (kind, text) => all(kind).find((each) => each.getAttribute("aria-label").startsWith(text));
const panelText = () => one("#panel").textContent;
const found = {
  fetched: performance.getEntriesByType("resource").map((entry) => entry.name),
  scripts: document.scripts.length,
  width: [document.documentElement.scrollWidth, innerWidth],
  nodes: shown(".node").length, edges: shown(".edge").length,
  nan: all("svg [d], svg [transform]").filter((each) => /NaN|undefined/.test(each.outerHTML)).length,
};
"""
END = """
found.broken = document.documentElement.dataset.broken || "";
found.handlers = all("*").flatMap((e) => e.getAttributeNames()).filter((name) => /^on/.test(name));
document.title = JSON.stringify(found);
}"""


def dumped(page: str, folder: Path, size: str) -> tuple[str, str]:
    """The page's elements as the browser has them, and what its console said."""
    assert BROWSER is not None
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    command = [BROWSER, "--headless", "--disable-gpu", "--no-first-run", f"--window-size={size}"]
    command += [f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr", "--dump-dom", file.as_uri()]
    if os.geteuid() == 0:  # its sandbox does not run as root
        command.insert(1, "--no-sandbox")
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def looked_at(picture: Picture, folder: Path, doing: str = "", size: str = "1200,900") -> dict[str, Any]:
    """What was found on the page after ``doing`` something there; the console must have said nothing."""
    probe = TOOLS + doing + END
    key = base64.b64encode(hashlib.sha256(probe.encode()).digest()).decode()
    page = as_page(picture, over="sample.kb").replace("script-src '", f"script-src 'sha256-{key}' '", 1)
    dom, console = dumped(page.replace("</body>", f"<script>{probe}</script></body>"), folder, size)
    assert console == ""
    title = re.search(r"<title>(.*?)</title>", dom, re.DOTALL)
    assert title and title[1].startswith("{"), dom[:2000]
    found: dict[str, Any] = json.loads(unescape(title[1]))
    assert (found["broken"], found["handlers"], found["fetched"], found["nan"]) == ("", [], [], 0)
    assert found["width"][0] <= found["width"][1]
    return found


def test_a_picture_in_a_browser(tmp_path: Path) -> None:
    """One run for all, as a browser takes its time to start."""
    doing = """
    found.first = panelText();
    click(labelled(".edge", "Selma Quist commanded"));
    found.sentences = all("#panel blockquote").map((each) => each.textContent);
    found.marks = all("#panel blockquote mark").map((each) => [each.className, each.textContent]);
    found.inline = all("#panel mark").every((each) => getComputedStyle(each).display === "inline");
    found.places = all("#panel figcaption").map((each) => each.textContent);
    paint();
    found.chosen = all(".chosen").map((each) => each.getAttribute("aria-label"));
    click(one("#panel .link:last-child"));
    found.ship = panelText();
    click(one("#panel .back"));
    found.back = all("#panel blockquote").length;
    press(document.body, "Escape");
    paint();
    found.closed = all("#panel blockquote").length + all(".chosen").length;

    const search = one("#search");
    search.value = "otterBROOK";
    search.dispatchEvent(new Event("input"));
    found.hits = all("#found button").map((each) => each.textContent);
    paint();
    found.lit = all(".lit").map((each) => each.getAttribute("aria-label"));
    press(search, "Enter");
    found.searched = one("#panel h2").textContent;
    search.value = "zzz";
    search.dispatchEvent(new Event("input"));
    found.none = one("#found").textContent;
    press(search, "Escape");

    const type = all("#legend button").find((each) => each.textContent.startsWith("ship"));
    click(type); paint();
    found.without = [type.getAttribute("aria-pressed"), shown(".node").length, shown(".edge").length];
    click(type); paint();
    found.with = [type.getAttribute("aria-pressed"), shown(".node").length, shown(".edge").length];

    const start = labelled(".node", "Selma Quist");
    found.tabs = all('.node[tabindex="0"]').length;
    start.focus();
    const went = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"].map((key) => {
      focusOn(start.item); press(start, key);
      return document.activeElement !== start && document.activeElement.classList.contains("node");
    });
    found.went = went.some(Boolean);
    press(document.activeElement, "Enter");
    found.focus = document.activeElement.id;
    const before = start.getAttribute("transform");
    click(one("#closer")); paint();
    found.zoomed = start.getAttribute("transform") !== before;
    click(one("#whole")); paint();
    found.inside = all(".node").every((each) => {
      const box = each.getBoundingClientRect(), all = one(".stage").getBoundingClientRect();
      return box.left >= all.left && box.right <= all.right && box.top >= all.top && box.bottom <= all.bottom;
    });
    const curves = ["commanded", "owns"].map((name) => labelled(".edge", `Selma Quist ${name}`).item.line.path);
    found.apart = curves[0] !== curves[1];
    found.loops = labelled(".edge", "SS Merrow sister ship").item.line.path.includes("C");
    """
    picture = around(sample(), [SELMA], hops=3, evidence=said)
    found = looked_at(picture, tmp_path, doing)
    assert (found["nodes"], found["edges"], found["scripts"]) == (len(picture.nodes), len(picture.edges), 3)
    assert found["first"].startswith("Selma Quist") and "harbour master of Quilmouth" in found["first"]
    assert found["sentences"][0] == SAYING and len(found["sentences"]) == 2
    assert found["marks"][:2] == [["head said", "Selma Quist"], ["said", " took command of "]]
    assert ["tail", "The Otterbrook"] in found["marks"]
    assert found["inline"]
    assert found["places"][0] == "A harbour and its people · page 12 · character 20,411 · 93% sure, by open patterns"
    assert found["chosen"] == ["Selma Quist commanded MV Otterbrook"]
    assert found["ship"].count("MV Otterbrook") > 1 and found["back"] == 2 and found["closed"] == 0
    assert found["hits"] == ["MV Otterbrookship"] and found["lit"] == ["MV Otterbrook, ship, 9 facts"]
    assert found["searched"] == "MV Otterbrook" and "Nothing of that name" in found["none"]
    touching = sum("MV " in edge.head + edge.tail or "SS " in edge.head + edge.tail for edge in picture.edges)
    assert found["without"] == ["false", len(picture.nodes) - 3, len(picture.edges) - touching]
    assert found["with"] == ["true", len(picture.nodes), len(picture.edges)]
    assert found["tabs"] == 1 and found["went"] and found["focus"] == "panel"
    assert found["zoomed"] and found["inside"] and found["apart"] and found["loops"]


def test_labels_do_not_run_in_a_browser(tmp_path: Path) -> None:
    doing = """
    for (const each of all(".node, .edge")) click(each);
    const search = one("#search");
    search.value = "<img";
    search.dispatchEvent(new Event("input"));
    found.hits = all("#found button").length;
    found.foreign = all("img, u, b, textarea, i").length;
    found.heading = one("h1").textContent;
    """
    picture = hostile()
    found = looked_at(picture, tmp_path, doing, size="400,900")
    assert (found["nodes"], found["edges"]) == (len(picture.nodes), len(picture.edges))
    assert found["hits"] == 1 and found["foreign"] == 0 and found["heading"] == picture.title


def test_a_large_and_an_empty_picture_in_a_browser(tmp_path: Path) -> None:
    spokes = [Triple(f"film {at:05}", "has genre", "drama") for at in range(5000)]
    graph = Graph.build([*spokes, *(Triple(f"film {at:05}", "by", f"director {at % 9}") for at in range(0, 5000, 7))])
    doing = """
    found.badge = labelled(".node", "drama").querySelector("text").textContent;
    found.labels = all(".node text").filter((each) => each.style.display !== "none").length;
    """
    picture = around(graph, ["drama"], max_nodes=300)
    found = looked_at(picture, tmp_path, doing)
    assert found["nodes"] == 300 and 10 < found["labels"] <= 300
    assert found["badge"] == f"drama +{picture.nodes[0].left_out:,} more"
    assert looked_at(Picture("Nothing", (), ()), tmp_path)["nodes"] == 0


def test_the_list_is_there_without_scripts(tmp_path: Path) -> None:
    picture = around(sample(), [SELMA], evidence=said)
    blocked = re.sub("script-src 'sha256-[^']+'", "script-src 'none'", as_page(picture))
    dom, console = dumped(blocked, tmp_path, "1200,900")
    assert "Content Security Policy" in console
    assert '<html lang="en">' in dom, "the picture's part of the page shows only where a script says it runs"
    assert re.search(r"html:not\(\.js\) \.only-js \{ display: none; \}", dom)
    assert dom.count("<li>") == len(picture.edges)
    assert SAYING in re.sub(r"<[^>]+>", "", dom[dom.index('id="facts"') :])
