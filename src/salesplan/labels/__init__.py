"""The words of the program, in English and Chinese, and how numbers and dates are written.

The two languages of a word stand side by side, so that none can be forgotten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from salesplan.choices import Language
from salesplan.errors import Finding
from salesplan.labels.filling import fill
from salesplan.labels.findings_analysing import ANALYSING
from salesplan.labels.findings_checks import CHECKS
from salesplan.labels.findings_comparing import COMPARING
from salesplan.labels.findings_explaining import EXPLAINING
from salesplan.labels.findings_files import FILES
from salesplan.labels.findings_folders import FOLDERS
from salesplan.labels.findings_goals import GOALS
from salesplan.labels.findings_levels import LEVELS
from salesplan.labels.findings_limits import LIMITS
from salesplan.labels.findings_people import PEOPLE
from salesplan.labels.findings_planning import PLANNING
from salesplan.labels.findings_profile import PROFILE
from salesplan.labels.findings_reading import READING
from salesplan.labels.findings_replanning import REPLANNING
from salesplan.labels.findings_slips import SLIPS
from salesplan.labels.findings_tables import TABLES
from salesplan.labels.findings_targets import TARGETS
from salesplan.labels.findings_writing import WRITING
from salesplan.labels.terms import TERMS
from salesplan.labels.yaml_reasons import yaml_reason

FINDINGS = {
    **PROFILE,
    **SLIPS,
    **FILES,
    **FOLDERS,
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

WAN = 10_000


class Labels:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._which = 0 if language is Language.EN else 1
        self._locale = "en_US" if language is Language.EN else "zh_CN"

    def __call__(self, key: str, /, **values: object) -> str:
        """The word or sentence called `key`, filled in."""
        text = TERMS[key][self._which]
        return self._filled(text, values) if values else text

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
        """What a finding says; the hint has the name of a field as the profile does."""
        values = {**_shown(finding), **self._called(finding)}
        text = self._filled(FINDINGS[finding.code][self.language.value][0], values)
        return text if finding.count == 1 else self("times", text=text, count=finding.count)

    def hint(self, finding: Finding) -> str:
        """What to do about a finding, with the nearest name; may be empty."""
        values = {**_shown(finding), **self._levels(finding)}
        hint = self._filled(FINDINGS[finding.code][self.language.value][1], values)
        if finding.nearest is None:
            return hint
        nearest = self("did_you_mean", nearest=finding.nearest)
        separator = "; " if self.language is Language.EN else "；"
        return f"{hint}{separator}{nearest}" if hint else nearest

    def _called(self, finding: Finding) -> dict[str, object]:
        """The Chinese words for the field of sales and the metric that a finding is about.

        What a parser of YAML says is put into Chinese too.
        """
        if not self._which:
            return {}
        found: dict[str, object] = {}
        field, metric = finding.values.get("field"), finding.values.get("metric")
        key = "finding_field_rep" if field == "rep" else f"field_{field}"
        if finding.code in (READING.keys() | TABLES.keys()) and key in TERMS:
            found["field"] = self(key)
        if isinstance(metric, str):
            found["metric"] = self.metric(metric)
        if finding.code == "E101" and isinstance(reason := finding.values.get("reason"), str):
            found["reason"] = yaml_reason(reason)
        return found

    def _levels(self, finding: Finding) -> dict[str, object]:
        """Skill levels as the profile writes them, each with its Chinese name."""
        levels = finding.values.get("levels")
        if not self._which or finding.code != "E104" or not isinstance(levels, str):
            return {}
        called = {name: self.level(name) for name in levels.split(", ")}
        shown = [name if name == said else f"{name}（{said}）" for name, said in called.items()]
        return {"levels": "、".join(shown)}

    def _filled(self, template: str, values: Mapping[str, object]) -> str:
        """A template of this language filled in."""
        return fill(template, values) if self._which else template.format_map(values)

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number with thousands separators."""
        places = _places(value) if decimals is None else decimals
        return f"{value:,.{places}f}"

    def amount(
        self, value: Decimal | int, currency: str, beside: Decimal | int | None = None
    ) -> str:
        """Money in a sentence: `$740,500`, or in Chinese `1,200 万元` where that reads better.

        A currency that nobody named is "", and is not shown. `beside` is another amount of the same
        sentence, of which the unit is taken: 6 万元 beside 10,294 万元.
        """
        from babel.numbers import format_currency  # noqa: PLC0415 (imported where used: start-up)

        value = Decimal(value)
        if self.thinks_in_wan(value if beside is None else beside):
            digits = 2 if self.thinks_in_wan(value) else 4  # so that no difference is said as 0
            return f"{self.number(_shortest(round(value / WAN, digits)))} {self.wan(currency)}"
        if not currency:
            return self.number(value)
        places = "0" if _places(value) == 0 else "0." + "0" * _places(value)
        return str(
            format_currency(
                value, currency, f"¤#,##{places}", locale=self._locale, currency_digits=False
            )
        )

    def thinks_in_wan(self, value: Decimal | int) -> bool:
        """Whether readers of this language would say an amount in 万: 120 万, not 1,200,000."""
        return self.language is Language.ZH and abs(Decimal(value)) >= 10 * WAN

    def wan(self, currency: str) -> str:
        """What ten thousand of a currency are called: 万元, 万美元; 万 of one nobody named."""
        name = self.unit(currency)
        return f"万 {name}" if name.isascii() and name else f"万{name}"

    def unit(self, currency: str) -> str:
        """What one of a currency is called above a table: 元, 美元, in English CNY, USD.

        "" of one nobody named; the code of one that has no name in Chinese.
        """
        from babel.numbers import get_currency_name  # noqa: PLC0415 (imported where used: start-up)

        if self.language is not Language.ZH or not currency:
            return currency
        return "元" if currency == "CNY" else str(get_currency_name(currency, locale="zh"))

    def share(self, value: float | Decimal, decimals: int = 1) -> str:
        """A share as per cent: `22 %`."""
        return f"{value * 100:.{decimals}f}%"

    def date(self, day: dt.date) -> str:
        """A day: `1 Jan 2027`, `2027年1月1日`."""
        if self.language is Language.ZH:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_EN_MONTHS[day.month - 1]} {day.year}"

    def day_of_year(self, day: dt.date) -> str:
        """A day of a year that has been named: `1 Jan`, `1月1日`."""
        month = self.month(day)
        return f"{month}{day.day}日" if self.language is Language.ZH else f"{day.day} {month}"

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
