"""One input → what became of it; whatever should not happen is raised.

The functions are those that the command line uses: reading, what is said on the screen in both
languages, the JSON, the clean workbook; for plans what `review` reads, for profiles what `check`
does. An input may be read or refused with findings, in either case in words; anything else is a
failure: another exception, an account that does not add up, sums that are not what the parts are.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console

from salesplan.checking import Checked, as_data, check_files, clean_book_of, show
from salesplan.choices import Language
from salesplan.core.amounts import currency_decimals
from salesplan.core.sales import Sales, Why
from salesplan.errors import Finding, SalesplanError, errors_among
from salesplan.inputs.sales import read_sales
from salesplan.intake import read_for_review
from salesplan.labels import Labels
from salesplan.outputs.terminal import print_findings
from salesplan.outputs.workbook import book_bytes
from salesplan.profile import Profile

ROLES: Final = ("plan", "actuals", "earlier")
"""What a workbook may be given to `review` as."""
_DAY: Final = dt.date(2026, 6, 30)
_BASE: Final = {
    "goals": [{"metric": "revenue", "annual": 1_000_000}],
    "team": [{"name": "T", "reps": [{"name": "张伟"}, {"name": "Ann Lee"}]}],
}
HISTORIES: Final[dict[str, dict[str, object]]] = {
    "plain": {},
    "tolerant": {"max_rejected": 1},
    "separators": {"separators": "/、", "max_rejected": 1},
    "day_first": {"date_order": "day_first", "max_rejected": 1},
    "counting": {
        "count": {"only": ["赢单", "正常"], "without": ["x"], "negative": ["退货"]},
        "max_rejected": 1,
    },
    "columns": {"columns": {"rep": "客户名称", "amount": "单价"}, "max_rejected": 1},
    "preset": {"preset": "zoho_deals"},
    "no_preset": {"preset": "none", "max_rejected": 1},
    "sheet": {"sheet": "S1"},
    "join": {"joins": [{"key": "地区", "columns": {"rep": "业务员"}}], "max_rejected": 1},
    "rates": {"rates": {"USD": 7.12, "EUR": "7.8"}, "discount": "paid", "max_rejected": 1},
}
"""Settings of a profile's history under which files are read; `JPY` has no decimals."""
_CURRENCIES: Final = {"rates": "CNY", "day_first": "JPY", "tolerant": "BHD"}


class ViolationError(Exception):
    """A law that a result breaks."""


def require(law: str, holds: bool, *about: object) -> None:
    """Raises `ViolationError` with the name of the law where it does not hold."""
    if not holds:
        raise ViolationError(f"{law}: {about}")


@cache
def profile_with(setting: str) -> Profile:
    """A profile with one of `HISTORIES`."""
    currency = _CURRENCIES.get(setting, "CNY")
    return Profile.model_validate({**_BASE, "currency": currency, "history": HISTORIES[setting]})


def judge_sales(path: Path, setting: str, *, thorough: bool) -> str:
    """What became of a file of sales. `thorough` writes the clean workbook and reads it again.

    Raises `ViolationError`, or whatever the program raised that it should not have.
    """
    profile = profile_with(setting)
    sales, findings = _read(path, profile)
    _judge_account(path, sales, findings)
    _judge_rows(sales)
    if profile.history.separators:
        whole, _ = _read(path, _without_separators(profile))
        require("people are credited the whole", _total(whole) == _total(sales), _total(sales))
    checked = Checked(profile, sales, findings, [path])
    _say(checked, path)
    if thorough and checked.has_rows:
        _judge_clean_book(checked, path)
    return _outcome(findings, sales)


def _read(path: Path, profile: Profile) -> tuple[Sales, list[Finding]]:
    decimals = currency_decimals(profile.currency)
    return read_sales(
        [path], profile.history, decimals, currency=profile.currency, folder=path.parent
    )


def _without_separators(profile: Profile) -> Profile:
    history = profile.history.model_copy(update={"separators": ""})
    return profile.model_copy(update={"history": history})


def _total(sales: Sales) -> int:
    return sum(sales.rows["amount"].tolist())


def _judge_account(path: Path, sales: Sales, findings: Sequence[Finding]) -> None:
    for account in sales.accounts:
        parts = (account.used, account.rejected, account.left_out)
        require("read = used + rejected + left out", account.read == sum(parts), account)
        require("counts are not negative", min(parts) >= 0, account)
        reasons = [count for _, count in account.reasons]
        require("left out is the sum of its reasons", account.left_out == sum(reasons), account)
    rejects = sum(len(reject.cells) for reject in sales.rejects)
    require("rejected rows are kept", rejects == sales.rejected, rejects, sales.rejected)
    errors = errors_among(findings)
    require("a file is read or refused", bool(sales.accounts or errors), path.suffix)
    require("rejected rows are told", not sales.rejected or bool(findings), sales.rejected)


