from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.core.sales import Reason, Sales, Why
from salesplan.errors import Finding
from salesplan.inputs.presets import PRESETS, settings_for, unknown_preset
from salesplan.inputs.sales import read_sales
from salesplan.profile import Counting, History, Join

ZOHO = (
    "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,"
    "Stage,Pipeline,Created Time"
)
ORDERS = "销售订单编号,客户名称,下单日期（必填）,销售订单金额(元),负责人,状态,生命周期状态,产品合计"
DEALS_2 = "商机名称,商机金额（元）,销售阶段,商机状态,赢率,预计结单日期,负责人,客户名称"


def read(
    folder: Path, *lines: str, history: History | None = None, name: str = "export.csv"
) -> tuple[Sales, list[Finding]]:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_sales([folder / name], history or History(), 2)


def codes(findings: list[Finding]) -> list[str]:
    return [found.code for found in findings]


def rows(sales: Sales, *fields: str) -> list[tuple[object, ...]]:
    frame = sales.rows.astype({"date": str})
    return list(frame[list(fields)].itertuples(index=False, name=None))


def test_zoho_deals_are_won_ones_by_closing_date(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        ZOHO,
        'zcrm_1,zcrm_9,Ann,"$ 1,200.50",A,2026-03-31,zcrm_5,Acme,Closed Won,Std,2026-01-02',
        "zcrm_2,zcrm_9,Ann,500,B,2026-04-01,zcrm_5,Acme,Negotiation,Std,2026-01-02",
        "zcrm_3,zcrm_8,Bob,70,C,2026-04-02,zcrm_6,Bolt,Closed Lost,Std,2026-01-02",
    )
    assert rows(sales, "date", "rep", "amount", "customer", "order") == [
        ("2026-03-31", "Ann", 120_050, "Acme", "zcrm_1")
    ]
    (account,) = sales.accounts
    assert (account.preset, account.left_out) == ("zoho_deals", 2)
    assert {origin.field: origin.why for origin in account.origins}["date"] is Why.PRESET
    assert "N262" in codes(findings)
    assert not any(code.startswith(("E", "W")) for code in codes(findings))


def test_the_users_own_settings_win() -> None:
    head = [ZOHO.split(",")]
    own = History(columns={"date": "Created Time"}, count=Counting(only=("Pipeline",)))
    settings = settings_for(head, own)
    assert settings.history.columns["date"] == ("Created Time",)
    assert settings.history.columns["rep"] == ("Deal Owner",)
    assert settings.history.count.only == ("Pipeline",)
    assert "date" not in settings.from_preset
    assert settings_for(head, History(preset="none")).history == History(preset="none")
    assert settings_for(head, History(preset="fxiaoke_orders")).preset == ""


def test_a_backup_has_numbers_until_the_users_are_there(tmp_path: Path) -> None:
    header = "Record Id,Deal Owner.id,Amount,Closing Date,Account Name.id,Stage"
    lines = [
        header,
        "zcrm_1,zcrm_9,100,2026-03-31,zcrm_5,Closed Won",
        "zcrm_2,zcrm_8,50,2026-04-01,zcrm_5,Closed Won",
    ]
    sales, _ = read(tmp_path, *lines, name="Deals_001.csv")
    assert rows(sales, "rep", "amount") == [("zcrm_9", 10_000), ("zcrm_8", 5_000)]
    assert sales.accounts[0].preset == "zoho_backup"
    users = "Id,Full Name\nzcrm_8,Bob Bell\nzcrm_9,Ann Ames\n"
    (tmp_path / "Users_001.csv").write_text(users, encoding="utf-8")
    settings = settings_for([header.split(",")], History(), tmp_path)
    join = Join(file="Users_001.csv", key="Deal Owner.id", to="Id", columns={"rep": "Full Name"})
    assert settings.history.joins == (join,)
    sales, _ = read_sales([tmp_path / "Deals_001.csv"], History(), 2, folder=tmp_path)
    assert rows(sales, "rep", "amount") == [("Ann Ames", 10_000), ("Bob Bell", 5_000)]


