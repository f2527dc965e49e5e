"""What the verbs read: histories, actuals, plans, and the days and shares of the command line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from salesplan.choices import Language

if TYPE_CHECKING:
    from salesplan.core.calendar import Period
    from salesplan.core.plan import Plan
    from salesplan.core.sales import Sales
    from salesplan.core.scenario import Supposed
    from salesplan.core.trend import Snapshot
    from salesplan.errors import Finding, SalesplanError
    from salesplan.profile import Profile

_ALL_FIELDS: Final = frozenset({"quantity", "customer", "product", "region", "order"})
# Quotation marks inside of a name are escaped, so that no name can be taken for it.
_LANGUAGE: Final = re.compile(r'"language": ?"(en|zh)"')
_ANALYSED: Final = frozenset({"customer", "product", "region", "order"})
_DECIMALS: Final = 2  # where nobody said what the currency is
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_DAYS_BACK: Final = {"today": 0, "yesterday": 1}
_DRIVERS: Final = frozenset({"customer", "order"})
_NONE_YET: Final = frozenset({"E219"})  # files without rows: no actuals yet
_OF_EDITS: Final = frozenset({"N441", "W441"})  # of the current version of a plan alone
_REVENUE_ALONE: Final = {
    "goals": [{"metric": "revenue", "annual": 1}],
    "team": [{"name": "-", "reps": [{"name": "-"}]}],
}


def share_of(text: str, option: str, *, most: int = 1) -> Decimal:
    """A share such as 5%, from the command line."""
    from salesplan.numerals import parse_number

    try:
        share = parse_number(text)
    except ValueError:
        share = None
    if share is None or not 0 <= share <= most:
        raise typer.BadParameter(f"'{text}' is not a share such as 5%", param_hint=option)
    return share


def read_history(
    profile: Profile, given: list[str] | None, profile_path: Path
) -> tuple[Sales | None, list[Finding]]:
    """The sales of the profile's files, or of those given on the command line."""
    from salesplan.core.history import COLUMNS

    if not given and not profile.history.files:
        return None, []
    base = Path() if given else profile_path.parent
    paths, findings = _files(given or profile.history.files, base)
    fields = {"customer"} | {COLUMNS.get(goal.resolved_source, "") for goal in profile.goals}
    if any(way.drivers for goal in profile.goals for way in (goal, *goal.compare)):
        fields |= _DRIVERS
    sales, found = _read_sales(profile, paths, fields, folder=profile_path.parent)
    return sales, [*findings, *found]


def _files(patterns: Sequence[str], base: Path) -> tuple[list[Path], list[Finding]]:
    """The files that some patterns stand for."""
    from salesplan.errors import SalesplanError, errors_among
    from salesplan.inputs.files import find_files

    paths, findings = find_files(patterns, base)
    if errors_among(findings):
        raise SalesplanError(findings)
    return list(paths), findings


def _read_sales(
    profile: Profile,
    paths: Sequence[Path],
    fields: Collection[str],
    allowed: frozenset[str] = frozenset(),
    folder: Path = Path(),
) -> tuple[Sales, list[Finding]]:
    """The sales in some files; errors in `allowed` are none, tables to join are in `folder`."""
    from salesplan.core.amounts import currency_decimals
    from salesplan.errors import SalesplanError, errors_among
    from salesplan.inputs.sales import read_sales

    decimals = currency_decimals(profile.currency)
    sales, found = read_sales(
        paths, profile.history, decimals, fields, currency=profile.currency, folder=folder
    )
    findings = [finding for finding in found if finding.code not in allowed]
    if errors_among(findings):
        raise SalesplanError(findings)
    return sales, findings


def plan_alone(files: Sequence[str]) -> bool:
    """Whether the files are one, and a plan workbook."""
    from salesplan.inputs.plan_book import holds_plan

    with suppress(OSError):  # a name that is too long for one
        return len(files) == 1 and Path(files[0]).is_file() and holds_plan(Path(files[0]))
    return False


