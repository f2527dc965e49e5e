"""Why a target is what it is, in the sentences one would say to the person who got it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.core.attendance import Absence, Attendance, Away
from salesplan.core.calendar import MONTHS
from salesplan.core.decimals import shortest
from salesplan.core.steps import MonthTotal, Pool
from salesplan.reports.explanation_changes import change_sentences
from salesplan.reports.explanation_lines import limit_texts
from salesplan.reports.explanation_view import ExplanationView, TargetView
from salesplan.reports.shape_notes import festival_days


def sentences(told: ExplanationView) -> list[str]:
    """What was changed by hand, the share, the level, the record, the days, the rounding.

    Where Spring Festival moves days inside the month, that comes last.
    """
    explanation = told.explanation
    if not any(month.weight.weight for month in explanation.months):
        return [told.labels("explain_not_there", period=told.period)]
    return [
        *kept_sentence(told),
        *_edited(told),
        _because(told),
        *_limited(told),
        _level(told),
        *change_sentences(told),
        _record(told),
        *_days(told),
        *_rounded(told),
        *festival_days(told.view, told.explanation.metric),
    ]


def kept_sentence(told: TargetView) -> Iterator[str]:
    """What a later version of the plan has made of the target: nothing, but for changes by hand."""
    if told.current is not None:
        yield told.labels(
            "explain_kept_edited" if told.explanation.edited else "explain_kept",
            current=told.version_name(told.current),
            version=told.version_name(told.view.plan.version),
        )


def _because(told: ExplanationView) -> str:
    labels, explanation = told.labels, told.explanation
    planned = _planned(told)
    alone = explanation.alone
    if explanation.edited:
        key = "explain_alone_planned" if alone else "explain_planned"
    else:
        key = "explain_alone" if alone else "explain_because"
    return labels(
        key,
        period=told.period,
        target=told.amount(planned),
        total=told.amount(explanation.total),
        share=labels.share(planned / max(explanation.total, Decimal(1))),
        people=told.sharing(explanation),
    )


def _limited(told: ExplanationView) -> Iterator[str]:
    """What limits of one's own decide, or what those of others leave."""
    labels, months = told.labels, told.explanation.months
    if any(month.limited for month in months):
        exact = sum((month.share.exact for month in months), Decimal(0))
        limits = labels("list_separator").join(limit_texts(told))
        yield labels("explain_limited", limits=limits, exact=told.amount(exact))
    limited = sum((month.left.limited for month in months if month.left), Decimal(0))
    if limited:
        left = told.amount(told.explanation.total - limited)
        key = "explain_left_team" if told.explanation.goal.levels else "explain_left"
        share = months[0].share
        one = "_one" if share.alone else ""
        yield labels(f"{key}{one}", left=left, people=told.sharing(share))


def _planned(told: ExplanationView) -> Decimal:
    return sum((month.rounding.target for month in told.explanation.months), Decimal(0))


def _edited(told: ExplanationView) -> Iterator[str]:
    """What was changed by hand, and who carries the difference."""
    labels, explanation = told.labels, told.explanation
    if not explanation.edited:
        return
    yield labels(
        "explain_edited",
        period=told.period,
        target=told.amount(explanation.target),
        planned=told.amount(_planned(told)),
    )
    edits = [month.edit for month in explanation.months if month.edit is not None]
    others = sum((edit.others for edit in edits), Decimal(0))
    before = sum((edit.total_planned for edit in edits), Decimal(0))
    total = sum((edit.total for edit in edits), Decimal(0))
    if explanation.alone:
        return
    key = "explain_some_carry" if others else "explain_nobody_carries"
    said = labels(
        "explain_others_carry" if total == before else key,
        total=told.amount(total),
        before=told.amount(before),
        others=told.amount(others),
    )
    changed = [month.month for month in explanation.months if month.edit is not None]
    names = labels("list_separator").join(told.month_name(month) for month in changed)
    several = len(explanation.months) > 1
    yield labels("assumption", name=names, value=said) if several else said


def _level(told: ExplanationView) -> str:
    rating = told.explanation.rating
    return told.labels(
        "explain_level" if rating.fte == 1 else "explain_level_part",
        level=told.labels.level(rating.level),
        weight=told.number(rating.level_weight),
        fte=told.percent(rating.fte),
    )


def _record(told: ExplanationView) -> str:
    labels, rating = told.labels, told.explanation.rating
    if rating.sold is None or rating.expected is None or rating.months is None:
        return labels("explain_no_record")
    change = rating.factor - 1
    shown = labels.share(abs(change))
    key = "explain_record_more" if change > 0 else "explain_record_less"
    return labels(
        key if shown != labels.share(0) else "explain_record_same",
        months=labels.counted("month_count", rating.months),
        sold=told.roughly(rating.sold),
        expected=told.roughly(rating.expected),
        change=shown,
    )


