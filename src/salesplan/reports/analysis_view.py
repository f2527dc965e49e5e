"""An analysis in one language: how its amounts, periods, people and growth are written.

Amounts in tables are in main units. Without a profile or a currency asked for, nobody knows what
currency the files are in, and none is shown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from salesplan.choices import Language
from salesplan.core.analysis import Analysis
from salesplan.core.calendar import MONTHS
from salesplan.core.people_figures import PersonFigures
from salesplan.core.sales import Sales
from salesplan.core.same_days import Days
from salesplan.core.scenario import Supposed
from salesplan.core.timeline import Comparison
from salesplan.core.year_figures import YearFigures
from salesplan.labels import Labels
from salesplan.reports.sentences import in_three_digits
from salesplan.reports.values import Column, Kind, Role, Table

_SMALL: Final = 100  # main units below which cents matter
_WHOLE_FROM: Final = 10_000  # main units from which cents are left out
_SHOWN: Final = 0.0005  # as a share; less would be shown as zero with a sign
_WAN: Final = 10_000


@dataclass(frozen=True)
class AnalysisView:
    """An analysis with the sales that it is of, and the words to use.

    `currency` is "" where it is not known, `decimals` are those of its minor unit. `scenario` is
    what was supposed of the profile.
    """

    analysis: Analysis
    sales: Sales
    labels: Labels
    currency: str = ""
    decimals: int = 2
    organisation: str = ""
    scenario: tuple[Supposed, ...] = ()

    @property
    def title(self) -> str:
        """`Northwind Traders – what the sales history says`."""
        if self.organisation:
            return self.labels("analysis_title_of", organisation=self.organisation)
        return self.labels("analysis_title")

    @property
    def subtitle(self) -> str:
        """What the history covers: `Jan 1996 – Dec 1997 · 24 whole months · 2,155 rows`."""
        span, labels = self.analysis.span, self.labels
        parts = [
            self.days_text(Days(span.first, span.last + dt.timedelta(days=1))),
            labels.counted("whole_months", span.months),
            labels.counted("rows_count", span.rows),
        ]
        if self.currency:
            parts.append(labels("amounts_in", currency=labels.unit(self.currency)))
        return " · ".join(parts)

    @property
    def unit(self) -> str:
        """What one of the currency is called above a table or chart; "" where it is not known."""
        return self.labels.unit(self.currency)

    def cell(self, minor: int) -> Decimal:
        """An amount as a cell."""
        return Decimal(minor).scaleb(-self.decimals)

    @cached_property
    def amount_format(self) -> str:
        """The number format of amounts: whole units, unless there is little to show."""
        small = abs(self.cell(self.analysis.total)) < _WHOLE_FROM
        return "#,##0." + "0" * self.decimals if small and self.decimals else "#,##0"

    def amount_column(self, header: str, role: Role = Role.BODY) -> Column:
        """A column of amounts."""
        return Column(header, Kind.AMOUNT, role)

    def said(self, minor: float) -> str:
        """An amount in a sentence: in whole units, unless it is small."""
        value = self.cell(round(minor))
        places = self.decimals if abs(value) < _SMALL else 0
        return self._money(round(value, places))

    def roughly(self, minor: float) -> str:
        """An estimate in a sentence: three significant digits, unless it is small."""
        value = self.cell(round(minor))
        return self.said(minor) if abs(value) < _SMALL else self._money(in_three_digits(value))

    def _money(self, value: Decimal) -> str:
        labels = self.labels
        whole = value == value.to_integral_value()
        value = round(value) * Decimal(1) if whole else value
        if self.currency:
            return labels.amount(value, self.currency)
        if labels.language is Language.ZH and abs(value) >= 10 * _WAN:
            wan = round(value / _WAN, 2)
            shortest = wan.normalize() if wan != wan.to_integral_value() else round(wan)
            return f"{labels.number(shortest)} 万"
        return labels.number(value)

    def growth(self, comparison: Comparison | None) -> float | None:
        """A growth as a cell; None where there is none."""
        return None if comparison is None else self.rounded(comparison.growth)

    def rounded(self, value: float | None) -> float | None:
        """Six decimals: more than people see, so that what they see is rounded once."""
        return None if value is None else round(value, 6) if abs(value) >= _SHOWN else 0.0

    def against(self, growth: float, base: str) -> str:
        """`29.3% more than 2016`, `4.1% less than …`, `as much as …`."""
        shown = f"{abs(growth):,.{0 if abs(growth) >= 1 else 1}%}"
        if shown == f"{0:.1%}":
            return self.labels("as_much", base=base)
        return self.labels("much_more" if growth > 0 else "much_less", share=shown, base=base)

    def year_called(self, name: str | None) -> str:
        """A year inside a sentence: `2016`, `2016 年`."""
        return self.labels("year_called", year=name)

    def name_of(self, person: PersonFigures) -> str:
        """A person's name, or what sales nobody owns are called."""
        return person.name if person.name is not None else self.labels("nobody")

    def month_name(self, key: str, *, with_year: bool = True) -> str:
        """`Mar 2017`; `M3 2017` where months are not calendar months."""
        year, _, month = key.rpartition("-")
        name = (
            self.labels("month_number", number=int(month[1:]))
            if month.startswith("M")
            else self.labels.month(dt.date(2000, int(month), 1))
        )
        return self.labels("period_of_year", period=name, year=year) if with_year else name

    def quarter_name(self, key: str) -> str:
        """`Q1`."""
        return self.labels("quarter", number=int(key[-1]))

    def days_text(self, days: Days) -> str:
        """`Jul 2018 – Jun 2019` where both ends are those of a month, else with the days."""
        first, last = days.start, days.end - dt.timedelta(days=1)
        if first.day != 1 or days.end.day != 1:
            return self.labels(
                "from_to", since=self.labels.date(first), until=self.labels.date(last)
            )
        if (first.year, first.month) == (last.year, last.month):
            return self._month_of(first)
        since = self.labels.month(first) if first.year == last.year else self._month_of(first)
        until = self._month_of(last)
        if first.year == last.year and self.labels.language is Language.ZH:
            since, until = self._month_of(first), self.labels.month(last)
        return self.labels("from_to", since=since, until=until)

    def _month_of(self, day: dt.date) -> str:
        return self.labels("period_of_year", period=self.labels.month(day), year=day.year)

    def year_name(self, year: YearFigures) -> str:
        """`2017`, or with the part that is known: `2019 (Jan – Jun)`, `2019 (1 Jan – 6 Aug)`."""
        if year.complete:
            return year.name
        days = year.covered
        first, last = days.start, days.end - dt.timedelta(days=1)
        part = self.days_text(days)
        if {str(first.year), str(last.year)} == {year.name}:
            months = first.day == days.end.day == 1
            named = self.labels.month if months else self.labels.day_of_year
            since, until = named(first), named(last)
            part = since if since == until else self.labels("from_to", since=since, until=until)
        return self.labels("year_part", year=year.name, part=part)

    @property
    def recent_name(self) -> str:
        """`the last twelve months`, or how many whole months there are."""
        months = self.analysis.span.months
        if months >= MONTHS:
            return self.labels("recent_twelve")
        return self.labels.counted("recent_months", months)

    @property
    def recent_total(self) -> int | None:
        """What the last twelve whole months brought; None where there are fewer."""
        whole = [month.last_twelve for month in self.analysis.months if month.whole]
        return whole[-1] if whole else None

    @property
    def recent_days(self) -> str:
        """Which the last twelve whole months are: `May 1997 – Apr 1998`."""
        whole = [month.days for month in self.analysis.months if month.whole][-MONTHS:]
        return self.days_text(Days(whole[0].start, whole[-1].end)) if whole else ""

    @cached_property
    def sellers(self) -> tuple[PersonFigures, ...]:
        """People who sold something lately, who sold most first; without what nobody owns."""
        named = [each for each in self.analysis.people if each.name is not None and each.recent > 0]
        return tuple(sorted(named, key=lambda each: (-each.recent, each.name or "")))

    @property
    def unowned(self) -> PersonFigures | None:
        """What nobody owns of the recent sales; None where everything has an owner."""
        return next((each for each in self.analysis.people if each.name is None), None)


def first_of(table: Table, kind: Kind) -> int | None:
    """The first column of a kind; None without one."""
    places = (at for at, column in enumerate(table.columns) if column.kind is kind)
    return next(places, None)


def known_columns(table: Table) -> Table:
    """The table without the columns that have nothing in them; without bars."""
    keep = [
        at
        for at in range(len(table.columns))
        if any(row.cells[at] is not None for row in table.rows)
    ]
    columns = tuple(table.columns[at] for at in keep)
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in keep)) for row in table.rows)
    return replace(table, columns=columns, rows=rows, bars=())