def language_of_plan(path: Path) -> Language | None:
    """The language of a plan workbook that can be read; nothing else has one before it is read."""
    from salesplan.errors import SalesplanError
    from salesplan.inputs.record_sheet import read_hidden_record

    try:
        record = read_hidden_record(path)
    except SalesplanError:
        return None
    found = _LANGUAGE.search(record.text) if record else None
    return Language(found[1]) if found else None


def stretch_of(plan: Plan, period: str | None) -> Period:
    """The stretch of the year called `period`, or the whole year.

    Raises `SalesplanError` (E430) where the year has no such period.
    """
    from salesplan.errors import ExitCode, Finding, SalesplanError

    if period is None:
        return plan.calendar.year
    try:
        return plan.calendar.period(period)
    except KeyError:
        values = {"period": period, "month": plan.calendar.months[1].key}
        raise SalesplanError(Finding("E430", values=values), ExitCode.USAGE) from None


@dataclass(frozen=True)
class AnalysisInput:
    """What an analysis is made from; `profile` is None where none was given.

    `currency` is "" where nobody said it, `decimals` are those of its minor unit.
    """

    profile: Profile | None
    sales: Sales
    findings: list[Finding]
    files: Sequence[Path]
    currency: str
    decimals: int
    supposed: tuple[Supposed, ...] = ()

    @property
    def language(self) -> Language:
        """That of the profile, or without one the language of the columns' headers."""
        if self.profile is not None:
            return self.profile.language
        headers = [name for account in self.sales.accounts for _, name in account.columns]
        chinese = sum(bool(_CHINESE.search(header)) for header in headers)
        return Language.ZH if 2 * chinese > len(headers) else Language.EN


def read_for_analysis(
    patterns: Sequence[str],
    profile_path: Path | None,
    sheet: str | None,
    currency: str | None,
    max_rejected: Decimal | None,
    settings: Sequence[str] = (),
) -> AnalysisInput:
    """The files given, or those of the profile, with all columns that an analysis looks at.

    `settings` are fields of the profile said differently. Raises `SalesplanError` where there is
    nothing to read, or nothing in it that can be used.
    """
    from salesplan.core.amounts import currency_decimals
    from salesplan.errors import ExitCode, Finding, Place, SalesplanError, errors_among
    from salesplan.inputs.profile_file import read_scenario
    from salesplan.inputs.sales import read_sales
    from salesplan.profile import History

    profile, supposed, said = (
        (None, (), []) if profile_path is None else read_scenario(profile_path, settings)
    )
    history = History() if profile is None else profile.history
    wanted = patterns or history.files
    if not wanted:
        raise SalesplanError(Finding("E500", Place(str(profile_path or ""))), ExitCode.USAGE)
    folder = Path() if profile_path is None else profile_path.parent
    paths, missing = _files(wanted, Path() if patterns else folder)
    options = {"sheet": sheet, "max_rejected": max_rejected}
    history = history.model_copy(
        update={name: value for name, value in options.items() if value is not None}
    )
    money = currency or (profile.currency if profile else "")
    decimals = currency_decimals(money) if money else _DECIMALS
    sales, found = read_sales(paths, history, decimals, _ANALYSED, currency=money, folder=folder)
    findings = [*said, *missing, *found]
    if errors_among(findings):
        raise SalesplanError(findings)
    if not len(sales.rows):
        raise SalesplanError([*findings, Finding("E501", values={"read": sales.read})])
    return AnalysisInput(profile, sales, findings, paths, money, decimals, supposed)


@dataclass(frozen=True)
class ReviewInput:
    """What a review is made from; `day` is the one to review, `earlier` are reviews before it.

    `plan` is the version to judge by, `versions` are all of them, the current one last. `files` are
    those of the plan and of the sales.
    """

    plan: Plan
    versions: tuple[Plan, ...]
    sales: Sales
    day: dt.date
    earlier: Sequence[Snapshot]
    findings: list[Finding]
    files: Sequence[Path]


