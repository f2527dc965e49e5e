from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import salesplan
from salesplan.choices import Language
from salesplan.errors import Finding
from salesplan.labels import FINDINGS, Labels

ROOT = Path(salesplan.__file__).parent
CODE = re.compile(r"[EWN]\d{3}")
NOTHING_TO_DO = {
    # What E472 says to do, is to be done with one of these.
    *("E473", "E474", "E475", "E476", "E439"),
    "N201",
    "N203",
    "N204",
    "N214",
    "N215",
    "N239",
    "N243",
    "N274",
    "N277",
    "N403",
    "N413",
    "N414",
    "N415",
    "N416",
    "N441",
    "N466",
    "N467",
    "N468",
    "N470",
    "N471",
    "N472",
    "N474",
    "N475",
    "N476",
    "N478",
    "W299",
    "W428",
}


def texts(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def names_given(module: ast.Module) -> set[str]:
    """Keys of dictionaries and names of arguments: the values that findings can carry."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Dict):
            found |= {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
        elif isinstance(node, ast.Call):
            found |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return found


@cache
def given() -> dict[str, set[str]]:
    """The codes in the program, and what is given in the modules where each stands."""
    found: dict[str, set[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        if "labels" not in path.parts:
            module = ast.parse(path.read_text(encoding="utf-8"))
            names = names_given(module)
            for code in filter(CODE.fullmatch, texts(module)):
                found.setdefault(code, {"metric"}).update(names)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_code_in_the_program_has_a_text_and_every_text_a_code() -> None:
    assert len(given()) > 80
    assert sorted(FINDINGS) == sorted(given())


def test_both_languages_fill_in_the_same_values() -> None:
    for code, texts in FINDINGS.items():
        assert texts.keys() == {"en", "zh"}, code
        for english, chinese in zip(texts["en"], texts["zh"], strict=True):
            assert placeholders(english) == placeholders(chinese), code


def test_values_are_those_that_the_program_supplies() -> None:
    missing = {
        code: placeholders("".join(texts["en"])) - given()[code] for code, texts in FINDINGS.items()
    }
    assert {code: names for code, names in missing.items() if names} == {}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("number", [7, 12_345, 1_048_576])
def test_every_finding_can_be_said(language: Language, number: int) -> None:
    labels = Labels(language)
    shown = f"{number:,}" if number >= 10_000 else str(number)
    for code, texts in FINDINGS.items():
        message, hint = texts[language.value]
        finding = Finding(code, values=dict.fromkeys(placeholders(message + hint), number))
        for template, said in ((message, labels.message(finding)), (hint, labels.hint(finding))):
            assert not re.search(r"\{\w*\}", said), code
            fields = [(name, spec) for _, name, spec, _ in Formatter().parse(template) if name]
            plain = [name for name, spec in fields if "[" not in name and not spec]
            assert said.count(shown) >= len(plain), code


def test_there_is_a_hint_wherever_something_can_be_done() -> None:
    for kind in ("en", "zh"):
        assert [code for code, texts in FINDINGS.items() if not texts[kind][0]] == []
        assert {code for code, texts in FINDINGS.items() if not texts[kind][1]} == NOTHING_TO_DO


def test_sentences_are_short_and_begin_small() -> None:
    for code, texts in FINDINGS.items():
        for text in texts["en"]:
            assert len(text) < 190, code
            assert not text.endswith(".") or text.endswith("no."), code
            assert not re.search(r"[\u3000-\u303f\uff00-\uffef]", text), code
            assert " %" not in text, code
        message = texts["en"][0]
        assert not message[:1].isupper() or message.startswith("{"), code
        for text in texts["zh"]:
            assert not text.endswith("。"), code
            assert len(text) < 110, code


def test_years_are_not_grouped_and_counts_are() -> None:
    labels = Labels(Language.EN)
    year = Finding("W410", values={"year": 2027, "country": "CN"})
    assert "for 2027 is" in labels.message(year)
    rows = Finding("E218", values={"rejected": 12_000, "counted": 1_048_575, "limit": 0.01})
    assert labels.message(rows) == (
        "12,000 of 1,048,575 rows cannot be used, more than the 1.0% allowed"
    )


def test_equal_findings_are_counted_and_names_suggested() -> None:
    finding = Finding("E104", values={"level": "senor", "levels": "junior, senior"},
                      nearest="senior", count=2)  # fmt: skip
    assert Labels(Language.EN).message(finding) == "skill level 'senor' is not defined (2 times)"
    assert Labels(Language.ZH).message(finding) == "技能等级“senor”未定义（共 2 处）"
    assert Labels(Language.EN).hint(finding) == (
        "levels are junior, senior; did you mean 'senior'?"
    )
    assert Labels(Language.ZH).hint(finding) == (
        "已定义的等级：junior（初级）、senior（高级）；是不是“senior”？"
    )


def test_braces_in_the_users_text_are_text() -> None:
    finding = Finding("W401", values={"name": "{name} {0} {"}, nearest="{x}")
    assert Labels(Language.EN).message(finding).startswith("'{name} {0} {' has sales but")
    assert Labels(Language.EN).hint(finding).endswith("did you mean '{x}'?")
