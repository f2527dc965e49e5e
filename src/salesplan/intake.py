"""What the verbs read: histories, actuals, plans, and the days and shares of the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from salesplan.core.plan import Plan
    from salesplan.core.sales import Sales
    from salesplan.errors import Finding
    from salesplan.profile import Profile

_NONE_YET: Final = frozenset({"E219"})  # files without rows: no actuals yet
_REVENUE_ALONE: Final = {
    "goals": [{"metric": "revenue", "annual": 1}],
    "team": [{"name": "-", "reps": [{"name": "-"}]}],
}


def share_of(text: str, option: str) -> Decimal:
    """A share such as 5%, from the command line."""
    from salesplan.numerals import parse_number

    try:
        share = parse_number(text)
    except ValueError:
        share = None
    if share is None or not 0 <= share <= 1:
        raise typer.BadParameter(f"'{text}' is not a share such as 5%", param_hint=option)
    return share


def read_history(
    profile: Profile, given: list[str] | None, profile_path: Path
) -> tuple[Sales | None, list[Finding]]:
    """The sales of the profile's files, or of those given on the command line."""
    if given:
        return _read_sales(profile, given, Path())
    if not profile.history.files:
        return None, []
    return _read_sales(profile, profile.history.files, profile_path.parent)


def _read_sales(
    profile: Profile, patterns: Sequence[str], base: Path, allowed: frozenset[str] = frozenset()
) -> tuple[Sales, list[Finding]]:
    """The sales in some files; errors in `allowed` are none."""
    from salesplan.core.amounts import currency_decimals
    from salesplan.errors import SalesplanError, errors_among
    from salesplan.inputs.files import find_files

    paths, findings = find_files(patterns, base)
    if errors_among(findings):
        raise SalesplanError(findings)
    from salesplan.core.history import COLUMNS
    from salesplan.inputs.sales import read_sales

    fields = {COLUMNS.get(goal.resolved_source, "") for goal in profile.goals}
    decimals = currency_decimals(profile.currency)
    sales, found = read_sales(paths, profile.history, decimals, fields)
    findings += [finding for finding in found if finding.code not in allowed]
    if errors_among(findings):
        raise SalesplanError(findings)
    return sales, findings


def plan_and_actuals(
    plan_path: Path,
    actuals: list[str],
    as_of: str | None,
    profile_path: Path | None,
    today: dt.date,
) -> tuple[Plan, Sales, dt.date, list[Finding]]:
    """The plan, or the one that a table of targets makes, the actuals and the day to review."""
    from salesplan.inputs.plan_book import holds_plan

    day = None if as_of is None else _day(as_of)
    if holds_plan(plan_path):
        from salesplan.inputs.plan_edits import read_edited_plan

        plan, findings = read_edited_plan(plan_path)
        sales, found = _read_sales(plan.profile, actuals, Path(), _NONE_YET)
        return plan, sales, day or _last_day(sales, _eve(plan)), [*findings, *found]
    from salesplan.inputs.profile_file import read_profile
    from salesplan.inputs.targets_table import read_targets
    from salesplan.profile import Profile

    base, findings = (None, []) if profile_path is None else read_profile(profile_path)
    # What reading takes of a profile: currency, columns and what the goals count.
    settings = base or Profile.model_validate(_REVENUE_ALONE)
    sales, found = _read_sales(settings, actuals, Path(), _NONE_YET)
    plan, said = read_targets(plan_path, day or _last_day(sales, today), base)
    return plan, sales, day or _last_day(sales, _eve(plan)), [*findings, *said, *found]


def _day(text: str) -> dt.date:
    """A day from the command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        from salesplan.errors import ExitCode, Finding, SalesplanError

        raise SalesplanError(Finding("E446", values={"day": text}), ExitCode.USAGE) from None


def _last_day(sales: Sales, otherwise: dt.date) -> dt.date:
    """The day of the last sale, or another where there is none."""
    if not len(sales.rows):
        return otherwise
    last: dt.date = sales.rows["date"].max().date()
    return last


def _eve(plan: Plan) -> dt.date:
    """The day before the plan's year."""
    return plan.calendar.start - dt.timedelta(days=1)