def _judge_rows(sales: Sales) -> None:
    rows = sales.rows
    require("amounts are integers", rows["amount"].dtype == np.int64, rows["amount"].dtype)
    require("a row has a day and a person", not rows[["date", "rep"]].isna().any().any())
    require("a person has a name", "" not in set(rows["rep"].unique()))
    if len(rows):
        first, last = rows["date"].min(), rows["date"].max()
        require("days are plausible", first.year >= 1980 and last.year <= 2100, first, last)
    used: Counter[tuple[str, str]] = Counter()
    exact = True
    for account in sales.accounts:
        used[account.file, account.sheet] += account.used
        exact &= not any(origin.why is Why.LAYOUT for origin in account.origins)
    found = Counter(zip(rows["file"].tolist(), rows["sheet"].tolist(), strict=True))
    for place in found.keys() | used.keys():
        few, many = used[place], found[place]
        require("used rows are there", few <= many, place, few, many)
    places = rows.groupby(["file", "sheet", "row"], observed=True).ngroups
    if exact:
        beside = sum(account.used for account in sales.accounts) - places
        tables = Counter((account.file, account.sheet) for account in sales.accounts)
        require("a used row is one row", beside == 0 or max(tables.values()) > 1, beside)


def _say(checked: Checked, path: Path) -> None:
    """All that is said of it, in both languages."""
    for language in Language:
        labels = Labels(language)
        data = as_data(checked, labels, None, [])
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
        screen, messages = io.StringIO(), io.StringIO()
        consoles = [Console(file=each, width=100) for each in (screen, messages)]
        show(checked, labels, *consoles, quiet=False, files=[str(path)])
        for stream in (screen, messages):
            stream.getvalue().encode()


def _judge_clean_book(checked: Checked, path: Path) -> None:
    """The clean workbook is written, and gives the same sales."""
    assert checked.sales is not None and checked.profile is not None
    labels = Labels(Language.ZH)
    content = book_bytes(clean_book_of(checked, labels))
    clean = path.with_name("clean.xlsx")
    clean.write_bytes(content)
    if errors_among(checked.findings) or not checked.sales.used:
        return
    history = {"sheet": labels("clean_sales"), "preset": "none", "max_rejected": 1}
    settings = {**_BASE, "currency": checked.profile.currency, "history": history}
    again, _ = _read(clean, Profile.model_validate(settings))
    found, wanted = ((_total(each), len(each.rows)) for each in (again, checked.sales))
    require("the clean workbook gives the same sales", found == wanted, found, wanted)


def _outcome(findings: Sequence[Finding], sales: Sales | None = None) -> str:
    """The codes of the findings, and whether something was read."""
    codes = " ".join(sorted({finding.code for finding in findings}))
    size = 0 if sales is None else len(str(sales.used)) if sales.used else 0
    return f"{codes} used {size}".strip()


# --------------------------------------------------------------------------------------------
# Plans, tables of targets and profiles
# --------------------------------------------------------------------------------------------


def judge_review(path: Path, role: str, plan: Path, actuals: Path) -> str:
    """What became of a workbook given to `review` in a role, beside a good plan and actuals."""
    empty = path.parent / "reviews"
    empty.mkdir(exist_ok=True)
    mine = {"plan": (path, actuals), "actuals": (plan, path), "earlier": (plan, actuals)}[role]
    for old in empty.iterdir():
        old.unlink()
    if role == "earlier":
        (empty / path.name).with_suffix(".xlsx").write_bytes(path.read_bytes())
    try:
        found = read_for_review(mine[0], [str(mine[1])], "2026-06-30", None, empty, None, _DAY)
    except SalesplanError as problem:
        return _refused(problem)
    for metric in found.plan.metrics:
        require("targets are not negative", bool((metric.targets >= 0).all()), metric.targets)
        people, months = len(found.plan.profile.reps), len(found.plan.calendar.months)
        require("everybody has targets", metric.targets.shape == (people, months))
    _judge_account(path, found.sales, found.findings)
    _tell(found.findings)
    return _outcome(found.findings, found.sales)


def judge_profile(path: Path) -> str:
    """What `check` does with a profile."""
    try:
        checked = check_files(path, [], None, every=False)
    except SalesplanError as problem:
        return _refused(problem)
    _say(checked, path)
    return _outcome(checked.findings, checked.sales)


def _refused(problem: SalesplanError) -> str:
    require("a refusal says why", bool(errors_among(problem.findings)))
    _tell(problem.findings)
    return _outcome(problem.findings)


def _tell(findings: Sequence[Finding]) -> None:
    for language in Language:
        stream = io.StringIO()
        print_findings(Console(file=stream, width=100), Labels(language), findings)
        stream.getvalue().encode()
