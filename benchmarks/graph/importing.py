"""`kgqa import` of the made graph: what the command takes beside the loader, the linker's index above all.

Of fewer than a million facts the entities get vectors too, which is another and much longer job.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from benchmarks.graph.loading import peak
from kgqa.pipelines.importing import import_files


def imported(text: Path, folder: Path) -> dict[str, Any]:
    """Builds the knowledge base ``folder`` anew, on the processor; the process's own peak of memory."""
    shutil.rmtree(folder, ignore_errors=True)
    before, wall, busy = peak(), time.perf_counter(), time.process_time()
    report = import_files(folder, triples=[text], device="cpu")
    sizes = {path.name.partition("-")[0]: path.stat().st_size / 1e6 for path in (folder / "segments").iterdir()}
    return {
        "import_s": time.process_time() - busy,
        "import_wall_s": time.perf_counter() - wall,
        "import_mb": peak(),
        "import_before_mb": before,
        "import_counts": report.counts,
        "import_sizes_mb": sizes,
    }
