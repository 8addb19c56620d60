"""How a crash is told, for the layers that may not ask system."""

from keystead.system.crash_report import report as report

__all__ = ["report"]