def test_leads_and_calls_have_no_amounts_and_count(tmp_path: Path) -> None:
    sales, _ = read(
        tmp_path,
        "Record Id,Lead Owner.id,Lead Owner,Company,Lead Source,Lead Status,Is Converted,"
        "Converted Date Time,Converted Deal.id",
        "zcrm_1,zcrm_9,Ann,Acme,Web,Qualified,true,2026-03-31 10:00:00,zcrm_7",
        "zcrm_2,zcrm_9,Ann,Bolt,Web,Contacted,false,,",
    )
    assert rows(sales, "date", "rep", "amount", "order") == [("2026-03-31", "Ann", 0, "zcrm_1")]
    sales, _ = read(
        tmp_path,
        "Record Id,Call Owner.id,Call Owner,Call Start Time,Call Duration (in seconds)",
        "zcrm_1,zcrm_9,Ann,2026-03-31 10:00:00,61",
        "zcrm_2,zcrm_9,Ann,2026-04-01 11:00:00,3600",
        ",,,,",
    )
    assert rows(sales, "date", "rep", "amount") == [
        ("2026-03-31", "Ann", 0),
        ("2026-04-01", "Ann", 0),
    ]
    (account,) = sales.accounts
    assert (account.preset, account.rejected, account.left_out) == ("zoho_calls", 0, 1)
    assert account.reasons == ((Reason.BLANK, 1),)


def test_fxiaoke_orders(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path,
        ORDERS,
        '20260301-001,甲公司,2026-03-01,"1,000.00",张伟,已确认,正常,900',
        "20260302-001,乙公司,2026-03-02,70,李娜,已确认,作废,70",
    )
    assert rows(sales, "date", "rep", "amount", "customer", "order") == [
        ("2026-03-01", "张伟", 100_000, "甲公司", "20260301-001")
    ]
    assert sales.accounts[0].preset == "fxiaoke_orders"
    assert not any(code.startswith(("E", "W")) for code in codes(findings))


def test_fxiaoke_opportunities_count_when_won(tmp_path: Path) -> None:
    sales, _ = read(
        tmp_path,
        DEALS_2,
        "甲,100,赢单,赢单,100%,2026-03-01,张伟,甲公司",
        "乙,100,谈判审核,进行中,60%,2026-03-02,张伟,乙公司",
        "丙,100,输单,输单,0%,2026-03-03,李娜,丙公司",
    )
    assert rows(sales, "date", "rep", "amount") == [("2026-03-01", "张伟", 10_000)]
    assert sales.accounts[0].preset == "fxiaoke_opportunities"


def test_a_dump_has_milliseconds_and_owners_in_lists(tmp_path: Path) -> None:
    # 2026-03-01 00:00 in China is 2026-02-28 16:00 in Greenwich.
    lines = [
        "order_date,owner,amount",
        '1772294400000,"[""张伟""]",5',
        '1772380800000,"[""李娜""]",6',
    ]
    sales, findings = read(tmp_path, *lines)
    assert rows(sales, "date", "rep", "amount") == [
        ("2026-03-01", "张伟", 500),
        ("2026-03-02", "李娜", 600),
    ]
    assert codes(findings) == ["N204"]
    lines = ["order_date,owner,owner__r,amount", '1772294400000,"[""1001""]",张伟,5']
    sales, _ = read(tmp_path, *lines)
    assert rows(sales, "rep") == [("张伟",)]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_is_settings_that_a_profile_could_have(preset: object) -> None:
    assert preset in PRESETS
    found = next(each for each in PRESETS if each is preset)
    history = History(columns=dict(found.columns), count=found.count, joins=found.joins)
    assert History.model_validate(history.model_dump()) == history
    assert settings_for([sorted(found.headers)], History()).preset == found.name


def test_exports_are_told_apart_from_tables_of_people() -> None:
    backup_with_names = "Deal Owner.id,Deal Owner,Amount,Stage,Closing Date"
    for headers in (
        backup_with_names,
        "日期,业务员,金额",
        "Order Date,Amount,Stage,Owner",
        "商机名称,商机金额,负责人",
    ):
        assert settings_for([headers.split(",")], History()).preset == ""


def test_an_unknown_preset_is_an_error() -> None:
    found = unknown_preset(History(preset="zoho_deal"))
    assert found is not None
    assert (found.code, found.nearest) == ("E262", "zoho_deals")
    assert unknown_preset(History(preset="none")) is None
    assert unknown_preset(History()) is None
