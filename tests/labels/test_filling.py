from __future__ import annotations

import pytest

from salesplan.choices import Language
from salesplan.labels import Labels
from salesplan.labels.filling import fill


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("由 {low} 至 {high} 之间", {"low": "5 万元", "high": "¥9"}, "由 5 万元至 ¥9 之间"),
        ("由 {low} 至 {high} 之间", {"low": "¥5", "high": "9 万元"}, "由 ¥5 至 9 万元之间"),
        ("最大的是 {name}（{growth}）", {"name": "张伟", "growth": "+5%"}, "最大的是张伟（+5%）"),
        ("最大的是 {name}（{growth}）", {"name": "Ann", "growth": "+5%"}, "最大的是 Ann（+5%）"),
        ("自 {day} 起", {"day": "2027年1月1日"}, "自2027年1月1日起"),
        ("在 {year} 年", {"year": "2027"}, "在 2027 年"),
        # A blank between two fields parts them on purpose, and one inside a name is the name's.
        ("{team} {name}", {"team": "上海", "name": "张伟"}, "上海 张伟"),
        ("给 {name} 的", {"name": "张 伟"}, "给张 伟的"),
        ("第 {number} 周", {"number": 3}, "第 3 周"),
        ("第 {number:02} 周", {"number": 3}, "第 03 周"),
        ("给 {name} 的", {"name": ""}, "给  的"),
        ("每 {{x}} 的", {}, "每 {x} 的"),
    ],
)
def test_a_blank_parts_chinese_from_latin(
    template: str, values: dict[str, object], text: str
) -> None:
    assert fill(template, values) == text


def test_english_keeps_its_blanks() -> None:
    labels = Labels(Language.EN)
    assert labels("asked_one", name="张伟", growth="5%").startswith("张伟 is asked")
