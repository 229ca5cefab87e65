"""The four kinds of benchmark: asking, reading, linking, extraction."""

from kgqa.pipelines.evaluation.tasks import asking, extraction, linking, reading
from kgqa.pipelines.evaluation.tasks.task import Job, Outcome

_TASKS = {"asking": asking.run, "reading": reading.run, "linking": linking.run, "extraction": extraction.run}


def run_task(job: Job) -> Outcome:
    """Runs a job by the task of its benchmark."""
    return _TASKS[job.benchmark.card.task](job)
