"""Fill in a report for each strike that a flagged article tells of."""

from analysis.coding.report import Report

__all__ = ["Report"]
