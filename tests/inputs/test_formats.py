from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.errors import SalesplanError
from salesplan.inputs.encodings import as_utf8
from salesplan.inputs.refusals import refused_reading
from tests.inputs.test_spreadsheets import cells, read, refused

# Parquet


def write_table(path: Path, columns: dict[str, pa.Array]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_a_parquet_table_is_the_text_that_a_workbook_gives(tmp_path: Path) -> None:
    days = [dt.datetime.fromisoformat(text) for text in ("2024-05-09", "2024-05-10 13:45:30")]
    rows = [
        ["Date", "Rep", "Amount", "Units"],
        *zip(days, ["张三", "00123"], [747.06, 3.5], [1, 2], strict=True),
    ]
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(tmp_path / "a.xlsx")
    path = write_table(
        tmp_path / "a.parquet",
        {
            "Date": pa.array(days, pa.timestamp("us")),
            "Rep": pa.array(["张三", "00123"]).dictionary_encode(),
            "Amount": pa.array([747.06, 3.5]),
            "Units": pa.array([1, 2], pa.int16()),
        },
    )
    (sheet,) = read(path)
    assert cells(sheet) == cells(read(tmp_path / "a.xlsx")[0])
    assert (sheet.name, sheet.letters, sheet.rows.tolist()) == ("", ("A", "B", "C", "D"), [1, 2, 3])


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pa.array([Decimal("12.50"), None]), ["12.50", ""]),
        (pa.array([dt.date(2024, 2, 29), None]), ["2024-02-29 00:00:00", ""]),
        (pa.array([dt.date(2024, 2, 29)], pa.date64()), ["2024-02-29 00:00:00"]),
        (pa.array([1_714_521_599_999], pa.timestamp("ms")), ["2024-04-30 23:59:59"]),
        (pa.array([-1], pa.timestamp("ms")), ["1969-12-31 23:59:59"]),
        (pa.array([1_714_521_599], pa.timestamp("s", "Asia/Shanghai")), ["2024-05-01 07:59:59"]),
        (pa.array([1_714_521_599], pa.timestamp("s", "+08:00")), ["2024-05-01 07:59:59"]),
        (pa.array([float("nan"), 1e6, 0.1]), ["", "1000000", "0.1"]),
        (pa.array([2**63], pa.uint64()), ["9223372036854775808"]),
        (pa.array(["x", None], pa.large_string()), ["x", ""]),
        (pa.array([b"x\xff"]), ["x\\xff"]),
        (pa.array([["张三", "李四"], None]), ['["张三", "李四"]', ""]),
        (pa.array([Decimal("1.5")]).dictionary_encode(), ["1.5"]),
        (pa.nulls(1), [""]),
    ],
)
def test_each_type_of_a_parquet_column(tmp_path: Path, column: pa.Array, texts: list[str]) -> None:
    (sheet,) = read(write_table(tmp_path / "a.parquet", {"x": column}))
    assert cells(sheet) == [["x"], *([text] for text in texts)]
    assert sheet.columns[0].type == pa.string()


def test_a_time_zone_is_said(tmp_path: Path) -> None:
    column = pa.array([0], pa.timestamp("ms", "UTC"))
    (sheet,) = read(write_table(tmp_path / "a.parquet", {"Created": column}))
    (note,) = sheet.notes
    assert (note.code, dict(note.values)) == ("N206", {"header": "Created", "zone": "UTC"})


@pytest.mark.parametrize(
    ("name", "limit", "code"),
    [("MOST_CELLS", 5, "E237"), ("MOST_COLUMNS", 1, "E237"), ("LARGEST_PART", 10, "E209")],
)
def test_a_parquet_table_that_claims_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, limit: int, code: str
) -> None:
    monkeypatch.setattr(f"salesplan.inputs.parquet.{name}", limit)
    path = write_table(tmp_path / "a.parquet", {"a": pa.array([1, 2, 3]), "b": pa.array([1, 2, 3])})
    finding = refused(path)
    assert finding.code == code
    if code == "E237":
        assert dict(finding.values) == {"rows": 3, "columns": 2}


