"""The pictures of the page: rows to the text of SVG. Pure: no clock, no font, no random order; equal rows, equal bytes.

The classes of the drawings are those of the page's style. Each picture with text is drawn wide and narrow, and the
page shows the one that fits, so that text is never scaled far.
"""

from netnotes.views.charts.calendars import Month, months
from netnotes.views.charts.door import door_track
from netnotes.views.charts.gaps import rhythm
from netnotes.views.charts.history import Timeline, timeline
from netnotes.views.charts.hours import Week, balance, balance_words
from netnotes.views.charts.places import Dot, Ring
from netnotes.views.charts.rings import Circles, Door, circles
from netnotes.views.charts.story import Mark

__all__ = [
    "Circles",
    "Door",
    "Dot",
    "Mark",
    "Month",
    "Ring",
    "Timeline",
    "Week",
    "balance",
    "balance_words",
    "circles",
    "door_track",
    "months",
    "rhythm",
    "timeline",
]