def _days(told: ExplanationView) -> Iterator[str]:
    """Days away and days of the ramp, where there are any."""
    attended = [month.weight.attendance for month in told.explanation.months]
    working = sum(attendance.working_days for attendance in attended)
    days = sum(attendance.days for attendance in attended)
    counted = sum((attendance.counted for attendance in attended), Decimal(0))
    away, ramping = days != working, counted != days
    if away or ramping:
        key = "explain_days_ramp" if ramping else "explain_days"
        yield told.labels(
            key if away else "explain_ramp",
            days=told.number(days),
            working=told.number(working),
            counted=told.number(shortest(counted)),
        )


def _rounded(told: ExplanationView) -> Iterator[str]:
    months = told.explanation.months
    if any(month.limited for month in months):
        return
    exact = sum((month.share.exact for month in months), Decimal(0))
    if exact != _planned(told):
        key = "explain_rounded_year" if months[-1].month == MONTHS - 1 else "explain_rounded"
        yield told.labels(key, exact=told.amount(exact), units=told.units)


def day_lines(told: ExplanationView) -> Iterator[str]:
    """How the days are counted, for each month of the stretch where not all count fully."""
    for month in told.explanation.months:
        attendance = month.weight.attendance
        if attendance.absences or attendance.ramping:
            name, text = told.month_name(month.month), days_text(told, attendance)
            counted = told.number(attendance.counted)
            text = told.labels("calc_same", sum=text, due=counted)
            yield told.labels("assumption", name=name, value=text)


def days_text(told: ExplanationView, attendance: Attendance) -> str:
    """`22 working days − 1 (you start on 3 Mar 1998); 21 × 25%`."""
    labels = told.labels
    text = labels("calc_days", working=attendance.working_days)
    for absence in attendance.absences:
        text = labels("calc_away", sum=text, days=absence.days, why=_away(told, absence))
    if not attendance.ramping:
        return text
    steps = " + ".join(
        labels("calc_ramp_step", days=step.days, share=told.percent(step.productivity))
        for step in attendance.ramp
    )
    return labels("calc_then", first=text, then=steps)


def _away(told: ExplanationView, absence: Absence) -> str:
    """Why somebody is away, with the days as people write them."""
    labels, rep = told.labels, told.rep
    rows = told.view.plan.rows_of[told.explanation.person]
    if absence.kind is Away.START and rep.start is not None:
        key = "away_start" if rows[0] == told.explanation.person else "away_start_team"
        text = labels(key, day=labels.date(rep.start), team=told.team)
    elif absence.kind is Away.END and rep.end is not None:
        key = "away_end" if rows[-1] == told.explanation.person else "away_end_team"
        text = labels(key, day=labels.date(rep.end), team=told.team)
    else:
        key = "away_leave_day" if absence.first == absence.last else "away_leave"
        first, last = labels.date(absence.first), labels.date(absence.last)
        text = labels(key, first=first, last=last)
    return labels("away_reason", away=text, reason=absence.reason) if absence.reason else text


def formulas(told: ExplanationView) -> Iterator[str]:
    """How the columns of the table of months follow from each other."""
    labels, explanation = told.labels, told.explanation
    months, rating = explanation.months, explanation.rating
    pools = {_pool_key(month.total, month.month): month for month in reversed(months)}
    for month in sorted(pools.values(), key=lambda each: each.month):
        yield _total_formula(told, month.total, month.month)
    usual = not any(month.weight.parts or month.weight.received for month in months)
    yield labels(
        "formula_weight" if usual else "formula_weight_usual",
        level=told.number(rating.level_weight),
        fte=told.number(rating.fte),
        factor=told.number(rating.factor),
    )
    if months[0].left is not None:
        key = "formula_left_team" if explanation.goal.levels else "formula_left"
        yield labels(key, people=told.sharing(months[0].share))
    yield labels("formula_share_left" if months[0].left is not None else "formula_share")
    if any(month.total.moved for month in months):
        levels = explanation.goal.levels and not explanation.metric.limits
        yield labels("formula_moved_levels" if levels else "formula_moved")
    if any(month.total.odd for month in months):
        yield labels("formula_odd", unit=told.unit)
    if months[0].limited is not None:
        yield labels("formula_limited", units=told.units)
        return
    before = months[0].rounding
    if before.before or before.given:
        yield labels(
            "formula_before",
            month=told.month_name(months[0].month),
            before=told.number(before.before),
            given=told.number(before.given),
        )
    yield labels("formula_rounding", units=told.units, unit=told.unit)


def _pool_key(total: MonthTotal, month: int) -> tuple[Pool, int]:
    number = {Pool.QUARTER: month // 3, Pool.LEFT: month // 3, Pool.MONTH: month}
    return total.pool, number.get(total.pool, 0)


def _total_formula(told: ExplanationView, total: MonthTotal, month: int) -> str:
    settings = told.explanation.metric.settings
    key = {
        Pool.YEAR: "formula_year",
        Pool.QUARTER: "formula_quarter",
        Pool.MONTH: "formula_month",
        Pool.LEFT: "formula_left_quarter",
        Pool.REST: "formula_rest_months" if settings.months else "formula_rest",
    }[total.pool]
    return told.labels(
        key,
        month=told.month_name(month),
        quarter=told.quarter_of(month),
        amount=told.number(total.pool_amount),
        seasons=told.number(total.pool_season),
        units=told.units,
    )
