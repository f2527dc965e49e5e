"""A plan as text and back: what the hidden sheet of a plan workbook holds.

Only what cannot be derived is kept: the profile, the calendar's working days (the official lists
may change later), the targets, and the evidence behind them. Reading what was written gives the
same plan.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Policy
from salesplan.core.calendar import MONTHS, FiscalCalendar
from salesplan.core.evidence import Before
from salesplan.core.levels import Level, Portion
from salesplan.core.limits import Limit, LimitKind
from salesplan.core.moved import Moved
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.record import Record
from salesplan.core.scenario import Supposed
from salesplan.core.seasonality import Basis, Seasonality
from salesplan.core.version import Carried, Version
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
    """A plan and its earlier versions as one line of JSON, equal for equal plans."""
    record = {"format": FORMAT, "version": VERSION, **_plan_record(plan)}
    return json.dumps(record, separators=(",", ":"), sort_keys=True)


def _plan_record(plan: Plan) -> dict[str, Any]:
    return {
        "profile": plan.profile.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "calendar": _calendar_record(plan.calendar),
        "metrics": [_metric_record(metric) for metric in plan.metrics],
        "findings": [_finding_record(finding) for finding in plan.findings],
        "part": plan.part,
        "made": _version_record(plan.version),
        "before": None if plan.before is None else _plan_record(plan.before),
        "moved": [_moved_record(each) for each in plan.moved],
        "scenario": [[each.path, each.before, each.after] for each in plan.scenario],
    }


def plan_from_text(text: str, name: str = "") -> Plan:
    """The plan that `plan_to_text` wrote; `name` is the file shown in findings.

    Raises `SalesplanError` when the text is not such a record, or of a later version.
    """
    try:
        record = json.loads(text)
        if record["format"] != FORMAT or record["version"] > VERSION:
            raise ValueError(f"{record['format']} {record['version']}")
        return _plan(record)
    except _DAMAGED as error:
        raise SalesplanError(
            Finding("E440", Place(name), {"reason": f"{type(error).__name__} {error}"[:200]})
        ) from None


def _plan(record: dict[str, Any]) -> Plan:
    calendar = _calendar(record["calendar"])
    return Plan(
        Profile.model_validate(record["profile"]),
        calendar,
        tuple(_metric(metric, calendar) for metric in record["metrics"]),
        tuple(_finding(finding) for finding in record["findings"]),
        record["part"],
        _version(record["made"]),
        None if record["before"] is None else _plan(record["before"]),
        tuple(_moved(each) for each in record["moved"]),
        tuple(Supposed(*each) for each in record["scenario"]),
    )


def _moved_record(moved: Moved) -> list[Any]:
    parties = (moved.day.isoformat(), moved.giver, moved.receiver, moved.source)
    return [*parties, moved.share, list(moved.customers)]


def _moved(record: list[Any]) -> Moved:
    day, giver, receiver, source, share, customers = record
    parties = (dt.date.fromisoformat(day), giver, receiver, source)
    return Moved(*parties, float(share), tuple(customers))


def _months(rows: list[list[int]]) -> npt.NDArray[np.int64]:
    """A table people × months."""
    return np.array(rows, dtype=np.int64).reshape(-1, MONTHS)


def _version_record(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "made": None if version.made is None else version.made.isoformat(),
        "author": version.author,
        "reason": version.reason,
        "as_of": None if version.as_of is None else version.as_of.isoformat(),
        "policy": None if version.policy is None else version.policy.value,
    }


def _version(record: dict[str, Any]) -> Version:
    def day(text: str | None) -> dt.date | None:
        return None if text is None else dt.date.fromisoformat(text)

    return Version(
        record["number"],
        day(record["made"]),
        record["author"],
        record["reason"],
        day(record["as_of"]),
        None if record["policy"] is None else Policy(record["policy"]),
    )


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
    starts = tuple(dt.date.fromisoformat(start) for start in record["month_starts"])
    if len(starts) != MONTHS + 1:
        raise ValueError(f"{len(starts)} month_starts")
    return FiscalCalendar(
        record["name"],
        Pattern(record["pattern"]),
        starts,
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
            "growth": metric.season.growth,
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
        "carried": [
            {"day": each.day.isoformat(), "months": each.months.tolist()} for each in metric.carried
        ],
        "levels": [_level_record(level) for level in metric.levels],
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
            season.get("growth", 0.0),
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
        tuple(
            Carried(dt.date.fromisoformat(each["day"]), _months(each["months"]))
            for each in record["carried"]
        ),
        tuple(_level(level) for level in record.get("levels", ())),
    )


def _level_record(level: Level) -> dict[str, Any]:
    rates = {"over_assignment": str(level.over_assignment), "compound": str(level.compound)}
    return {**asdict(level), **rates}


def _level(record: dict[str, Any]) -> Level:
    rates = {name: Decimal(record[name]) for name in ("over_assignment", "compound")}
    portion = record.get("portion")
    found = {
        "left_out": tuple(record["left_out"]),
        "portion": None if portion is None else Portion(**portion),
    }
    return Level(**{**record, **rates, **found})


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
