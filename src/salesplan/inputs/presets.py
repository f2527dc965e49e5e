"""Exports of known systems: which they are, and how they are read.

A preset is what one could write into a profile's `history` oneself, kept beside the headers that
tell an export from others. The headers are the systems' own, in the language of the organisation
that exported: an organisation that renames its fields writes its own `columns`.

Zoho CRM: look-ups come in pairs, `Deal Owner.id` and `Deal Owner`; full backups have the former
alone, and the names of people in a table of users. 纷享销客: 商机 and 商机2.0 are two objects with
headers of their own; dumps by its interface have names in `…__r`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.roster import nearest
from salesplan.errors import Finding
from salesplan.inputs.cells import is_blank
from salesplan.inputs.columns import normalise
from salesplan.inputs.raw import HEAD
from salesplan.inputs.tables import Table
from salesplan.profile import Counting, History, Join

NONE: Final = "none"


_ALL: Final = Counting()


@dataclass(frozen=True)
class Preset:
    """An export: the headers that all have, those that it must not have, and its settings.

    A header is compared as `columns.normalise` makes it. Of `columns` those count whose header is
    there; an empty header says that there is none. `users` are names of a file or sheet beside
    the sales with the people's names, which the `joins` need.
    """

    name: str
    headers: frozenset[str]
    columns: Mapping[str, str]
    count: Counting = _ALL
    joins: tuple[Join, ...] = ()
    without: frozenset[str] = frozenset()
    users: tuple[str, ...] = ()

    def fits(self, forms: Set[str]) -> bool:
        """Whether a row of headers, in their normal forms, is one of this export."""
        wanted = {normalise(header) for header in self.headers}
        return wanted <= forms and not forms & {normalise(header) for header in self.without}


_WON: Final = ("Closed Won", "Won", "Closed-Won", "赢单", "已赢单", "成交", "已成交")
_USERS: Final = ("Users_001.csv", "Users.csv", "users.csv")

PRESETS: Final[tuple[Preset, ...]] = (
    Preset(
        "zoho_deals",
        frozenset({"Deal Name", "Deal Owner", "Amount", "Stage", "Closing Date"}),
        {
            "date": "Closing Date",
            "rep": "Deal Owner",
            "amount": "Amount",
            "status": "Stage",
            "customer": "Account Name",
            "order": "Record Id",
            "currency": "Currency",
        },
        Counting(only=_WON),
    ),
    Preset(
        "zoho_backup",
        frozenset({"Deal Owner.id", "Amount", "Stage", "Closing Date"}),
        {
            "date": "Closing Date",
            "rep": "Deal Owner.id",
            "amount": "Amount",
            "status": "Stage",
            "customer": "Account Name.id",
            "order": "Record Id",
            "currency": "Currency",
        },
        Counting(only=_WON),
        (Join(key="Deal Owner.id", to="Id", columns={"rep": "Full Name"}),),
        without=frozenset({"Deal Owner"}),
        users=_USERS,
    ),
    Preset(
        "zoho_leads",
        frozenset({"Lead Owner", "Lead Status", "Is Converted", "Converted Date Time"}),
        {
            "date": "Converted Date Time",
            "rep": "Lead Owner",
            "amount": "",
            "status": "Is Converted",
            "customer": "Company",
            "order": "Record Id",
        },
        Counting(only=("true", "1", "yes", "是")),
    ),
    Preset(
        "zoho_calls",
        frozenset({"Call Owner", "Call Start Time", "Call Duration (in seconds)"}),
        {
            "date": "Call Start Time",
            "rep": "Call Owner",
            "amount": "",
            "order": "Record Id",
        },
    ),
    Preset(
        "fxiaoke_orders",
        frozenset({"销售订单编号", "下单日期", "销售订单金额", "生命周期状态"}),
        {
            "date": "下单日期",
            "rep": "负责人",
            "amount": "销售订单金额",
            "status": "生命周期状态",
            "customer": "客户名称",
            "order": "销售订单编号",
        },
        Counting(without=("作废", "已作废", "未生效", "审核中", "变更中")),
    ),
    Preset(
        "fxiaoke_opportunities",
        frozenset({"商机名称", "商机金额", "预计结单日期", "销售阶段"}),
        {
            "date": "预计结单日期",
            "rep": "负责人",
            "amount": "商机金额",
            "status": "销售阶段",
            "customer": "客户名称",
        },
        Counting(only=("赢单",)),
    ),
    Preset(
        "fxiaoke_opportunities",
        frozenset({"商机名称", "预计成交金额", "预计成交日期", "商机状态"}),
        {
            "date": "预计成交日期",
            "rep": "负责人",
            "amount": "预计成交金额",
            "status": "商机状态",
            "customer": "客户名称",
        },
        Counting(only=("赢单",)),
    ),
)
"""All presets; two of one name are two forms of one export."""


@dataclass(frozen=True)
class Settings:
    """How a sheet is read: the profile's history with what a preset adds to it.

    `preset` is the name of the one that was taken, "" without one; `from_preset` are the fields
    whose header it gave.
    """

    history: History
    preset: str = ""
    from_preset: frozenset[str] = field(default_factory=frozenset)


def unknown_preset(history: History) -> Finding | None:
    """E262 where the profile asks for a preset that there is none of."""
    names = sorted({preset.name for preset in PRESETS} | {NONE})
    if history.preset is None or history.preset in names:
        return None
    values = {"preset": history.preset, "presets": ", ".join(names)}
    return Finding("E262", values=values, nearest=nearest(history.preset, names))


def settings_for(
    head: Sequence[Sequence[str]], history: History, folder: Path | None = None
) -> Settings:
    """How to read a sheet with these first rows; the user's own settings win.

    `folder` is where a table of users is looked for, which a backup needs for the names of people.
    """
    if history.preset == NONE:
        return Settings(history)
    wanted = [preset for preset in PRESETS if history.preset in {None, preset.name}]
    for headers in head:
        forms = {normalise(header) for header in headers if header}
        for preset in wanted if len(forms) > 2 else ():
            if preset.fits(forms):
                return _with_preset(preset, forms, history, folder)
    return Settings(history)


def _with_preset(
    preset: Preset, forms: Set[str], history: History, folder: Path | None
) -> Settings:
    columns = {
        name: (header,)
        for name, header in preset.columns.items()
        if name not in history.columns and (not header or normalise(header) in forms)
    }
    changes: dict[str, Any] = {"columns": {**columns, **history.columns}}
    if history.count == _ALL and "status" in changes["columns"]:
        changes["count"] = preset.count
    if not history.joins and "rep" in columns:
        changes["joins"] = _joins(preset, folder)
    return Settings(history.model_copy(update=changes), preset.name, frozenset(columns))


def _joins(preset: Preset, folder: Path | None) -> tuple[Join, ...]:
    """The preset's joins, with the file of users that is there; none where there is none."""
    if not preset.users:
        return preset.joins
    there = [name for name in preset.users if folder is not None and (folder / name).is_file()]
    return tuple(join.model_copy(update={"file": there[0]}) for join in preset.joins if there)


