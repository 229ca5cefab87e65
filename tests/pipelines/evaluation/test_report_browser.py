"""The page in a browser: it draws without an error, fetches nothing, sorts, filters and fits a narrow window."""

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
from test_report_sample import hostile

from kgqa.pipelines.evaluation.report.html import as_html
from kgqa.pipelines.evaluation.summary import Summary

pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"needs a browser on the path: {', '.join(NAMES)}")

# What a person would do and see, written into the title, where --dump-dom shows it.
PROBE = """
const table = document.querySelector("#comparison table");
const first = () => [...table.tBodies[0].rows].map((row) => row.cells[0].dataset.value);
const column = (at) => table.tHead.rows[0].cells[at];
const found = { before: first(), buttons: table.tHead.querySelectorAll("button").length };
column(2).firstChild.click();
found.down = [first(), column(2).getAttribute("aria-sort")];
column(2).firstChild.click();
found.up = [first(), column(2).getAttribute("aria-sort")];
column(0).firstChild.click();
found.names = [first(), column(0).getAttribute("aria-sort"), column(2).getAttribute("aria-sort")];
const shown = () => [...document.querySelectorAll("#misses .miss")].filter((miss) => miss.offsetParent).length;
for (const details of document.querySelectorAll("details")) details.open = true;
found.misses = shown();
document.querySelectorAll(".filter button")[1].click();
found.filtered = shown();
found.width = [document.documentElement.scrollWidth, innerWidth];
found.fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
found.scripts = document.scripts.length;
found.broken = document.documentElement.dataset.broken || "";
found.handlers = [...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((n) => /^on/.test(n));
found.text = document.querySelector("h1").textContent;
document.title = JSON.stringify(found);
"""


def looked_at(summary: Summary, folder: Path) -> tuple[dict[str, Any], str]:
    """What the probe found on the page, and what the browser's console said."""
    assert BROWSER is not None
    key = base64.b64encode(hashlib.sha256(PROBE.encode()).digest()).decode()
    page = as_html(summary).replace("script-src '", f"script-src 'sha256-{key}' '", 1)
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"<script>{PROBE}</script></body>"), encoding="utf-8")
    command = [BROWSER, "--headless", "--disable-gpu", "--no-first-run", "--window-size=500,900"]
    command += [f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr", "--dump-dom", file.as_uri()]
    if os.geteuid() == 0:  # its sandbox does not run as root
        command.insert(1, "--no-sandbox")
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title and title[1].startswith("{"), done.stderr[-2000:]
    return json.loads(unescape(title[1])), "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_a_report_in_a_browser(tmp_path: Path) -> None:
    """One run for all, as a browser takes its time to start: the texts are those that mean harm."""
    summary = hostile()
    found, console = looked_at(summary, tmp_path)
    assert console == ""
    assert (found["scripts"], found["broken"], found["handlers"], found["fetched"]) == (2, "", [], [])
    assert found["text"] == summary.card.title
    assert found["width"][0] <= found["width"][1]

    names = [row.name for row in summary.rows]
    assert found["before"] == names and found["buttons"] == 2 + len(summary.metrics)
    assert found["down"] == [[names[1], names[0], names[2]], "descending"]
    assert found["up"] == [[names[2], names[0], names[1]], "ascending"]
    by_name, aria, before = found["names"]
    assert (sorted(by_name), aria, before) == (sorted(names), "ascending", None)

    first, second = (row.misses for row in summary.rows[:2])
    assert found["misses"] == len(first) + len(second)
    assert found["filtered"] == found["misses"] - sum(miss.lost != first[0].lost for miss in first)
