"""Dates as pages print them → ISO days.

Only forms that cannot be misread: a month in words, or year first.  ``06/07/2024`` is June in one
country and July in another, so it is left unread.
"""

import re
from datetime import date

MONTHS = {name: number for number, names in enumerate((
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
    ("november", "nov"), ("december", "dec")), start=1) for name in names}
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = tuple(re.compile(rf"(?:(?P<weekday>{WEEKDAY}),?\s+)?{form}", re.IGNORECASE) for form in (
    rf"{MONTH}\s+{DAY},?\s+{YEAR}",
    rf"{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}",
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?(?!\d)",
))
CLOCK = (r"(?:at\s+)?\d{1,2}(?:[:.]\d\d){0,2}(?:\s*(?:[ap]\.?m\.?|hrs|h))?"
         r"(?:\s*(?:[A-Z]{2,4}|\([A-Z]{2,4}\)|GMT[+-]\d+))?")
LABEL = (r"(?:(?:first\s+)?(?:published|posted|updated|modified|last\s+(?:updated|modified)|date|created)"
         r"(?:\s+on|\s+at)?\s*:?\s*)")


def read_day(text: str) -> str | None:
    """The first date in a text as an ISO day; None where there is none or it is no day of the calendar."""
    found = sorted((match for form in FORMS if (match := form.search(text))), key=lambda match: match.start())
    return next((day for match in found if (day := _day(match))), None)


def date_line(line: str) -> str | None:
    """The ISO day of a line that holds a date and nothing but a label and a clock time; else None."""
    for form in FORMS:
        whole = re.fullmatch(rf"(?:{LABEL})?(?:{CLOCK}[,\s|•·–-]+)?{form.pattern}[,\s|•·–-]*(?:{CLOCK})?\.?",
                             line.strip(), re.IGNORECASE)
        if whole and (day := _day(whole)):
            return day
    return None


def clock_line(line: str) -> bool:
    """True for a line that says when something was published or updated, without the day."""
    return bool(re.fullmatch(rf"{LABEL}{CLOCK}", line.strip(), re.IGNORECASE))


def names_weekday(line: str) -> bool:
    """True for a line that begins with a weekday: the running header of a page, not a day of issue."""
    return bool(re.match(rf"{WEEKDAY}\b", line.strip(), re.IGNORECASE))


def _day(match: re.Match[str]) -> str | None:
    month = match["month"].lower()
    try:
        return date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"])).isoformat()
    except ValueError:  # the 31st of June
        return None