def test_a_long_text_repeated_is_refused_before_it_is_written_out(tmp_path: Path) -> None:
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 50_000, pa.int32()), ["x" * 50_000])
    path = write_table(tmp_path / "a.parquet", {"a": texts})
    assert path.stat().st_size < 10_000
    assert refused(path).code == "E209"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"date,amount", "E205"), (b"PAREx", "E225"), (b"PAR1", "E207"), (b"PAR1" * 9, "E207")],
)
def test_what_is_no_parquet_file(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.parquet").write_bytes(content)
    assert refused(tmp_path / "a.parquet").code == code


# Encodings


def read_as(data: bytes) -> tuple[str, str]:
    """The text, or the code of the refusal; and the code of the note."""
    try:
        text, notes = as_utf8(data, "a.csv")
    except SalesplanError as problem:
        return problem.findings[0].code, ""
    return text.decode(), notes[0].code if notes else ""


WESTERN = [
    *("Müller", "Größe", "Höß", "José Muñoz", "São Paulo", "Zoë", "Été", "MÜNCHEN", "SOCIÉTÉ"),
    *("Françoise", "Umsatz €", "£12", "5 m²", "“Straße”", "12 °C", "à la carte", "Jérôme’s"),
]


@pytest.mark.parametrize("name", WESTERN)
def test_western_text_of_one_cell_is_read_and_said(name: str) -> None:
    text = f"rep,amount\n{name},5\n"
    assert read_as(text.encode("cp1252")) == (text, "N205")
    assert read_as(text.encode()) == (text, "")


CHINESE = [
    *("张三", "李", "安达", "王a", "邢e", "张喆", "李镕", "陈犇", "赵珺", "吴赟", "𠮷田一郎"),
    *("联通", "袁梅", "施平", "郑十一", "平遥", "（合计）", "合肥"),
]


@pytest.mark.parametrize("name", CHINESE)
def test_chinese_text_of_one_cell_is_read(name: str) -> None:
    text = f"rep,amount\n{name},5\n"
    assert read_as(text.encode("gb18030")) == (text, "")
    assert read_as(text.encode()) == (text, "")


def test_western_text_far_down_in_a_large_file() -> None:
    text = "rep,amount\n" + "Smith,1\n" * 200_000 + "Müller,5\n"
    assert read_as(text.encode("cp1252")) == (text, "N205")


def test_what_can_be_read_in_two_ways_is_refused_with_both() -> None:
    with pytest.raises(SalesplanError) as caught:
        as_utf8("état,CRÉÉE\n".encode("cp1252").replace(b"\xe9tat", b"etat"), "a.csv")
    (finding,) = caught.value.findings
    assert (finding.code, dict(finding.values)) == ("E226", {"first": "CR缮E", "second": "CRÉÉE"})


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("имя,сумма\nИванов,5\n", "cp1251"),
        ("日期,業務員,金額\n2024,張三豐,5\n", "big5"),
        ("名前,金額\n田中さん,5\n", "shift-jis"),
        ("rep,amount\nMüller,5\n", "mac-roman"),
        ("rep,amount\nMüller,5\n", "cp850"),
        ("rep,amount\nŁukasz,1\nŻółć,3\n", "cp1250"),
        ("날짜,담당자,금액\n김철수,박영희,이순신,최민호,정다은,한지민\n", "euc-kr"),
    ],
)
def test_other_encodings_are_refused_rather_than_misread(text: str, encoding: str) -> None:
    assert read_as(text.encode(encoding)) == ("E212", "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["a,b\n", "日期,金额\n2024-01-05,12.5\n张三,上海\n", "x\ty\r\n"])
def test_utf16_without_its_mark(text: str, encoding: str) -> None:
    assert read_as(text.encode(encoding)) == (text, "")


def test_a_few_zero_bytes_do_not_make_utf16() -> None:
    assert read_as(b"a,b,c\n1,\0,2\n") == ("a,b,c\n1,\0,2\n", "")


NAMES = st.lists(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=3),
    max_size=5,
)


@given(NAMES)
def test_chinese_sheets_with_any_names_are_read_or_refused(names: list[str]) -> None:
    text = "订单日期,业务员,销售金额,客户名称\n" + "\n".join(f"2024-01-05,{n},5," for n in names)
    assert read_as(text.encode("gb18030"))[0] in {text, "E212"}
    assert read_as(text.encode())[0] == text


LATIN = st.text("abcdefgnorstuäöüßéèêçñíóåøœ", min_size=4, max_size=12)


@given(st.lists(LATIN, min_size=1, max_size=20))
def test_western_sheets_are_never_misread(names: list[str]) -> None:
    text = "rep,amount\n" + "".join(f"{name},5\n" for name in names)
    assert read_as(text.encode("cp1252"))[0] in {text, "E212", "E226"}
    assert read_as(text.encode())[0] == text


def test_a_complaint_that_is_not_foreseen_is_shown() -> None:
    (finding,) = refused_reading("the moon is full", "a.xlsx").findings
    assert (finding.code, dict(finding.values)) == ("E231", {"reason": "the moon is full"})
