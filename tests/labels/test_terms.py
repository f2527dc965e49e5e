from __future__ import annotations

import ast
import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

import salesplan
from salesplan.choices import Language
from salesplan.labels import Labels
from salesplan.labels.terms import TERMS
from salesplan.profile import Source

SOURCES = sorted(Path(salesplan.__file__).parent.rglob("*.py"))
EN, ZH = Labels(Language.EN), Labels(Language.ZH)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_a_term_says_the_same_in_both_languages() -> None:
    for key, (english, chinese) in TERMS.items():
        assert english.strip(), key
        assert chinese.strip(), key
        optional = {"number", "half"} if key == "half" else {"number"}
        assert placeholders(english) - {"number"} == placeholders(chinese) - optional, key


def test_no_two_catalogs_have_the_same_term() -> None:
    # The later one would speak in the place of the other.
    places = Counter(
        key.value
        for path in SOURCES
        if path.parent.name == "labels"
        and path.stem.endswith("terms")
        and path.stem != "help_terms"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and key.value in TERMS
    )
    assert [key for key, count in places.items() if count > 1] == []


def test_chinese_terms_are_chinese() -> None:
    for key, (_, term) in TERMS.items():
        chinese = re.sub(r"\{[^}]*\}|[A-Z]+\d*|--\w+", "", term)
        assert not re.search(r"[a-z]{2}", chinese), key
        assert not re.search(r"[\u4e00-\u9fff][,:;?!(]|[,:;?!)][\u4e00-\u9fff]", chinese), key
        assert max(chinese, default="") >= "\u3000" or placeholders(term), key


def test_english_terms_have_no_chinese() -> None:
    for key, (english, _) in TERMS.items():
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", english), key


def test_every_term_is_used() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCES if not path.name.endswith("terms.py")
    )
    computed = re.compile(
        r"(?:ahead_basis|field_said|answers|carries|chart|closing|topic|equal|goal|largest|lost|one|products|ramp|season|side|shifts|large_orders|odd_months|gaps|act|aspect|basis|check|fine|rating|source|bridge|customers|driver|link|measured|path|policy|told|verdict|way|field|level|limit_by|limit_binds|mix|risk|status)_[\w.]+|why_\w+_heading|\w+_one|error|warning|note"
    )
    words = set(re.findall(r"\w+", text))
    assert [key for key in TERMS if key not in words and not computed.fullmatch(key)] == []


@pytest.mark.parametrize("name", [source.value for source in Source if source is not Source.NONE])
def test_known_metrics_have_names(name: str) -> None:
    key = "revenue" if name == "amount" else name
    assert EN.metric(key) != key
    assert re.search(r"[\u4e00-\u9fff]", ZH.metric(key))


def test_names_of_metrics() -> None:
    assert (EN.metric("new_customers"), ZH.metric("new_customers")) == ("New customers", "新客户数")
    assert (EN.metric("电话"), ZH.metric("calls {a}")) == ("电话", "calls {a}")


@pytest.mark.parametrize(
    ("value", "currency", "english", "chinese"),
    [
        (740_500, "USD", "$740,500", "74.05 万美元"),
        (12_000_000, "CNY", "CN¥12,000,000", "1,200 万元"),
        (99_999, "CNY", "CN¥99,999", "¥99,999"),
        ("1234.50", "EUR", "€1,234.50", "€1,234.50"),
        (123_456, "JPY", "¥123,456", "12.35 万日元"),
        (0, "CNY", "CN¥0", "¥0"),
    ],
)
def test_money_in_a_sentence(value: int | str, currency: str, english: str, chinese: str) -> None:
    assert EN.amount(Decimal(value), currency) == english
    assert ZH.amount(Decimal(value), currency) == chinese


def test_numbers_shares_and_days() -> None:
    assert EN.number(Decimal("1234567.50")) == "1,234,567.50"
    assert EN.number(1000) == "1,000"
    assert EN.share(Decimal("0.22")) == "22.0%"
    assert EN.share(0.055, 0) == "6%"
    day = dt.date(2027, 3, 1)
    assert (EN.date(day), ZH.date(day)) == ("1 Mar 2027", "2027年3月1日")
    assert (EN.month(day), ZH.month(day)) == ("Mar", "3月")
    assert (EN.weekday(0), ZH.weekday(0), EN.weekday(6), ZH.weekday(6)) == (
        "Mon",
        "周一",
        "Sun",
        "周日",
    )


def test_one_and_many() -> None:
    assert EN.counted("people_count", 1) == "1 person"
    assert EN.counted("people_count", 1200) == "1,200 people"
    assert ZH.counted("teams_count", 1) == "1 个团队"


def test_amounts_beside_each_other_have_one_unit() -> None:
    beside = Decimal(102_940_000)
    said = [ZH.amount(Decimal(value), "CNY", beside) for value in (60_000, 12, 1_234_567)]
    assert said == ["6 万元", "0.0012 万元", "123.46 万元"]
    assert ZH.amount(Decimal(200_000), "CNY", Decimal(5000)) == "¥200,000"
    assert EN.amount(Decimal(60_000), "USD", beside) == "$60,000"
