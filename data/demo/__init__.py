"""The demo knowledge base: elements, countries and cities, built from installed packages at run time.

``python -m kgqa.data.demo OUT_DIR`` writes its four source files. None of the packages' data is part of
kgqa: install them with ``pip install "kgqa[demo]"``.
"""

from __future__ import annotations

from kgqa.data.demo.write import DemoFiles, write_demo

__all__ = ["DemoFiles", "write_demo"]
