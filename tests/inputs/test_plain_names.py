from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.core.sales import UNASSIGNED
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import History


def read(
    folder: Path, headers: str, *rows: str, history: History | None = None
) -> tuple[list[str], list[Finding]]:
    """The people of the rows, and what is said."""
    text = "\n".join([headers, *rows, ""])
    (folder / "a.csv").write_text(text, encoding="utf-8")
    sales, findings = read_sales([folder / "a.csv"], history or History(), 2)
    return sales.rows["rep"].tolist(), findings


def codes(findings: list[Finding]) -> list[str]:
    return [found.code for found in findings]


@pytest.mark.parametrize(
    "header", ["姓名", "名字", "员工", "员工姓名", "人员", "姓 名", "员工（必填）"]
)
def test_the_person_of_an_offices_own_table(tmp_path: Path, header: str) -> None:
    people, findings = read(tmp_path, f"{header},日期,金额", "张伟,2025-01-03,100")
    assert people == ["张伟"]
    assert findings == []


def test_a_better_name_comes_first(tmp_path: Path) -> None:
    people, findings = read(tmp_path, "姓名,业务员,日期,金额", "王五,张伟,2025-01-03,100")
    assert people == ["张伟"]
    assert findings == []
    people, _ = read(tmp_path, "员工,负责人,日期,金额", "王五,张伟,2025-01-03,100")
    assert people == ["张伟"]


@pytest.mark.parametrize("beside", ["联系电话", "收货地址", "Phone", "会员号"])
def test_a_list_of_buyers_is_suggested_only(tmp_path: Path, beside: str) -> None:
    people, findings = read(tmp_path, f"姓名,{beside},日期,金额", "王五,1,2025-01-03,100")
    assert people == [UNASSIGNED]
    assert [(f.code, f.values) for f in findings] == [("W257", {"header": "姓名"})]


def test_names_that_do_not_come_again_are_suggested_only(tmp_path: Path) -> None:
    def of(different: int) -> tuple[list[str], list[Finding]]:
        rows = [f"人{at % different},2025-01-03,1" for at in range(12)]
        return read(tmp_path, "姓名,日期,金额", *rows)

    people, findings = of(7)
    assert (people, codes(findings)) == ([UNASSIGNED] * 12, ["W257"])
    people, findings = of(6)
    assert (people, codes(findings)) == ([f"人{at % 6}" for at in range(12)], [])


def test_a_number_or_an_english_name_alone_is_no_person(tmp_path: Path) -> None:
    for header in ("name", "工号"):
        people, findings = read(tmp_path, f"{header},日期,金额", "张伟,2025-01-03,100")
        assert (people, codes(findings)) == ([UNASSIGNED], ["W221"])


def test_the_profile_may_say_that_there_is_none(tmp_path: Path) -> None:
    history = History.model_validate({"columns": {"rep": ""}})
    people, _ = read(tmp_path, "姓名,日期,金额", "张伟,2025-01-03,100", history=history)
    assert people == [UNASSIGNED]
