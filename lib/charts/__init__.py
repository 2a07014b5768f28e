"""Charts of a search's frame: figures, the sentence that says each one aloud, the numbers behind it.

Every chart gives None for a frame without rows, and a figure with nothing but a note where rows exist
but hold nothing to draw (no date, no topic).  A clickable mark carries its filter's value in
``customdata``; ``selected_values`` reads it back from a selection event.
"""

from lib.charts.counts import DIMENSIONS, as_table, period_days
from lib.charts.figures import by_institution, by_kind, by_speaker, over_time, speaker_by_topic, timeline
from lib.charts.marks import (
    GREY,
    KIND_COLOURS,
    PALETTE,
    alt,
    colour,
    colour_name,
    colour_names,
    selected_values,
)

__all__ = ["DIMENSIONS", "GREY", "KIND_COLOURS", "PALETTE", "alt", "as_table", "by_institution", "by_kind",
           "by_speaker", "colour", "colour_name", "colour_names", "over_time", "period_days",
           "selected_values", "speaker_by_topic", "timeline"]
