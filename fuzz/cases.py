"""Where inputs come from: made, taken from the seeds, or from what was seen to be new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from fuzz import mutations
from fuzz.dressing import SheetOfRows, dressed, spoiled, wide_table
from fuzz.judging import HISTORIES, ROLES, judge_profile, judge_review, judge_sales
from fuzz.text_mutations import json_text
from fuzz.writing import written
from salesplan.choices import Language, Stretch
from salesplan.core.plan import build_plan
from salesplan.core.standing import Standing
from salesplan.core.trend import Figures, Snapshot
from salesplan.inputs.profile_file import parse_profile
from salesplan.inputs.raw import BOOKS, PARQUETS, TEXTS
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_record import RECORD_SHEET, plan_to_text
from salesplan.reports.review_record import snapshot_to_text
from salesplan.reports.values import Book, Sheet, Text

MADE: Final = ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "csv.gz", "parquet")
KINDS: Final = (*MADE, "plan", "targets", "profile")
ROOT: Final = Path(__file__).parents[1]
_DATA: Final = ROOT.parent / "shared" / "data"
_LARGEST_SEED: Final = 120_000
_MOST_KEPT: Final = 300
_NAMES: Final = ("销售2026", "a", "Deals_001", "2025-2026", "x[y]", "业绩 2026年")

PLAN: Final = """
fiscal_year: {start: 2026-01-01}
calendar: {country: CN}
goals:
  - {metric: revenue, annual: 1200万, unit: 100, quarters: {Q1: 22%}}
  - {metric: calls, annual: 997}
skills:
  ramp: [25%, 50%]
history:
  files: [none.csv]
  columns: {rep: 业务员}
team:
  - name: 华东
    lead: 王磊
    reps:
      - {name: 张伟, skill: senior, start: 2026-03-01, aliases: [Zhang Wei]}
      - {name: 李娜, leave: [{from: 2026-05-10, to: 2026-05-21}]}
  - {name: East, reps: [{name: Ann Lee, fte: 60%}, {name: Bo, end: 2026-08-31}]}
"""
_ACTUALS: Final = "date,rep,amount\n2026-01-05,张伟,100\n2026-05-05,Ann Lee,2000\n"


@dataclass(frozen=True)
class Case:
    """An input: its kind, its name and bytes, and the setting under which it is read."""

    kind: str
    name: str
    content: bytes
    setting: str
    mutated: bool
    thorough: bool


@dataclass
class Source:
    """Makes cases; what led to an outcome that is new is kept, to be changed further.

    `folder` is for the files that others are read beside.
    """

    random: Random
    kinds: tuple[str, ...]
    folder: Path
    seeds: Mapping[str, list[Path]] = field(default_factory=dict)
    kept: dict[str, list[bytes]] = field(default_factory=dict)
    outcomes: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.seeds = _seeds()
        good = build_plan(parse_profile(PLAN)[0], None)
        self._plan = book_bytes(plan_book(good, Labels(Language.ZH)))
        self._records = (plan_to_text(good), _review_record())
        self.beside = (self.folder / "good-plan.xlsx", self.folder / "good-actuals.csv")
        self.beside[0].write_bytes(self._plan)
        self.beside[1].write_text(_ACTUALS, encoding="utf-8")

    def case(self) -> Case:
        """The next input."""
        random = self.random
        kind = random.choice(self.kinds)
        content, mutated = self._content(kind)
        setting = random.choice(sorted(HISTORIES)) if random.random() < 0.6 else "tolerant"
        if kind == "plan":
            setting = random.choice(ROLES)
        ending = {"plan": "xlsx", "targets": "xlsx", "profile": "yaml"}.get(kind, kind)
        name = f"{random.choice(_NAMES)}.{ending}"
        return Case(kind, name, content, setting, mutated, random.random() < 0.08)

    def _content(self, kind: str) -> tuple[bytes, bool]:
        random = self.random
        if self.kept.get(kind) and random.random() < 0.3:
            content = random.choice(self.kept[kind])
        else:
            content = self._made(kind)
            if kind in (*MADE, "targets") and random.random() < 0.4:
                return content, False
        own = mutations.OF_KIND.get(kind, mutations.OF_KIND["xlsx"])
        for _ in range(random.choice((1, 1, 1, 2))):
            content = random.choice(own)(random, content)
        return content, True

    def _made(self, kind: str) -> bytes:
        """A file of the kind, as somebody might have it, or with mistakes in its cells."""
        random, seeds = self.random, self.seeds.get(kind, [])
        if seeds and random.random() < 0.25:
            return random.choice(seeds).read_bytes()
        if kind == "profile":
            return PLAN.encode()
        if kind == "plan":
            if random.random() < 0.4:
                return self._plan
            record = random.choice(self._records)
            return _record_book(json_text(random, record))
        sheets = [SheetOfRows("T", wide_table(random))] if kind == "targets" else dressed(random)
        if random.random() < 0.6:
            sheets = spoiled(random, sheets)
        return written(random, sheets, "xlsx" if kind == "targets" else kind)

    def judged(self, case: Case, path: Path) -> str:
        """The outcome of a case that stands at `path`; raises where it is a failure."""
        if case.kind == "profile":
            return judge_profile(path)
        if case.kind in {"plan", "targets"}:
            role = "plan" if case.kind == "targets" else case.setting
            return judge_review(path, role, *self.beside)
        return judge_sales(path, case.setting, thorough=case.thorough)

    def keep(self, case: Case, outcome: str) -> None:
        """Remembers an input whose outcome was not seen before."""
        if (case.kind, outcome) in self.outcomes or len(case.content) > _LARGEST_SEED:
            return
        self.outcomes.add((case.kind, outcome))
        kept = self.kept.setdefault(case.kind, [])
        if len(kept) >= _MOST_KEPT:
            kept.pop(self.random.randrange(len(kept)))
        kept.append(case.content)


def _review_record() -> str:
    days = dt.date(2026, 1, 1), dt.date(2026, 4, 16)
    people = (("华东", "张伟"), ("East", "Ann Lee"))
    standing = Standing(9, 8, -7, 6, 5)
    figures = {
        ("revenue", Stretch.MONTH): Figures("2026-04", standing, (standing,) * 2, (standing,) * 2)
    }
    teams = ("华东", "East")
    return snapshot_to_text(Snapshot("", "2026", *days, teams, people, {"revenue": 2}, figures))


def _record_book(record: str) -> bytes:
    """A workbook with nothing but its record."""
    sheets = (Sheet("Review", (Text("Where we stand"),)),)
    return book_bytes(Book(sheets, "Review", dt.date(2026, 4, 16), RECORD_SHEET, record))


def _seeds() -> dict[str, list[Path]]:
    """Small files of each kind, of the repository and of the public data beside it, if there."""
    seeds: dict[str, list[Path]] = {}
    for folder in (ROOT / "tests", ROOT / "examples", _DATA):
        for path in sorted(folder.rglob("*.*")):
            if (
                path.is_file()
                and 0 < path.stat().st_size <= _LARGEST_SEED
                and (kind := kind_of(path))
            ):
                seeds.setdefault(kind, []).append(path)
    return seeds


def kind_of(path: Path) -> str | None:
    """The kind of a file by its name; None for what is no input."""
    name = path.name.lower()
    if name.endswith((".yaml", ".yml")):
        return "profile"
    ending = next((e for e in (*PARQUETS, *BOOKS, *TEXTS) if name.endswith(e)), "")[1:]
    other = {"txt": "csv", "txt.gz": "csv.gz", "tsv.gz": "csv.gz"}
    return other.get(ending, ending) or None
