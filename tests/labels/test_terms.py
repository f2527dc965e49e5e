from __future__ import annotations

import datetime as dt
import re
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


@pytest.mark.parametrize("key", TERMS)
def test_a_term_says_the_same_in_both_languages(key: str) -> None:
    english, chinese = TERMS[key]
    assert english.strip()
    assert chinese.strip()
    only_for_chinese = {"half"} if key == "half" else set()
    assert placeholders(english) - {"number"} == placeholders(chinese) - only_for_chinese - {
        "number"
    }


@pytest.mark.parametrize("key", TERMS)
def test_chinese_terms_are_chinese(key: str) -> None:
    chinese = re.sub(r"\{[^}]*\}|[A-Z]+\d*|--\w+", "", TERMS[key][1])
    assert not re.search(r"[a-z]{2}", chinese)
    assert not re.search(r"[\u4e00-\u9fff][,:;?!(]|[,:;?!)][\u4e00-\u9fff]", chinese)
    assert max(chinese, default="") >= "\u3000" or placeholders(TERMS[key][1])


@pytest.mark.parametrize("key", TERMS)
def test_english_terms_have_no_chinese(key: str) -> None:
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", TERMS[key][0])


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
        (740_500, "USD", "$740,500", "74.05 万 USD"),
        (12_000_000, "CNY", "CN¥12,000,000", "1,200 万元"),
        (99_999, "CNY", "CN¥99,999", "¥99,999"),
        ("1234.50", "EUR", "€1,234.50", "€1,234.50"),
        (123_456, "JPY", "¥123,456", "12.35 万 JPY"),
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