def read_for_review(
    plan_path: Path,
    actuals: list[str],
    as_of: str | None,
    profile_path: Path | None,
    reviews: Path | None,
    sheet: str | None,
    today: dt.date,
    version: str = "current",
) -> ReviewInput:
    """The plan, or the one that a table of targets makes, the actuals, and earlier reviews.

    Variance workbooks among the actuals, and those in the folder `reviews`, are earlier reviews;
    `sheet` is the only one of the actuals to read, `version` the one of the plan to judge by: its
    number, `original` or `current`, which alone has hand edits.
    Raises `SalesplanError` where something cannot be read, where the actuals hold a plan, or no
    file that may have sales, and for a profile beside a plan.
    """
    from salesplan.core.last_day import day_findings, last_day
    from salesplan.inputs.plan_book import holds_plan, refuse_review
    from salesplan.inputs.review_books import find_reviews, read_snapshots

    day = None if as_of is None else day_of(as_of, today)
    refuse_review(plan_path)
    paths, findings = _files(actuals, Path())
    paths, earlier = _sales_and_reviews(paths)
    snapshots, said = read_snapshots([*earlier, *(find_reviews(reviews) if reviews else [])])
    findings += said
    if holds_plan(plan_path):
        from salesplan.inputs.plan_edits import read_edited_plan

        if profile_path is not None:
            raise _usage("E469", plan_path)
        plan, said = read_edited_plan(plan_path)
        folder = plan_path.parent
        settings = on_sheet(plan.profile, sheet)
        sales, found = _read_sales(settings, paths, _ALL_FIELDS, _NONE_YET, folder)
    else:
        from salesplan.inputs.profile_file import read_profile
        from salesplan.inputs.targets_table import read_targets
        from salesplan.profile import Profile

        base, said = (None, []) if profile_path is None else read_profile(profile_path)
        # What reading takes of a profile: currency, columns and what the goals count.
        settings = on_sheet(base or Profile.model_validate(_REVENUE_ALONE), sheet)
        folder = (profile_path or plan_path).parent
        sales, found = _read_sales(settings, paths, _ALL_FIELDS, _NONE_YET, folder)
        plan, of_targets = read_targets(
            plan_path, day or last_day(sales, None, today) or today, base
        )
        said = [*said, *of_targets]
    reviewed = day or last_day(sales, plan.calendar, today) or _eve(plan)
    found += day_findings(sales, plan.calendar, reviewed, today, given=day is not None)
    reviewed = min(reviewed, plan.calendar.end - dt.timedelta(days=1))
    chosen = _version(plan, version)
    if chosen is not plan:
        said = [finding for finding in said if finding.code not in _OF_EDITS]
    findings += [*said, *found]
    files = [plan_path, *paths]
    return ReviewInput(chosen, plan.versions, sales, reviewed, snapshots, findings, files)


def _version(plan: Plan, wanted: str) -> Plan:
    """The version of a plan called `wanted`.

    Raises `SalesplanError` (E550) where there is none.
    """
    from salesplan.errors import ExitCode, Finding, SalesplanError

    named = {str(each.version.number): each for each in plan.versions}
    named |= {"original": plan.versions[0], "current": plan}
    if wanted not in named:
        values = {"wanted": wanted, "count": len(plan.versions)}
        code = "E550" if len(plan.versions) > 1 else "E551"
        raise SalesplanError(Finding(code, values=values), ExitCode.USAGE)
    return named[wanted]


@dataclass(frozen=True)
class ReplanInput:
    """What a plan is made anew from: as it was made, as it was edited, and what was sold.

    `sales` is None where no actuals were given, `day` is the last one that is over. `profile` is
    the one that says what has changed, None for that of the plan.
    """

    plan: Plan
    edited: Plan
    sales: Sales | None
    day: dt.date | None
    profile: Profile | None
    findings: list[Finding]
    files: Sequence[Path]


