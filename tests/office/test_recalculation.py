"""LibreOffice computes every formula of written workbooks to the value that we stored.

Run by `pytest -m office`. Stored values are taken out of the file first, so that the office has to
calculate; what it saves is compared cell by cell.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from salesplan.choices import Language, Policy
from salesplan.core.plan import Plan
from salesplan.inputs.profile_file import read_profile
from salesplan.labels import Labels
from salesplan.outputs.workbook import write_book
from salesplan.reports.plan_book import plan_book
from tests.core.builders import sales
from tests.reports.plans import CALLS, REVENUE, TWO_TEAMS, any_team, plan, two_years
from tests.reports.replans import third, version
from tests.reports.workbooks import number, read_back

pytestmark = pytest.mark.office

ROOT = Path(__file__).parents[2]
_STORED = re.compile(rb"(<f>[^<]*</f>)<v>[^<]*</v>")


def example() -> Plan:
    from salesplan.core.amounts import currency_decimals
    from salesplan.core.plan import build_plan
    from salesplan.inputs.sales import read_sales

    profile, _ = read_profile(ROOT / "targets.example.yaml")
    paths = [ROOT / name for name in profile.history.files]
    sales, _ = read_sales(paths, profile.history, currency_decimals(profile.currency))
    return build_plan(profile, sales)


def chinese() -> Plan:
    cents = {"metric": "revenue", "annual": "12345678.91", "unit": "0.01", "over_assignment": "3%"}
    return plan(cents, {**CALLS, "label": "拜访=量"}, history=two_years("张伟(离线)", "Ann"))


def anew() -> Plan:
    from salesplan.core.replan import replan

    sold = [("2027-02-10", "Ann", 1_234_567_89), ("2027-03-30", "赵敏", 98_765_43)]
    return replan(chinese(), sales(sold), version(2, "2027-04-11", Policy.TEAM)).plan


def levelled() -> Plan:
    east, south = TWO_TEAMS
    inner = {"name": "沿海", "goal": "5M", "teams": [east]}
    return plan(REVENUE, team=[{"name": "东部", "teams": [inner, south]}, *any_team(2, 2)])


PLANS: dict[str, tuple[Callable[[], Plan], str, Language]] = {
    "example": (example, "year", Language.EN),
    "example, a quarter": (example, "Q2", Language.EN),
    "Chinese": (chinese, "year", Language.ZH),
    "regions": (levelled, "year", Language.ZH),
    "Chinese, a month": (chinese, "2027-03", Language.ZH),
    "made anew twice": (lambda: third().plan, "year", Language.EN),
    "made anew, a quarter": (lambda: third().plan, "Q2", Language.ZH),
    "made anew, to the cent": (anew, "year", Language.ZH),
    "1,000 people": (lambda: plan(REVENUE, team=any_team(40, 25)), "year", Language.EN),
}


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.fail("these tests need LibreOffice: install it, so that soffice is on the path")
    return found


def without_results(source: Path, target: Path) -> int:
    """Copy a workbook without the stored values of its formulas; how many there were."""
    count = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename.startswith("xl/worksheets/"):
                data, found = _STORED.subn(rb"\1", data)
                count += found
            new.writestr(part.filename, data)
    return count


def recalculated(office: str, path: Path, folder: Path) -> Path:
    """What the office saves after opening a workbook."""
    command = [
        office,
        f"-env:UserInstallation=file://{folder / 'office'}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / path.name


@pytest.mark.parametrize("name", PLANS)
def test_the_office_gets_the_same_numbers(name: str, office: str, tmp_path: Path) -> None:
    make, period, language = PLANS[name]
    planned = make()
    stretch = planned.calendar.period(period)
    written, stripped = tmp_path / "written.xlsx", tmp_path / "plan.xlsx"
    write_book(plan_book(planned, Labels(language), period=stretch), written)
    ours = read_back(written)
    assert without_results(written, stripped) == len(ours.formulas)
    empty = read_back(stripped)
    assert all(empty.shown[place] is None for place in ours.formulas)
    (tmp_path / "out").mkdir()
    theirs = read_back(recalculated(office, stripped, tmp_path / "out"))
    assert theirs.names == ours.names
    assert theirs.formulas.keys() == ours.formulas.keys()
    wrong = [
        f"{place} {formula}: {ours.shown[place]} stored, {theirs.shown[place]} by the office"
        for place, formula in ours.formulas.items()
        # The office adds in floating point: equal to a hundredth of the smallest unit.
        if abs(number(theirs.shown[place]) - number(ours.shown[place])) >= number(0.0001)
        or theirs.shown[place] is None
    ]
    assert wrong == []
