"""A summary for people: one HTML page, and Markdown."""

from kgqa.pipelines.evaluation.report.write import check_libraries, write_report

__all__ = ["check_libraries", "write_report"]