def read_for_replan(
    plan_path: Path,
    actuals: Sequence[str],
    day: dt.date | None,
    profile: Profile | None,
    folder: Path,
    sheet: str | None,
    today: dt.date,
) -> ReplanInput:
    """The plan with its hand edits, and the actuals; `folder` is where tables to join are.

    Raises `SalesplanError` where something cannot be read, or the actuals hold a plan.
    """
    from salesplan.core.history import COLUMNS
    from salesplan.core.last_day import day_findings, last_day
    from salesplan.inputs.plan_book import read_plan
    from salesplan.inputs.plan_edits import read_edited_plan

    plan = read_plan(plan_path)
    edited, findings = read_edited_plan(plan_path)
    if not actuals:
        return ReplanInput(plan, edited, None, None, profile, findings, [plan_path])
    paths, said = _files(actuals, Path())
    paths, _ = _sales_and_reviews(paths)
    settings = on_sheet(profile or plan.profile, sheet)
    fields = {COLUMNS.get(metric.settings.resolved_source, "") for metric in plan.metrics}
    if any(handover.customers for handover in settings.handovers):
        fields |= {"customer"}
    sales, found = _read_sales(settings, paths, fields, _NONE_YET, folder)
    last = day or last_day(sales, plan.calendar, today) or _eve(plan)
    given = day is not None
    found += day_findings(sales, plan.calendar, last, today, given=given, carried=True)
    findings = [*findings, *said, *found]
    return ReplanInput(plan, edited, sales, last, profile, findings, [plan_path, *paths])


def current_plan(profile: Profile, folder: Path) -> Path:
    """The latest version of the plan of a profile's year among the workbooks in a folder.

    Raises `SalesplanError` (E519) where there is none.
    """
    from salesplan.errors import ExitCode, Finding, SalesplanError
    from salesplan.inputs.plan_book import read_plan

    found = []
    for path in sorted(folder.glob("plan-*.xlsx")):
        try:
            plan = read_plan(path)
        except SalesplanError:
            continue
        start = profile.fiscal_year.start or plan.calendar.start
        if not plan.part and not plan.scenario and plan.calendar.start == start:
            found.append((plan.version.number, path.stat().st_mtime_ns, path))
    if not found:
        year = profile.fiscal_year.start.year if profile.fiscal_year.start else "?"
        raise SalesplanError(Finding("E519", values={"year": str(year)}), ExitCode.USAGE)
    return max(found)[-1]


def _sales_and_reviews(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files of sales and the variance workbooks among the actuals."""
    from salesplan.inputs.plan_book import holds_plan
    from salesplan.inputs.review_books import holds_review

    reviews = [path for path in paths if holds_review(path)]
    sales = [path for path in paths if path not in reviews]
    for path in sales:
        if holds_plan(path):  # its days have a date and an amount each, and would count as sales
            raise _usage("E466", path)
    if not sales:
        raise _usage("E467", reviews[0])
    return sales, reviews


def on_sheet(profile: Profile, sheet: str | None) -> Profile:
    """The profile for reading one sheet of its files alone."""
    if sheet is None:
        return profile
    history = profile.history.model_copy(update={"sheet": sheet})
    return profile.model_copy(update={"history": history})


def _usage(code: str, path: Path) -> SalesplanError:
    """A file given where it does not belong."""
    from salesplan.errors import ExitCode, Finding, Place, SalesplanError

    return SalesplanError(Finding(code, Place(str(path))), ExitCode.USAGE)


def day_of(text: str, today: dt.date) -> dt.date:
    """A day from the command line: 2027-03-31, `today` or `yesterday`.

    Raises `SalesplanError` (E446) where it is none.
    """
    if text in _DAYS_BACK:
        return today - dt.timedelta(days=_DAYS_BACK[text])
    from salesplan.profile.days import day_examples, parse_day

    try:
        return parse_day(text)
    except ValueError:
        from salesplan.errors import ExitCode, Finding, SalesplanError

        values = {"day": text, "example": day_examples(text, today.year)}
        raise SalesplanError(Finding("E446", values=values), ExitCode.USAGE) from None


def _eve(plan: Plan) -> dt.date:
    """The day before the plan's year."""
    return plan.calendar.start - dt.timedelta(days=1)
