"""The words of the program, in English and Chinese, and how numbers and dates are written.

The two languages of a word stand side by side, so that none can be forgotten.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from salesplan.choices import Language
from salesplan.errors import Finding
from salesplan.labels.findings_analysing import ANALYSING
from salesplan.labels.findings_checks import CHECKS
from salesplan.labels.findings_comparing import COMPARING
from salesplan.labels.findings_explaining import EXPLAINING
from salesplan.labels.findings_files import FILES
from salesplan.labels.findings_goals import GOALS
from salesplan.labels.findings_levels import LEVELS
from salesplan.labels.findings_limits import LIMITS
from salesplan.labels.findings_people import PEOPLE
from salesplan.labels.findings_planning import PLANNING
from salesplan.labels.findings_profile import PROFILE
from salesplan.labels.findings_reading import READING
from salesplan.labels.findings_replanning import REPLANNING
from salesplan.labels.findings_tables import TABLES
from salesplan.labels.findings_targets import TARGETS
from salesplan.labels.findings_writing import WRITING
from salesplan.labels.terms import TERMS

FINDINGS = {
    **PROFILE,
    **FILES,
    **READING,
    **TABLES,
    **WRITING,
    **PLANNING,
    **GOALS,
    **CHECKS,
    **LIMITS,
    **PEOPLE,
    **LEVELS,
    **TARGETS,
    **EXPLAINING,
    **COMPARING,
    **ANALYSING,
    **REPLANNING,
}

_WAN = 10_000


class Labels:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._which = 0 if language is Language.EN else 1
        self._locale = "en_US" if language is Language.EN else "zh_CN"

    def __call__(self, key: str, /, **values: object) -> str:
        """The word or sentence called `key`, filled in."""
        text = TERMS[key][self._which]
        return text.format(**values) if values else text

    def counted(self, key: str, count: int) -> str:
        """`1 person`, `9 people`; `key` names the two forms."""
        return self(f"{key}_one" if count == 1 else key, count=self.number(count))

    def metric(self, name: str) -> str:
        """A metric's name; one's own metrics are shown as they are written."""
        return self(name) if name in TERMS else name

    def level(self, name: str) -> str:
        """A skill level's name; one's own levels are shown as they are written."""
        key = f"level_{name}"
        return self(key) if key in TERMS else name

    def message(self, finding: Finding) -> str:
        """What a finding says."""
        text = FINDINGS[finding.code][self.language.value][0].format_map(_shown(finding))
        return text if finding.count == 1 else self("times", text=text, count=finding.count)

    def hint(self, finding: Finding) -> str:
        """What to do about a finding, with the nearest name; may be empty."""
        hint = FINDINGS[finding.code][self.language.value][1].format_map(_shown(finding))
        if finding.nearest is None:
            return hint
        nearest = self("did_you_mean", nearest=finding.nearest)
        separator = "; " if self.language is Language.EN else "；"
        return f"{hint}{separator}{nearest}" if hint else nearest

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number with thousands separators."""
        places = _places(value) if decimals is None else decimals
        return f"{value:,.{places}f}"

    def amount(self, value: Decimal | int, currency: str) -> str:
        """Money in a sentence: `$740,500`, or in Chinese `1,200 万元` where that reads better."""
        from babel.numbers import format_currency  # noqa: PLC0415 (imported where used: start-up)

        value = Decimal(value)
        if self.language is Language.ZH and abs(value) >= 10 * _WAN:
            wan = value / _WAN
            unit = "万元" if currency == "CNY" else f"万 {currency}"
            return f"{self.number(_shortest(round(wan, 2)))} {unit}"
        places = "0" if _places(value) == 0 else "0." + "0" * _places(value)
        return str(
            format_currency(
                value, currency, f"¤#,##{places}", locale=self._locale, currency_digits=False
            )
        )

    def share(self, value: float | Decimal, decimals: int = 1) -> str:
        """A share as per cent: `22 %`."""
        return f"{value * 100:.{decimals}f}%"

    def date(self, day: dt.date) -> str:
        """A day: `1 Jan 2027`, `2027年1月1日`."""
        if self.language is Language.ZH:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_EN_MONTHS[day.month - 1]} {day.year}"

    def month(self, day: dt.date) -> str:
        """The calendar month of a day: `Jan`, `1月`."""
        return f"{day.month}月" if self.language is Language.ZH else _EN_MONTHS[day.month - 1]

    def weekday(self, number: int) -> str:
        """A weekday, Monday being 0: `Mon`, `周一`."""
        return ("周" + "一二三四五六日"[number]) if self._which else _EN_WEEKDAYS[number]


class _Grouped(int):
    """A whole number that a template shows with separators from 10,000 on; a year has none."""

    def __format__(self, form: str) -> str:
        return format(int(self), form or ("," if abs(self) >= 10_000 else ""))


def _shown(finding: Finding) -> dict[str, object]:
    """A finding's values as sentences show them."""
    return {
        key: _Grouped(value) if isinstance(value, int) else value
        for key, value in finding.values.items()
    }


_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EN_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _shortest(value: Decimal) -> Decimal:
    """Without trailing zeros: 74.50 → 74.5, 1200.00 → 1200."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _places(value: Decimal | int) -> int:
    """Decimals that a number needs: none for whole ones."""
    exponent = Decimal(value).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
