"""An analysis as plain data: the documented shape behind `analyze --json`.

The same values as on the screen and in the workbook: amounts in the currency's main unit, shares
and growth as fractions, days with the last one included.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from salesplan.core.concentration import NameFigures
from salesplan.core.same_days import Days
from salesplan.core.timeline import Comparison
from salesplan.core.year_ahead import YearAhead
from salesplan.core.year_landing import YearLanding
from salesplan.errors import Finding
from salesplan.reports.analysis_story import story
from salesplan.reports.analysis_suggestions import yaml_lines
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.plan_data import findings_data, scenario_data

FORMAT: Final = "salesplan.analyze"
VERSION: Final = 1
_AMOUNTS: Final = frozenset(
    [
        *("total", "amount", "now", "then", "last_twelve", "recent", "sold", "expected"),
        *("before", "after", "actual", "usual", "rest", "base", "low", "high"),
        *("new", "repeat", "returned", "lost", "unnamed", "repeat_before", "unnamed_before"),
    ]
)
"""Fields that are amounts where they are whole numbers, or lists of them."""
_LISTS: Final = frozenset({"years", "months", "quarters"})
_RATES: Final = frozenset({"per_day"})


def analysis_data(
    view: AnalysisView, findings: Sequence[Finding] = (), files: Sequence[str] = ()
) -> dict[str, Any]:
    """The analysis as JSON-ready data."""
    analysis, sales = view.analysis, view.sales
    plain = _Plain(view)
    fields = {
        field.name: plain.of(getattr(analysis, field.name), field.name)
        for field in dataclasses.fields(analysis)
        if field.name not in {"calendar", "findings", "customer_years"}
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "organisation": view.organisation,
        "currency": view.currency or None,
        "scenario": scenario_data(view.scenario),
        "text": [
            {"topic": each.topic.value, "weight": round(each.weight, 3), "text": each.text}
            for each in story(view)
        ],
        **fields,
        "customer_years": [plain.of(year) for year in analysis.customer_years],
        "profile_lines": yaml_lines(view),
        "rows": {
            "read": sales.read,
            "used": sales.used,
            "rejected": sales.rejected,
            "left_out": sales.left_out,
        },
        "findings": findings_data(view.labels, [*findings, *analysis.findings]),
        "files": list(files),
    }


@dataclasses.dataclass(frozen=True)
class _Plain:
    """Values of an analysis as JSON has them."""

    view: AnalysisView

    def of(self, value: object, name: str = "") -> Any:  # noqa: ANN401 (whatever JSON has)
        """A value; `name` is that of its field."""
        match value:
            case Days():
                last = value.end - dt.timedelta(days=1)
                return {"first_day": str(value.start), "last_day": str(last)} if value else None
            case Enum():
                return value.value
            case dt.date():
                return str(value)
            case tuple():
                return self._list(value, name)
            case int() if name in _AMOUNTS and not isinstance(value, bool):
                return self._amount(value)
            case float():
                if name in _RATES:
                    return self._amount(round(value))
                return round(value, 6)
        if dataclasses.is_dataclass(value):
            return self._fields(value)
        return value

    def _fields(self, value: Any) -> dict[str, Any]:  # noqa: ANN401
        found = {
            field.name: self.of(getattr(value, field.name), field.name)
            for field in dataclasses.fields(value)
        }
        if isinstance(value, Comparison | NameFigures | YearAhead | YearLanding):
            found["growth"] = self.of(value.growth)
        return found

    def _list(self, values: tuple[object, ...], name: str) -> Any:  # noqa: ANN401
        if name == "others":
            return {"count": values[0], "amount": self.of(values[1], "amount")}
        if name in _LISTS and all(isinstance(each, int) for each in values):
            return [self._amount(each) for each in values if isinstance(each, int)]
        return [self.of(each, name) for each in values]

    def _amount(self, minor: int) -> int | float:
        value: Decimal = self.view.cell(minor)
        return int(value) if value == value.to_integral_value() else float(value)
