"""The sheet of all risks, the largest first."""

from __future__ import annotations

from salesplan.reports.review_story import Story
from salesplan.reports.review_view import amount
from salesplan.reports.values import Block, Column, Kind, Role, Row, Sheet, Table, Text


def risk_sheet(story: Story) -> Sheet:
    """Each risk in a sentence, with what it may cost."""
    report, labels = story.report, story.report.labels
    mine = report.metrics[0]
    name = report.view.metric_name(mine.metric)
    blocks: list[Block] = [
        Text(f"{name} · {labels('risks')} · {report.period_name()}", Role.TITLE),
        Text(labels("risks_note"), Role.NOTE),
    ]
    rows = [
        Row(
            (
                number,
                labels(f"risk_kind_{risk.kind.value}"),
                report.name(risk.subject),
                amount(mine.metric, risk.at_stake),
                story.risk(risk),
            )
        )
        for number, risk in enumerate(story.risks, 1)
    ]
    columns = (
        Column(labels("rank"), Kind.COUNT),
        Column(labels("risk")),
        Column(labels("whose_target")),
        Column(labels("at_stake"), report.kind(mine.metric), Role.TOTAL),
        Column(labels("message"), width=90.0),
    )
    if rows:
        shown = report.amount_format(mine)
        table = Table("risks", columns, tuple(rows), amount_format=shown, filtered=True)
        blocks.append(table)
    else:
        blocks.append(Text(labels("no_risks"), Role.GOOD))
    return Sheet(labels("risks"), tuple(blocks))