# --------------------------------------------------------------------------------------------
# What exports of systems have that tables of people do not
# --------------------------------------------------------------------------------------------

_ALONE: Final = r'^\s*\[\s*["\']?([^"\'\[\],]*)["\']?\s*\]\s*$'
_NO_AMOUNT: Final = "–"


def plain_table(table: Table) -> Table:
    """The table with amounts of 0 where the settings say that it has none, and plain owners.

    An owner in a dump is a list of one: `["张三"]`.
    """
    if "amount" in table.choice.without:
        table = _with_zeros(table)
    rep = table.choice.positions.get("rep")
    if rep is None:
        return table
    first = table.column(rep).slice(0, HEAD).to_pylist()
    if not any(cell and cell.lstrip().startswith("[") for cell in first):
        return table
    columns = list(table.sheet.columns)
    columns[rep] = pc.replace_substring_regex(columns[rep], _ALONE, r"\1")
    return replace(table, sheet=replace(table.sheet, columns=tuple(columns)))


def _with_zeros(table: Table) -> Table:
    """A last column of zeros, in all rows that have a date: blank rows stay blank."""
    sheet, position = table.sheet, len(table.sheet.columns)
    undated = pa.array(is_blank(sheet.columns[table.choice.positions["date"]]))
    zeros = pc.if_else(undated, "", "0")
    choice = replace(
        table.choice, positions={**table.choice.positions, "amount": position}, factor=1
    )
    return replace(
        table,
        sheet=replace(sheet, columns=(*sheet.columns, zeros), letters=(*sheet.letters, "")),
        headers=(*table.headers, _NO_AMOUNT),
        choice=choice,
    )
