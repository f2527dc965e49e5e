"""Sales that stand in the files twice: what is left out, what is only said, and the accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.sales import Reason, Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import Duplicates, History

HEADER = "Date,Sales Rep,Amount,Order ID,Customer"
JUNE = ["2026-06-29,Ann,100,SO-1,Acme", "2026-06-30,Bob,200,SO-2,Beta"]
JULY = ["2026-07-01,Ann,300,SO-3,Acme", "2026-07-02,Bob,400,SO-4,Beta"]


def write(folder: Path, name: str, rows: list[str], header: str = HEADER) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def read(*paths: Path, **history: Any) -> tuple[Sales, list[Finding]]:  # noqa: ANN401
    return read_sales(paths, History.model_validate(history), 2)


def told(findings: list[Finding]) -> list[tuple[str, str, dict[str, object]]]:
    return [(found.code, found.place.file, dict(found.values)) for found in findings]


def test_rows_of_overlapping_exports_count_once(tmp_path: Path) -> None:
    month = write(tmp_path, "july.csv", JULY)
    year = write(tmp_path, "year.csv", [*JUNE, *JULY])
    sales, findings = read(month, year)
    assert sales.rows["amount"].tolist() == [30_000, 40_000, 10_000, 20_000]
    assert told(findings) == [
        ("W229", "year.csv", {"rows": 2, "others": "july.csv", "total": "700.00", "first": 4})
    ]
    account = sales.accounts[1]
    assert (account.read, account.used, account.rejected, account.left_out) == (4, 2, 0, 2)
    assert account.reasons == ((Reason.DUPLICATE, 2),)


def test_what_was_read_to_compare_is_not_kept(tmp_path: Path) -> None:
    paths = write(tmp_path, "a.csv", JUNE), write(tmp_path, "b.csv", [*JUNE, *JULY])
    sales, _ = read_sales(paths, History(), 2, fields=["customer"])
    assert len(sales.rows) == 4
    assert [name for name in ("order", "customer") if name in sales.rows] == ["customer"]


@pytest.mark.parametrize(
    "changed",
    [
        "2026-07-03,Bob,400,SO-4,Beta",
        "2026-07-02,Ann,400,SO-4,Beta",
        "2026-07-02,Bob,401,SO-4,Beta",
        "2026-07-02,Bob,400,SO-5,Beta",
        "2026-07-02,Bob,400,SO-4,Gamma",
        "2026-07-02,Bob,400,,Beta",
        "2026-07-02,Bob,400,none,Beta",
    ],
)
def test_a_row_that_differs_in_anything_is_another_sale(tmp_path: Path, changed: str) -> None:
    sales, findings = read(
        write(tmp_path, "a.csv", JULY), write(tmp_path, "b.csv", [JULY[0], changed])
    )
    assert sales.rows["amount"].sum() == 30_000 + 40_000 + int(changed.split(",")[2]) * 100
    assert [found.values["rows"] for found in findings] == [1]


def test_equal_lines_of_an_order_count_as_often_as_in_the_file_with_most(tmp_path: Path) -> None:
    two, three = [JULY[0]] * 2, [JULY[0]] * 3
    sales, _ = read(write(tmp_path, "a.csv", two), write(tmp_path, "b.csv", three))
    assert sales.rows["file"].tolist() == ["a.csv", "a.csv", "b.csv"]
    sales, _ = read(write(tmp_path, "a.csv", three), write(tmp_path, "b.csv", [*two, *JUNE]))
    assert sales.rows["file"].tolist() == ["a.csv"] * 3 + ["b.csv"] * 2
    third = write(tmp_path, "c.csv", [*two, JULY[1]])
    sales, _ = read(write(tmp_path, "a.csv", two), write(tmp_path, "b.csv", two[:1]), third)
    assert sales.rows["file"].tolist() == ["a.csv", "a.csv", "c.csv"]


@given(st.lists(st.lists(st.sampled_from(JUNE + JULY), max_size=4), min_size=1, max_size=3))
def test_of_each_sale_as_many_count_as_in_the_file_with_most(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    # The last row tells the files apart, so that none is a copy.
    paths = [
        write(folder, f"{number}.csv", [*rows, f"2026-01-0{number + 1},Zoe,1,,"])
        for number, rows in enumerate(files)
    ]
    sales, _ = read(*paths)
    for number, row in enumerate(JUNE + JULY, start=1):
        counted = int((sales.rows["amount"] == number * 10_000).sum())
        assert counted == max(rows.count(row) for rows in files)
    assert all(a.read == a.used + a.rejected + a.left_out for a in sales.accounts)


def test_a_copy_of_a_file_is_not_read(tmp_path: Path) -> None:
    paths = [write(tmp_path, name, JUNE) for name in ("a.csv", "b.csv", "c.csv")]
    sales, findings = read(*paths)
    assert sales.rows["amount"].sum() == 30_000
    assert told(findings) == [("W232", name, {"other": "a.csv"}) for name in ("b.csv", "c.csv")]


def test_without_order_numbers_equal_rows_are_said_and_count(tmp_path: Path) -> None:
    header, rows = "日期,业务员,金额", [f"2026-07-0{day},张伟,{day}00" for day in (1, 2, 3)]
    paths = (
        write(tmp_path, "a.csv", rows, header),
        write(tmp_path, "b.csv", ["2026-06-01,张伟,50", *rows], header),
    )
    sales, findings = read(*paths)
    assert sales.rows["amount"].sum() == 5_000 + 2 * 60_000
    values = {"rows": 3, "others": "a.csv", "total": "600.00", "first": 3}
    assert told(findings) == [("W230", "b.csv", values)]
    sales, findings = read(*paths, duplicates="leave_out")
    assert sales.rows["amount"].sum() == 5_000 + 60_000
    assert told(findings) == [("N215", "b.csv", values)]


def test_a_few_equal_rows_without_numbers_are_chance(tmp_path: Path) -> None:
    header, same = "日期,业务员,金额", [f"2026-07-0{day},张伟,{day}00" for day in (1, 2, 3)]
    other = [f"2026-07-0{day},李娜,{day}0{cents}" for day in (1, 2, 3) for cents in (1, 2)]
    first = write(tmp_path, "a.csv", same, header)
    assert [f.code for f in read(first, write(tmp_path, "b.csv", same[:2], header))[1]] == []
    half = write(tmp_path, "b.csv", [*same, *other[:3]], header)
    assert [f.code for f in read(first, half)[1]] == ["W230"]
    less = write(tmp_path, "b.csv", [*same, *other[:4]], header)
    assert [f.code for f in read(first, less)[1]] == []


def test_rows_pasted_again_are_said_and_count(tmp_path: Path) -> None:
    three = [*JUNE, JULY[0]]
    path = write(tmp_path, "a.csv", [*three, JULY[1], *three])
    sales, findings = read(path)
    assert sales.rows["amount"].sum() == 160_000
    values = {"rows": 3, "others": "a.csv", "total": "600.00", "first": 6}
    assert told(findings) == [("W231", "a.csv", values)]
    assert read(path, duplicates="leave_out")[0].rows["amount"].sum() == 100_000


def test_equal_lines_of_an_order_side_by_side_are_no_copies(tmp_path: Path) -> None:
    rows = [row for row in [*JUNE, *JULY] for _ in range(2)]
    assert read(write(tmp_path, "a.csv", rows))[1] == []


def test_everything_counts_where_the_profile_says_so(tmp_path: Path) -> None:
    copies = [write(tmp_path, name, [*JULY, *JUNE, *JULY]) for name in ("a.csv", "b.csv")]
    sales, findings = read(*copies, duplicates=Duplicates.KEEP)
    assert (sales.rows["amount"].sum(), findings) == (2 * 170_000, [])


def test_a_sale_of_several_people_is_one_row_left_out(tmp_path: Path) -> None:
    rows = ["2026-07-01,Ann/Bob,300,SO-3,Acme"]
    paths = write(tmp_path, "a.csv", rows), write(tmp_path, "b.csv", [*rows, *JUNE])
    sales, _ = read(*paths, separators="/")
    assert sales.rows["amount"].sum() == 60_000
    assert [(a.used, a.left_out) for a in sales.accounts] == [(1, 0), (2, 1)]
