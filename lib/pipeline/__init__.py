"""The conductor: the only place that knows the order of the rooms.

``ingest → parse → extract → attribute → resolve → embed → store``, and back out through ``search``.
Run it as ``python -m lib.pipeline``.
"""

from lib.pipeline.adding import Report, add, build_default, open_archive
from lib.pipeline.analysing import analyse
from lib.pipeline.correcting import correct, repair

__all__ = ["Report", "add", "analyse", "build_default", "correct", "open_archive", "repair"]
