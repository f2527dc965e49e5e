"""Public data of others, against the figures that come with them.

Rounding: a file's sum is its exact sum rounded once, and so is a person's, unless people's figures
do not add up to the file's; computed amounts add up year by year.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salesplan.core.sales import Sales
from salesplan.errors import Finding, errors_among
from salesplan.inputs.files import find_files
from salesplan.inputs.sales import read_sales
from salesplan.profile import History
from tests.inputs.test_sales import TOLERANT

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the folder of public data, ../shared/data, is not here"
)


def read(name: str | Path, **history: Any) -> tuple[Sales, list[Finding]]:  # noqa: ANN401
    path = DATA / name
    return read_sales([path], History.model_validate(history), 2, folder=path.parent)


def cents(figures: dict[str, float]) -> dict[str, int]:
    return {name: round(100 * figure) for name, figure in figures.items()}


def facts(folder: str) -> Any:  # noqa: ANN401
    return json.loads((DATA / folder / "facts.json").read_text(encoding="utf-8"))


def by(sales: Sales, *keys: str | pd.Series[Any]) -> dict[Any, int]:
    names = [sales.rows[key] if isinstance(key, str) else key for key in keys]
    sums = sales.rows["amount"].groupby(names, observed=True).sum()
    return {key: int(amount) for key, amount in sums.items()}


def years(sales: Sales) -> dict[str, int]:
    return by(sales, sales.rows["date"].dt.strftime("%Y"))


def total(sales: Sales) -> int:
    return int(sales.rows["amount"].sum())


# Northwind


def test_northwind_with_the_dates_of_the_orders() -> None:
    heads = {
        "file": "orders.csv",
        "key": "OrderID",
        "columns": {"date": "OrderDate", "rep": "EmployeeID", "customer": "CustomerID"},
    }
    names = {"file": "employees.csv", "key": "EmployeeID", "columns": {"rep": "LastName"}}
    sales, findings = read("northwind/order_details.csv", joins=[heads, names])
    assert [f.code for f in findings] == ["N242"]
    assert (sales.used, total(sales)) == (2155, 126_579_304)
    assert years(sales) == {"1996": 20_808_397, "1997": 61_708_520, "1998": 44_062_387}
    assert (sales.rows["customer"].nunique(), sales.rows["order"].nunique()) == (89, 830)
    assert by(sales, "rep")["King"] == 12_456_823


def test_northwind() -> None:
    sales, findings = read("northwind/flat_order_lines.csv")
    assert (sales.used, total(sales), findings) == (2155, 126_579_304, [])
    assert sales.rows["date"].min() == pd.Timestamp("1996-07-04")
    assert sales.rows["date"].max() == pd.Timestamp("1998-05-06")
    people = by(sales, "rep")
    # The nine figures add up to a cent more than the whole, so one of them has to give it.
    known = cents(facts("northwind")["by_rep"])
    assert sum(known.values()) == 126_579_305
    assert people == {**known, "Robert King": 12_456_823}


def test_northwind_computed_from_quantities_prices_and_discounts(tmp_path: Path) -> None:
    lines = pd.read_csv(DATA / "northwind" / "flat_order_lines.csv", dtype=str)
    lines.drop(columns="net").to_csv(tmp_path / "lines.csv", index=False)
    sales, findings = read(tmp_path / "lines.csv")
    assert [f.code for f in findings] == ["N242"]
    assert total(sales) == 126_579_304
    assert years(sales) == {"1996": 20_808_397, "1997": 61_708_520, "1998": 44_062_387}


# The Chinese superstore


def test_superstore() -> None:
    sales, findings = read("superstore_zh/示例 - 超市.xls")
    assert errors_among(findings) == ()
    assert (sales.used, total(sales)) == (10_000, 1_611_754_824)


def test_the_regional_managers_of_superstore() -> None:
    join = {"sheet": "销售人员", "key": "地区", "columns": {"rep": "地区经理"}}
    sales, findings = read("superstore_zh/示例 - 超市.xls", joins=[join])
    assert by(sales, "rep") == {
        "杨健": 81_555_032,
        "楚杰": 271_122_339,
        "殷莲": 244_730_102,
        "洪光": 469_246_499,
        "白德伟": 130_312_451,
        "范彩": 414_788_401,
    }
    assert total(sales) == 1_611_754_824
    assert [f.code for f in findings] == ["N201"]


# National orders: no amounts, but quantities, prices and what is taken off


def test_net_sales_of_national_orders() -> None:
    sales, findings = read("zh_national_orders/某公司销售数据.xlsx")
    # These add up to a cent less than the figure of the whole, 14,973,751.02.
    assert years(sales) == {
        "2009": 420_069_103,
        "2010": 352_525_322,
        "2011": 344_023_079,
        "2012": 380_757_597,
    }
    assert [(a.read, a.used, a.rejected) for a in sales.accounts] == [(8570, 8568, 2)]
    assert [f.code for f in findings if f.code != "W221"] == ["W243", "W243", "N242"]


# AdventureWorks


def test_adventureworks_by_person_and_quarter() -> None:
    joins = [
        {"file": "Salesperson.csv", "key": "EmployeeKey", "columns": {"rep": "Salesperson"}},
        {"file": "Region.csv", "key": "SalesTerritoryKey", "columns": {"region": "Region"}},
    ]
    sales, findings = read("adventureworks/Sales_201707_201906.csv", joins=joins)
    assert findings == []
    quarters = sales.rows["date"].dt.to_period("Q").astype(str)
    name = DATA / "adventureworks" / "known_sales_by_rep_quarter.csv"
    with name.open(encoding="utf-8", newline="") as file:
        known = {
            (row["Salesperson"], quarter): round(100 * float(amount))
            for row in csv.DictReader(file)
            for quarter, amount in row.items()
            if amount and quarter != "Salesperson"
        }
    assert by(sales, "rep", quarters) == known
    # A fiscal year begins in July.
    fiscal = sales.rows["date"].dt.to_period("Y-JUN").astype(str)
    assert by(sales, fiscal) == {"2018": 1_642_904_260, "2019": 2_797_977_953}
    assert by(sales, "region")["Canada"] == 873_708_345


def test_several_people_of_one_region_are_an_error() -> None:
    join = {
        "file": "SalespersonRegion.csv",
        "key": "SalesTerritoryKey",
        "columns": {"rep": "EmployeeKey"},
    }
    _, findings = read("adventureworks/Sales_201707_201906.csv", joins=[join])
    assert "E244" in {f.code for f in findings}


# Practical Business Python


def test_the_seven_people_of_pbpython() -> None:
    sales, findings = read("pbpython/sample-sales-reps.xlsx")
    assert (sales.used, total(sales), findings) == (1500, 85_763_019, [])
    assert by(sales, "rep") == {
        "Ansley Cummings": 4_023_544,
        "Beth Skiles": 4_500_899,
        "Esequiel Schinner": 17_661_638,
        "Loring Predovic": 19_699_460,
        "Shannen Hudson": 9_196_297,
        "Teagan O'Keefe": 18_932_383,
        "Trish Deckow": 11_748_798,
    }
    quarters = sales.rows["date"].dt.to_period("Q").astype(str)
    known = facts("pbpython")["reps_file"]["by_rep_quarter"]
    assert by(sales, "rep", quarters) == {
        (rep, quarter): amount
        for rep, amounts in known.items()
        for quarter, amount in cents(amounts).items()
    }


def test_a_year_of_pbpython_with_returns() -> None:
    sales, _ = read("pbpython/sample-salesv3.xlsx")
    assert (sales.used, total(sales)) == (1500, 201_878_432)
    assert int((sales.rows["amount"] < 0).sum()) == 28
    months = by(sales, sales.rows["date"].dt.strftime("%Y-%m"))
    assert months == cents(facts("pbpython")["sales2014"]["by_month"])


def test_six_sheets_are_stacked() -> None:
    sales, _ = read("pbpython/2018_Sales_Total_Tabs.xlsx")
    assert [a.used for a in sales.accounts] == [39, 35, 47, 47, 81, 50]
    assert total(sales) == 41_356_062


def test_appended_rows_are_read() -> None:
    sales, _ = read("pbpython/2018_Sales_Total_v2.xlsx")
    assert (sales.used, sales.rejected, total(sales)) == (1507, 0, 203_422_575)


# Small Chinese sheets


def test_a_column_of_years_with_products() -> None:
    sales, findings = read("zh_small_sheets/data22_5_業務員年度.xlsx")
    assert [f.code for f in findings] == ["N271"]
    assert by(sales, "rep", sales.rows["date"].dt.strftime("%Y")) == {
        ("白冰冰", "2021"): 376_000,
        ("白冰冰", "2022"): 490_000,
        ("周慧敏", "2021"): 400_000,
        ("周慧敏", "2022"): 420_000,
        ("豬哥亮", "2021"): 726_000,
        ("豬哥亮", "2022"): 834_000,
    }
    assert sales.rows["quantity"].sum() == 3_530_000


def with_year(name: str, year: str, folder: Path) -> Path:
    """The same file under a name that says its year, as the hint of the refusal proposes."""
    path = folder / f"{year}.xlsx"
    path.write_bytes((DATA / "zh_small_sheets" / name).read_bytes())
    return path


def test_sheets_of_quarters_are_read_once_their_file_says_the_year(tmp_path: Path) -> None:
    sales, findings = read(with_year("3C連鎖賣場業績表.xlsx", "2023", tmp_path))
    assert [(a.sheet, a.read, a.used, a.left_out) for a in sales.accounts] == [
        ("台北店", 36, 36, 0),
        ("高雄店", 3, 0, 3),
    ]
    assert total(sales) == 773_500 * 10_000 * 100
    assert {f.code for f in findings} == {"N203", "N271", "N272", "W221"}


def test_assistants_by_month_without_their_blank_totals(tmp_path: Path) -> None:
    sales, _ = read(with_year("助教業績表.xlsx", "2024", tmp_path))
    assert by(sales, "rep", sales.rows["date"].dt.strftime("%m")) == {
        **{("李生時", "01"): 456_000, ("李生時", "02"): 515_200},
        **{("章藝文", "01"): 886_400, ("章藝文", "02"): 372_800},
        **{("張鐵橋", "01"): 423_400, ("張鐵橋", "02"): 804_500},
        **{("王終生", "01"): 779_900, ("王終生", "02"): 543_500},
        **{("周華元", "01"): 904_000, ("周華元", "02"): 804_800},
    }


def test_rows_without_a_quantity_or_a_price_are_rejected() -> None:
    sales, findings = read("zh_small_sheets/销售数据_jonesteven_Apache2.xlsx")
    assert [(a.read, a.used, a.rejected) for a in sales.accounts] == [(20, 17, 3)]
    assert sorted(f.code for f in findings) == ["E218", "N242", "W221", "W243", "W243", "W243"]
    assert total(sales) == 25_984_100


def test_accessories_without_dates_have_the_known_totals_once_they_are_dated(
    tmp_path: Path,
) -> None:
    table = pd.read_excel(
        DATA / "zh_small_sheets" / "电脑配件销售记录.xlsx", engine="calamine", dtype=str
    )
    table.assign(日期="2021-12-31").to_csv(tmp_path / "dated.csv", index=False)
    assert by(read(tmp_path / "dated.csv")[0], "rep") == {
        "李桂林": 6_775_000,
        "王丽": 5_332_400,
        "华国华": 3_203_300,
        "李欢": 2_528_700,
        "王双": 1_554_800,
    }


REFUSED = [
    ("zh_small_sheets/業績排名.xlsx", ["E213"]),  # no dates
    ("zh_small_sheets/电脑配件销售记录.xlsx", ["E213"]),
    ("zh_small_sheets/助教業績表.xlsx", ["E271"]),  # no year
    ("zh_small_sheets/3C連鎖賣場業績表.xlsx", ["E271", "E271"]),
    ("zh_small_sheets/产品销售统计.xlsx", ["E273"]),  # pieces, no amounts
    ("pbpython/shipping_tables.xlsx", ["E214", "E215"]),
    ("pbpython/mn-budget-detail-2014.csv", ["E213"]),
    ("pbpython/sales_cleanup.xlsx", ["E213"]),
    ("pbpython/customer-status.xlsx", ["E215"]),
    ("pbpython/sales-estimate.xlsx", ["E215"]),
    ("pbpython/salesfunnel.xlsx", ["E213"]),
    ("pbpython/sales_data_types.csv", ["E273"]),
    ("pbpython/school_transform.csv", ["E215"]),
]


@pytest.mark.parametrize(("name", "codes"), REFUSED)
def test_what_a_person_could_not_read_is_refused(name: str, codes: list[str]) -> None:
    sales, findings = read(name)
    assert (sales.used, [f.code for f in findings]) == (0, codes)


def test_every_small_sheet_is_listed_here() -> None:
    read_above = {"data22_5_業務員年度.xlsx", "销售数据_jonesteven_Apache2.xlsx"}
    refused = {name.partition("/")[2] for name, _ in REFUSED}
    sheets = {path.name for path in (DATA / "zh_small_sheets").glob("*.xlsx")}
    assert len(sheets) == 7
    assert sheets <= read_above | refused


def test_what_is_not_understood_is_refused_with_a_finding() -> None:
    files, _ = find_files(["*.*"], DATA / "reader_corpus" / "csvkit")
    assert files
    for file in files:
        sales, findings = read_sales([file], TOLERANT, 2)
        assert errors_among(findings) or sales.used, file
