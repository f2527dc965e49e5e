"""The sheet of suggestions: skill weights and ramp as measured, how surely, and what to paste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from salesplan.core.estimates import Estimate
from salesplan.core.skill_weights import Carries, LevelWeight, SkillWeights
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.values import (
    Block,
    Cell,
    Column,
    Kind,
    Role,
    Row,
    Sheet,
    Table,
    Text,
)


def suggestions_sheet(view: AnalysisView) -> Sheet:
    """What a profile could say, as far as the history can carry it."""
    labels = view.labels
    blocks: list[Block] = [
        Text(labels("suggestions_sheet"), Role.TITLE),
        Text(labels("suggestions_note"), Role.SUBTITLE),
        *_levels(view),
        *_ramp(view),
        *_lines(view),
    ]
    return Sheet(labels("suggestions_sheet"), tuple(blocks), landscape=False)


def yaml_lines(view: AnalysisView) -> list[str]:
    """The lines of a profile that say what is suggested; none where nothing is."""
    analysis = view.analysis
    lines = []
    if analysis.skills is not None and analysis.skills.reference is not None:
        levels = (f"{each.level}: {each.suggested:.2f}" for each in analysis.skills.levels)
        lines.append(f"  levels: {{{', '.join(levels)}}}")
    if analysis.ramp.carries is Carries.YES:
        steps = ", ".join(f"{step:.2f}" for step in analysis.ramp.suggested)
        lines.append(f"  ramp: [{steps}]")
    return ["skills:", *lines] if lines else []


def _levels(view: AnalysisView) -> Iterator[Block]:
    labels, skills = view.labels, view.analysis.skills
    yield Text(labels("levels_heading"), Role.HEADING)
    if skills is None:
        yield Text(labels("levels_need_profile"))
        return
    if skills.reference is None:
        yield Text(labels("levels_nothing"))
    columns = (
        Column(labels("skill")),
        Column(labels("people_behind"), Kind.COUNT),
        Column(labels("months_behind"), Kind.COUNT),
        Column(labels("weight_planned"), Kind.FACTOR, Role.CONTEXT),
        *_measured_columns(view, "weight_measured"),
        Column(labels("weight_suggested"), Kind.FACTOR, Role.TOTAL),
        Column(labels("comment_column"), width=40),
    )
    rows = tuple(_level(view, each, skills) for each in skills.levels)
    yield Table("suggested_levels", columns, rows)
    yield Text(labels("levels_note"), Role.NOTE)


def _level(view: AnalysisView, level: LevelWeight, skills: SkillWeights) -> Row:
    measured = None if level.level == skills.reference else level.measured
    return Row(
        (
            view.labels.level(level.level),
            level.people,
            round(level.person_months),
            view.rounded(level.planned),
            *_measured_cells(view, measured, level.credibility),
            view.rounded(level.suggested),
            _remark(view, level, skills),
        ),
        Role.BODY if level.carries is Carries.YES else Role.CONTEXT,
    )


def _remark(view: AnalysisView, level: LevelWeight, skills: SkillWeights) -> str:
    """What to know about a level's weight: its part, why none is measured, whom it passes."""
    labels = view.labels
    if level.level == skills.reference:
        return labels("reference_level")
    if level.carries is not Carries.YES:
        return labels(f"carries_{level.carries.value}")
    passed = [
        labels.level(other.level)
        for other in skills.levels
        if other.planned > level.planned and other.suggested < level.suggested
    ]
    return labels("above_level", level=labels("list_separator").join(passed)) if passed else ""


def _measured_columns(view: AnalysisView, key: str) -> Sequence[Column]:
    """A measured figure, its range, and how far it is believed."""
    labels = view.labels
    return (
        Column(labels(key), Kind.FACTOR),
        Column(labels("range_low"), Kind.FACTOR),
        Column(labels("range_high"), Kind.FACTOR),
        Column(labels("credibility"), Kind.SHARE),
    )


def _measured_cells(
    view: AnalysisView, measured: Estimate | None, credibility: float
) -> Sequence[Cell]:
    if measured is None:
        return (None,) * 4
    figures = (measured.value, measured.low, measured.high, credibility)
    return [view.rounded(figure) for figure in figures]


def _not_negative(measured: Estimate) -> Estimate:
    """The range cut at nothing: nobody sells less."""
    low = measured.low
    return measured if low is None else replace(measured, low=max(low, 0.0))


def _ramp(view: AnalysisView) -> Iterator[Block]:
    labels, ramp = view.labels, view.analysis.ramp
    yield Text(labels("ramp_heading"), Role.HEADING)
    if ramp.carries is not Carries.YES:
        count = len(ramp.newcomers)
        nobody = ramp.carries is Carries.FEW_PEOPLE and not count
        key = "nobody" if nobody else ramp.carries.value
        yield Text(labels(f"ramp_{key}", count=count))
        return
    names = labels("list_separator").join(ramp.newcomers)
    yield Text(labels("ramp_behind", count=len(ramp.newcomers), names=names))
    if ramp.left_out:
        names = labels("list_separator").join(ramp.left_out)
        yield Text(labels("ramp_left_out", names=names), Role.NOTE)
    columns = (
        Column(labels("ramp_month")),
        Column(labels("people_behind"), Kind.COUNT),
        Column(labels("weight_planned"), Kind.SHARE, Role.CONTEXT),
        *(
            Column(column.header, Kind.SHARE)
            for column in _measured_columns(view, "weight_measured")
        ),
        Column(labels("weight_suggested"), Kind.SHARE, Role.TOTAL),
    )
    rows = tuple(
        Row(
            (
                labels("ramp_month_number", number=each.month),
                each.people,
                view.rounded(each.planned),
                *_measured_cells(view, _not_negative(each.measured), each.credibility),
                view.rounded(each.suggested),
            )
        )
        for each in ramp.months
    )
    yield Table("suggested_ramp", columns, rows)
    yield Text(labels("ramp_note"), Role.NOTE)


def _lines(view: AnalysisView) -> Iterator[Block]:
    lines = yaml_lines(view)
    if lines:
        yield Text(view.labels("paste_heading"), Role.HEADING)
        for line in lines:
            yield Text(line)
