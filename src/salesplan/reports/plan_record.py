"""A plan as text and back: what the hidden sheet of a plan workbook holds.

Only what cannot be derived is kept: the profile, the calendar's working days (the official lists
may change later), the targets, and the evidence behind them. Reading what was written gives the
same plan.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

import numpy as np

from salesplan.core.calendar import FiscalCalendar
from salesplan.core.evidence import Before
from salesplan.core.limits import Limit, LimitKind
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.record import Record
from salesplan.core.seasonality import Basis, Seasonality
from salesplan.errors import Finding, Place, SalesplanError
from salesplan.profile import Goal, Pattern, Profile

RECORD_SHEET: Final = "_salesplan"
FORMAT: Final = "salesplan.plan"
VERSION: Final = 1
_DAMAGED: Final = (
    *(ValueError, KeyError, TypeError),
    *(AttributeError, OverflowError, RecursionError),
)
"""What reading a record may raise that somebody has changed."""


def plan_to_text(plan: Plan) -> str:
    """A plan as one line of JSON, equal for equal plans."""
    record = {
        "format": FORMAT,
        "version": VERSION,
        "profile": plan.profile.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "calendar": _calendar_record(plan.calendar),
        "metrics": [_metric_record(metric) for metric in plan.metrics],
        "findings": [_finding_record(finding) for finding in plan.findings],
        "part": plan.part,
    }
    return json.dumps(record, separators=(",", ":"), sort_keys=True)


def plan_from_text(text: str, name: str = "") -> Plan:
    """The plan that `plan_to_text` wrote; `name` is the file shown in findings.

    Raises `SalesplanError` when the text is not such a record, or of a later version.
    """
    try:
        record = json.loads(text)
        if record["format"] != FORMAT or record["version"] > VERSION:
            raise ValueError(f"{record['format']} {record['version']}")
        calendar = _calendar(record["calendar"])
        return Plan(
            Profile.model_validate(record["profile"]),
            calendar,
            tuple(_metric(metric, calendar) for metric in record["metrics"]),
            tuple(_finding(finding) for finding in record["findings"]),
            record["part"],
        )
    except _DAMAGED as error:
        raise SalesplanError(
            Finding("E440", Place(name), {"reason": f"{type(error).__name__} {error}"[:200]})
        ) from None


def _calendar_record(calendar: FiscalCalendar) -> dict[str, Any]:
    return {
        "name": calendar.name,
        "pattern": calendar.pattern.value,
        "month_starts": [start.isoformat() for start in calendar.month_starts],
        "working": "".join("1" if day else "0" for day in calendar.working),
        "week_start": calendar.week_start,
        "estimated": calendar.estimated,
    }


def _calendar(record: dict[str, Any]) -> FiscalCalendar:
    return FiscalCalendar(
        record["name"],
        Pattern(record["pattern"]),
        tuple(dt.date.fromisoformat(start) for start in record["month_starts"]),
        np.array([day == "1" for day in record["working"]]),
        record["week_start"],
        record["estimated"],
    )


def _metric_record(metric: MetricPlan) -> dict[str, Any]:
    return {
        "settings": metric.settings.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "decimals": metric.decimals,
        "goal": metric.goal,
        "assigned": metric.assigned,
        "season": {
            "basis": metric.season.basis.value,
            "indices": metric.season.indices.tolist(),
            "shares": metric.season.shares.tolist(),
            "shrinkage": float(metric.season.shrinkage),
            "months": metric.season.months,
            "festival": metric.season.festival,
        },
        "weekday": metric.weekday.tolist(),
        "record": {
            field: getattr(metric.record, field).tolist()
            for field in ("sold", "expected", "record", "credibility", "factor", "months")
        },
        "months": metric.months.tolist(),
        "targets": metric.targets.tolist(),
        "growth_base": _before_record(metric.growth_base),
        "last_year": _before_record(metric.last_year),
        "limits": [_limit_record(limit) for limit in metric.limits],
        "exact": None if metric.exact is None else metric.exact.tolist(),
        "pools": [list(pool) for pool in metric.pools],
    }


def _metric(record: dict[str, Any], calendar: FiscalCalendar) -> MetricPlan:
    season = record["season"]
    return MetricPlan(
        Goal.model_validate(record["settings"]),
        record["decimals"],
        record["goal"],
        record["assigned"],
        Seasonality(
            Basis(season["basis"]),
            np.array(season["indices"], dtype=float),
            np.array(season["shares"], dtype=float),
            season["shrinkage"],
            season["months"],
            None if season["festival"] is None else tuple(season["festival"]),
        ),
        np.array(record["weekday"], dtype=float),
        _track_record(record["record"]),
        np.array(record["months"], dtype=np.int64),
        np.array(record["targets"], dtype=np.int64).reshape(-1, len(record["months"])),
        _before(record["growth_base"]),
        _before(record["last_year"]),
        tuple(_limit(limit, calendar) for limit in record["limits"]),
        None if record["exact"] is None else np.array(record["exact"], dtype=float),
        tuple(tuple(pool) for pool in record["pools"]),
    )


def _limit_record(limit: Limit) -> dict[str, Any]:
    return {
        "name": limit.name,
        "people": list(limit.people),
        "period": limit.period.key,
        "kind": limit.kind.value,
        "low": limit.low,
        "high": limit.high,
    }


def _limit(record: dict[str, Any], calendar: FiscalCalendar) -> Limit:
    return Limit(
        record["name"],
        tuple(record["people"]),
        calendar.period(record["period"]),
        LimitKind(record["kind"]),
        record["low"],
        record["high"],
    )


def _track_record(record: dict[str, list[float]]) -> Record:
    fields = {field: np.array(value, dtype=float) for field, value in record.items()}
    return Record(**{**fields, "months": fields["months"].astype(np.int64)})


def _before_record(before: Before | None) -> dict[str, Any] | None:
    if before is None:
        return None
    return {"name": before.name, "table": before.table.tolist(), "complete": before.complete}


def _before(record: dict[str, Any] | None) -> Before | None:
    if record is None:
        return None
    return Before(record["name"], np.array(record["table"], dtype=np.int64), record["complete"])


def _finding_record(finding: Finding) -> dict[str, Any]:
    place = finding.place
    fields = ("file", "line", "position", "sheet", "row", "column")
    return {
        "code": finding.code,
        "place": {name: getattr(place, name) for name in fields},
        "values": {
            key: value if isinstance(value, int) else str(value)
            for key, value in finding.values.items()
        },
        "nearest": finding.nearest,
        "count": finding.count,
    }


def _finding(record: dict[str, Any]) -> Finding:
    return Finding(
        record["code"],
        Place(**record["place"]),
        record["values"],
        nearest=record["nearest"],
        count=record["count"],
    )
