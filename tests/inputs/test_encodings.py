from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.inputs.spreadsheets import read_sheets
from salesplan.profile import History
from tests.inputs.test_sales import column, read, shown

TEXT = "日期,業務員,金額\n2026-01-05,陳美,1\n"
KOREAN = "Date,Sales rep,Amount\n2026-01-05,김민수,1\n"


@pytest.mark.parametrize(
    ("content", "encoding", "name"),
    [
        (TEXT, "big5", "陳美"),
        (TEXT, "gb18030", "陳美"),
        (TEXT, "utf-8", "陳美"),
        (KOREAN, "euc-kr", "김민수"),
        (KOREAN, "utf-16", "김민수"),
    ],
)
def test_the_user_names_the_encoding(
    tmp_path: Path, content: str, encoding: str, name: str
) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(content.encode(encoding))
    history = History.model_validate({"encoding": encoding})
    sales, findings = read(path, history=history)
    assert (column(sales, "rep"), findings) == ([name], [])


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(TEXT.encode("gb18030"))
    findings = read(path, history=History(encoding="utf-8"))[1]
    assert shown(findings) == [
        "sales.csv E238 the text file is not written in utf-8, as the profile says"
    ]


def test_a_mark_wins(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(TEXT.encode("utf-8-sig"))
    sales, findings = read(path, history=History(encoding="gb18030"))
    assert (column(sales, "rep"), findings) == (["陳美"], [])


def test_prices_in_utf8_are_no_chinese_by_chance(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("Name,Amount\nAnn,¥10000\nBob,-¥9000\n", encoding="utf-8")
    (sheet,) = read_sheets(path, path.name, None)
    assert sheet.columns[1].to_pylist() == ["Amount", "¥10000", "-¥9000"]


def test_a_long_run_of_letters_before_a_word_with_signs(tmp_path: Path) -> None:
    # A pattern that may begin at each of the letters would look at four thousand million of them.
    path = tmp_path / "sales.csv"
    long = b"2026-01-05,Ann,1," + b"x" * 90_000
    path.write_bytes(b"date,rep,amount,note\n" + long + b"\n2026-01-06,Ren\xe9e Noir,2,\n")
    sales, findings = read(path)
    assert column(sales, "rep") == ["Ann", "Renée Noir"]
    assert "Renée" in [finding.values.get("sample") for finding in findings]
