"""Numbers and dates as the person who looks writes them."""

from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_interval
from babel.numbers import format_decimal, format_percent

from lotsen.i18n import _, language

TOWN_TIME = ZoneInfo("Europe/Berlin")
NOTHING = "–"
MINUS = "−"
"""As wide as a plus; a hyphen is shorter, and a line may break after it."""


def number(value: float | None, *, decimals: int = 1) -> str:
    """A number with its decimals and a true minus sign, or a dash where there is none."""
    if value is None or value != value:  # noqa: PLR0124  # NaN is not itself
        return NOTHING
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=language()).replace("-", MINUS)


def signed(value: float, *, decimals: int = 2) -> str:
    """A difference with its sign before it; a dash where there is none."""
    written = number(abs(value), decimals=decimals)
    if written == NOTHING:
        return NOTHING
    return f"{'+' if value >= 0 else MINUS} {written}"


def share(value: float | None) -> str:
    """A share of one as a percentage."""
    if value is None or value != value:  # noqa: PLR0124  # NaN is not itself
        return NOTHING
    return format_percent(value, format="#,##0.# %", locale=language())


def day(value: date | None) -> str:
    """A day, short: 16.06.2027."""
    pattern = "dd.MM.yyyy" if language() == "de" else "yyyy-MM-dd"
    return NOTHING if value is None else format_date(value, pattern, locale=language())


def long_day(value: date) -> str:
    """A day as a letter has it: 16. Juni 2027."""
    pattern = "d. MMMM yyyy" if language() == "de" else "d MMMM yyyy"
    return format_date(value, pattern, locale=language())


def days(first: date, last: date) -> str:
    """A span of days as it is spoken: 28. Juni – 2. Juli."""
    return _days(first, last, language())


def moment(value: datetime | None) -> str:
    """A moment in the town's time: 16.06.2027, 14:05."""
    if value is None:
        return NOTHING
    pattern = "dd.MM.yyyy, HH:mm" if language() == "de" else "yyyy-MM-dd, HH:mm"
    return format_datetime(value, pattern, tzinfo=TOWN_TIME, locale=language())


@lru_cache(maxsize=256)
def _days(first: date, last: date, locale: str) -> str:
    """A span of days, put together once: every run of the Übersicht shows six of them."""
    return format_interval(first, last, "MMMMd", locale=locale)


def second(value: datetime | None) -> str:
    """A moment in the town's time, to the second: 16.06.2027, 14:05:09."""
    if value is None:
        return NOTHING
    pattern = "dd.MM.yyyy, HH:mm:ss" if language() == "de" else "yyyy-MM-dd, HH:mm:ss"
    return format_datetime(value, pattern, tzinfo=TOWN_TIME, locale=language())


def day_of(value: datetime) -> str:
    """The day of a moment in the town's time, short: 16.06.2027."""
    return day(value.astimezone(TOWN_TIME).date())


def weekday(value: datetime) -> str:
    """The day of a moment as an invitation has it: Dienstag, 22. Juni 2027."""
    pattern = "EEEE, d. MMMM yyyy" if language() == "de" else "EEEE, d MMMM yyyy"
    return format_date(value.astimezone(TOWN_TIME).date(), pattern, locale=language())


def hour(value: datetime) -> str:
    """The hour of a moment as an invitation has it: 10:00 Uhr."""
    pattern = "HH:mm 'Uhr'" if language() == "de" else "HH:mm"
    return format_datetime(value, pattern, tzinfo=TOWN_TIME, locale=language())


def minutes(count: int) -> str:
    """How long something takes: 25 Minuten, or 3 Stunden 40 Minuten."""
    hours, rest = divmod(count, 60)
    if hours <= 1:
        return _("{count} Minuten", count=count)
    if not rest:
        return _("{hours} Stunden", hours=hours)
    return _("{hours} Stunden {count} Minuten", hours=hours, count=rest)


def read_day(text: str) -> date | None:
    """A day as a person writes it, 16.06.2027 or 2027-06-16; None for what is none."""
    for pattern in ("%d.%m.%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(text, pattern).replace(tzinfo=TOWN_TIME).date()
    return None
