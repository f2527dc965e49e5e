"""Headers that the profile names, in files that call a column differently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from salesplan.core.sales import Why
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import History

OWN = "区域经办,日期,金额\n张伟,2025-01-03,1\n"
USUAL = "业务员,日期,金额\n李娜,2025-01-04,2\n"
NEITHER = "谁,日期,金额\n王芳,2025-01-05,4\n"


def read(
    folder: Path, columns: dict[str, Any], *texts: str
) -> tuple[list[str], list[Why | None], list[Finding]]:
    """The people of the rows, why the column of each file was taken, and what is said."""
    paths = [folder / f"{number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    history = History.model_validate({"columns": columns})
    sales, findings = read_sales(paths, history, 2)
    whys = [
        next((origin.why for origin in account.origins if origin.field == "rep"), None)
        for account in sales.accounts
    ]
    return sales.rows["rep"].tolist(), whys, findings


def test_the_first_of_several_headers_that_a_sheet_has(tmp_path: Path) -> None:
    people, whys, findings = read(tmp_path, {"rep": ["区域经办", "谁"]}, OWN, NEITHER)
    assert (people, findings) == (["张伟", "王芳"], [])
    assert whys == [Why.PROFILE, Why.PROFILE]
    both = "谁,区域经办,日期,金额\n王芳,张伟,2025-01-05,4\n"
    assert read(tmp_path, {"rep": ["区域经办", "谁"]}, both)[0] == ["张伟"]
    assert read(tmp_path, {"rep": ["谁", "区域经办"]}, both)[0] == ["王芳"]


def test_a_file_with_the_usual_header_is_read_by_it(tmp_path: Path) -> None:
    people, whys, findings = read(tmp_path, {"rep": "区域经办"}, OWN, USUAL)
    assert people == ["张伟", "李娜"]
    assert whys == [Why.PROFILE, Why.NAME]
    (finding,) = findings
    assert (finding.code, str(finding.place)) == ("N213", "1.csv!1")
    assert finding.values == {
        **{"field": "rep", "header": "区域经办", "headers": "业务员, 日期, 金额"},
        "taken": "业务员",
    }


def test_a_plain_name_stands_in_too(tmp_path: Path) -> None:
    plain = "姓名,日期,金额\n李娜,2025-01-04,2\n"
    people, _, findings = read(tmp_path, {"rep": "区域经办"}, OWN, plain)
    assert (people, [found.code for found in findings]) == (["张伟", "李娜"], ["N213"])


def test_a_header_that_no_file_has_is_an_error(tmp_path: Path) -> None:
    _, _, findings = read(tmp_path, {"rep": ["区域经办", "谁们"]}, USUAL)
    (finding,) = findings
    assert (finding.code, finding.nearest) == ("E216", "业务员")
    assert finding.values == {
        "field": "rep",
        "header": "区域经办, 谁们",
        "headers": "业务员, 日期, 金额",
    }


def test_a_file_without_any_known_header_is_an_error(tmp_path: Path) -> None:
    _, _, findings = read(tmp_path, {"rep": "区域经办"}, OWN, NEITHER)
    assert [found.code for found in findings] == ["E216"]


def test_two_headers_with_an_equal_claim_do_not_stand_in(tmp_path: Path) -> None:
    two = "业务员,业务员,日期,金额\n李娜,王芳,2025-01-04,2\n"
    _, _, findings = read(tmp_path, {"rep": "区域经办"}, OWN, two)
    assert "E216" in [found.code for found in findings]


def test_another_amount_never_stands_in(tmp_path: Path) -> None:
    one = "业务员,日期,净额\n张伟,2025-01-03,1\n"
    _, _, findings = read(tmp_path, {"amount": "净额"}, one, USUAL)
    assert [found.code for found in findings] == ["E216"]


def test_headers_are_written_as_one_or_as_a_list() -> None:
    one = History.model_validate({"columns": {"rep": "业务员", "date": ["a", "b"]}})
    assert one.columns == {"rep": ("业务员",), "date": ("a", "b")}
    dumped = one.model_dump(mode="json", exclude_defaults=True)
    assert dumped == {"columns": {"rep": "业务员", "date": ["a", "b"]}}
    assert History.model_validate(dumped) == one
    with pytest.raises(ValidationError):
        History.model_validate({"columns": {"rep": []}})
