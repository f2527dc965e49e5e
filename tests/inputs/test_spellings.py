from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.roster import same
from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.inputs.spellings import with_one_spelling
from salesplan.profile import History


def read(folder: Path, *texts: str) -> tuple[Sales, list[Finding]]:
    paths = [folder / f"{number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return read_sales(paths, History(), 2)


def test_a_space_a_width_or_a_case_makes_no_other_person(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "业务员,日期,金额\n张伟,2025-01-03,1\n张 伟,2025-01-04,2\n张　伟,2025-01-05,4\n",
        "业务员,日期,金额\n李娜,2025-02-03,8\n李 娜,2025-02-04,16\n张 伟,2025-02-05,32\n",
    )
    # 张 伟 stands in three rows once its wide space is a plain one, 张伟 in one, which is kept.
    assert sales.rows["rep"].tolist() == ["张伟"] * 3 + ["李娜"] * 2 + ["张伟"]
    assert sorted(sales.rows["rep"].cat.categories) == ["张伟", "李娜"]
    assert [(found.code, found.values) for found in findings] == [
        ("N212", {"field": "rep", "names": 2, "rows": 4, "spelling": "张 伟", "name": "张伟"})
    ]


def test_an_apostrophe_makes_no_other_person(tmp_path: Path) -> None:
    text = "rep,date,amount\nSean O'Brien,2025-01-03,1\nSean O'Brien,2025-01-04,2\n"
    sales, findings = read(tmp_path, f"{text}Sean O’Brien,2025-01-05,4\nSeanO'Brien,2025-01-06,8\n")
    assert sales.rows["rep"].tolist() == ["Sean O'Brien"] * 3 + ["SeanO'Brien"]
    assert "N212" in {found.code for found in findings}


def test_customers_products_and_regions_are_united_and_orders_are_not(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        "rep,date,amount,customer,product,region,order no\n"
        "Ann,2025-01-03,1,ACME Ltd,永辉 超市,East,a1\n"
        "Ann,2025-01-04,2,acme ltd,永辉超市,EAST,A1\n"
        "Ann,2025-01-05,4,ACME Ltd,永辉超市,east,A1\n"
        "Ann,2025-01-06,8,ACME Limited,永辉超市店,West,A2\n",
    )
    assert sales.rows["customer"].tolist() == ["ACME Ltd"] * 3 + ["ACME Limited"]
    assert sales.rows["product"].tolist() == ["永辉超市"] * 3 + ["永辉超市店"]
    assert sales.rows["region"].tolist() == ["EAST"] * 3 + ["West"]
    assert sales.rows["order"].tolist() == ["a1", "A1", "A1", "A2"]
    assert [found.values["field"] for found in findings] == ["customer", "product", "region"]
    assert [found.values["rows"] for found in findings] == [1, 1, 2]


def test_what_is_merely_similar_stays_apart(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, "rep,date,amount\nAnn Lee,2025-01-03,1\nAnnLee,2025-01-04,2\n")
    assert sales.rows["rep"].tolist() == ["Ann Lee", "AnnLee"]
    assert findings == []


@given(st.lists(st.one_of(st.none(), st.text("aA 张伟b", min_size=1, max_size=4)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_names_are_one_where_they_compare_as_one(names: list[str | None]) -> None:
    column = pd.Series(names, dtype="str").astype("category")
    rows, _ = with_one_spelling(pd.DataFrame({"rep": column}), ["rep", "region"])
    shown = [None if pd.isna(name) else str(name) for name in rows["rep"]]
    assert [name is None for name in shown] == [name is None for name in names]
    for name, now in zip(names, shown, strict=True):
        assert name is None or (now is not None and same(now) == same(name))
    different = {name for name in shown if name is not None}
    assert len(different) == len({same(name) for name in different})
    assert different <= {name for name in names if name is not None}


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["谢 婷", "谢 婷", "谢 婷", "谢婷"], "谢婷"),
        (["永辉 超市 A店", "永辉 超市 A店", "永辉超市 a店", "永辉超市 A店"], "永辉超市 A店"),
        (["欧阳 娜 娜", "欧阳 娜 娜", "欧阳 娜娜"], "欧阳 娜 娜"),  # none is without a space
        (["ACME LTD", "Acme Ltd", "Acme Ltd"], "Acme Ltd"),
    ],
)
def test_a_spelling_without_spaces_between_chinese_characters_is_kept(
    names: list[str], kept: str
) -> None:
    rows, _ = with_one_spelling(pd.DataFrame({"rep": pd.Series(names).astype("category")}), ["rep"])
    assert rows["rep"].tolist() == [kept] * len(names)


@pytest.mark.parametrize("kept", [["b", "B", "b"], ["B", "b", "b"], ["b", "b", "B"]])
def test_the_most_frequent_spelling_is_kept_in_any_order(kept: list[str]) -> None:
    column = pd.Series(kept).astype("category")
    rows, _ = with_one_spelling(pd.DataFrame({"rep": column}), ["rep"])
    assert rows["rep"].tolist() == ["b", "b", "b"]
