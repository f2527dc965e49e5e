"""What matters in an analysis, in sentences, the weightiest first.

A sentence weighs between 0 and 1 by how much it would change what a director decides: growth and
what to expect always do, a season by its strength, people and customers by how much depends on few
of them. What is out of the ordinary weighs more than all others, for it colours every figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from salesplan.choices import Language
from salesplan.core.calendar import MONTHS
from salesplan.core.concentration import Concentration
from salesplan.core.customer_years import CustomerYear
from salesplan.core.estimates import Side
from salesplan.core.people_figures import PersonFigures
from salesplan.core.same_days import Days
from salesplan.core.timeline import Comparison
from salesplan.core.year_shape import MonthShape
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.sentences import as_sentence, followed_by, halves_clause

MOST: Final = 5
_STRONG: Final = 0.6  # of the variance: season explains more than the remainder by half
_WEAK: Final = 0.3
_EVEN: Final = 1 / MONTHS
_NAMED: Final = 3  # months, people and events that a sentence names
_UNOWNED: Final = 0.05  # of the recent sales: below it, figures of people hardly change
_LARGEST_MATTERS: Final = 0.1  # as the plan check has it
_TEN_MATTER: Final = 0.5
_ALIKE: Final = 3  # decimals of growth; a difference beyond them is none to explain
_NOTICED: Final = 0.02  # growth: less has no reason worth telling
_MUCH: Final = 0.1  # of all changes, up and down
_OFTEN: Final = 3  # complete years before the last whose growth is told


class Topic(StrEnum):
    """What a sentence is about."""

    UNUSUAL = "unusual"
    GROWTH = "growth"
    AHEAD = "ahead"
    PEOPLE = "people"
    SEASON = "season"
    CUSTOMERS = "customers"
    PRODUCTS = "products"
    UNOWNED = "unowned"


ANSWERS: Final = frozenset({Topic.GROWTH, Topic.AHEAD, Topic.PEOPLE, Topic.SEASON})
"""How much did we grow, what is a realistic goal, who carries it, when do we sell: always said."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What there is to say about a topic; more `weight` is more important."""

    topic: Topic
    weight: float
    text: str


def story(view: AnalysisView) -> list[Sentence]:
    """The answers to what a director asks and the weightiest of the rest; the weightiest first."""
    found = sorted(sentences(view), key=lambda each: (each.topic not in ANSWERS, -each.weight))
    return sorted(found[:MOST], key=lambda each: -each.weight)


def sentences(view: AnalysisView) -> list[Sentence]:
    """Everything there is to say, a sentence a topic."""
    told = (_unusual, _growth, _ahead, _people, _season, _customers, _products, _unowned)
    return [sentence for each in told for sentence in each(view)]


def about(view: AnalysisView, topic: Topic) -> str:
    """What there is to say about one topic; "" for nothing."""
    return next((each.text for each in sentences(view) if each.topic is topic), "")


def strength_word(view: AnalysisView) -> str:
    """How strong the season is, in a word."""
    strength = view.analysis.shape.strength
    if strength is None:
        return view.labels("season_unknown")
    key = "strong" if strength >= _STRONG else "weak" if strength < _WEAK else "moderate"
    return view.labels(f"season_{key}")


def is_flat(view: AnalysisView) -> bool:
    """Whether no month surely differs from an average one, and the season explains little."""
    shape = view.analysis.shape
    weak = shape.strength is not None and shape.strength < _WEAK
    return weak and all(month.side is Side.UNCLEAR for month in shape.months)


def _unusual(view: AnalysisView) -> Iterator[Sentence]:
    events = list(unusual_texts(view))
    if events:
        labels = view.labels
        more = len(events) - _NAMED
        told = events[:_NAMED] + ([labels("unusual_more", count=more)] if more > 0 else [])
        between = "" if labels.language is Language.ZH else " "
        yield Sentence(Topic.UNUSUAL, 2.0, between.join(told))


def unusual_texts(view: AnalysisView) -> Iterator[str]:
    """What is out of the ordinary, one text each: shifts, gaps, single orders, odd months."""
    labels, found = view.labels, view.analysis.unusual
    for shift in found.shifts:
        before, after = view.roughly(shift.before), view.roughly(shift.after)
        month = view.month_name(shift.key)
        if shift.change is None:
            yield labels("unusual_shift", month=month, before=before, after=after)
        else:
            change = view.against(shift.change, labels("level_before", before=before))
            yield labels("unusual_level", month=month, after=after, change=change)
    for order in found.orders:
        yield labels(
            "unusual_order",
            amount=view.said(order.amount),
            day=labels.date(order.date),
            whose=_whose(view, order.customer, order.rep),
            share=labels.share(order.share, 0),
        )
    for gap in found.gaps:
        yield labels("unusual_gap", months=view.days_text(gap.days))
    for odd in found.months:
        if not odd.orders:  # else the order has been named
            yield labels(
                "unusual_month",
                month=view.month_name(odd.key),
                actual=view.said(odd.actual),
                usual=view.roughly(odd.usual),
            )


def _whose(view: AnalysisView, customer: str, rep: str) -> str:
    """` (Acme, Ann Lee)`, as far as it is known."""
    names = [name for name in (customer, rep) if name and not name.startswith("<")]
    if not names:
        return ""
    return view.labels("in_brackets", text=view.labels("list_separator").join(names))


def _growth(view: AnalysisView) -> Iterator[Sentence]:
    analysis, labels = view.analysis, view.labels
    recent = analysis.recent
    year = next((each for each in analysis.years if recent and each.days == recent.days), None)
    if recent is not None and recent.growth is not None:
        amount = view.said(recent.now)
        if year is not None:
            base = view.year_called(analysis.years[analysis.years.index(year) - 1].name)
            change = view.against(recent.growth, base)
            text = labels("growth_year", year=year.name, amount=amount, change=change)
        else:
            change = view.against(recent.growth, labels("twelve_before"))
            days = view.days_text(recent.days)
            text = labels("growth_recent", days=days, amount=amount, change=change)
        text += _years_before(view, recent)
        chance = analysis.recent_side is Side.UNCLEAR and round(recent.growth, _ALIKE) != 0
        text += labels("growth_unclear" if chance else "sentence_end")
        text += _largest_changes(view, recent)
    elif part := shared_months(view):
        text = labels(
            "growth_part",
            total=view.said(analysis.total),
            span=view.days_text(analysis.span.whole),
            days=view.days_text(part.days),
            amount=view.said(part.now),
            change=view.against(part.growth or 0.0, labels("same_months_before")),
        )
    else:
        span = view.days_text(analysis.span.whole if analysis.span.months else _known(view))
        text = labels("growth_none", total=view.said(analysis.total), span=span)
    yield Sentence(Topic.GROWTH, 1.0, text)


def _largest_changes(view: AnalysisView, recent: Comparison) -> str:
    """Which regions, or without regions which people, changed most; "" where nothing changed."""
    regions = _concentration(view, "region")
    if regions is not None and regions.count > 1:
        found = [(each.amount - (each.before or 0), each.name) for each in regions.largest]
        key = "largest_changes_region"
    else:
        people = view.analysis.people
        found = [(each.recent - (each.before or 0), view.name_of(each)) for each in people]
        key = "largest_changes_people"
    if len(found) <= 1 or abs(recent.growth or 0.0) < _NOTICED:
        return ""
    gross = sum(abs(change) for change, _ in found)
    found.sort(key=lambda each: (-abs(each[0]), each[1]))
    told = [each for each in found[:_NAMED] if abs(each[0]) >= _MUCH * gross]
    changes = [
        view.labels("mover", name=name, change=f"{'+' if change > 0 else ''}{view.roughly(change)}")
        for change, name in told
    ]
    text = view.labels(key, changes=view.labels("list_separator").join(changes))
    return followed_by("", text, view.labels) if changes else ""


def _known(view: AnalysisView) -> Days:
    span = view.analysis.span
    return Days(span.first, span.last + dt.timedelta(days=1))


def _years_before(view: AnalysisView, recent: Comparison) -> str:
    """` (2016: +23.3%, 2015: +17.1%)`: how whole years grew before."""
    grown = [
        f"{year.name} {year.comparison.growth:+.1%}"
        for year in reversed(view.analysis.years)
        if year.comparison is not None
        and year.comparison.growth is not None
        and year.comparison.months == MONTHS
        and year.comparison.days != recent.days
    ]
    if not grown:
        return ""
    years = view.labels("list_separator").join(grown[:_OFTEN])
    return view.labels("growth_before", years=years)


def shared_months(view: AnalysisView) -> Comparison | None:
    """The latest year's comparison with the one before, over the months that both have."""
    last = [each.comparison for each in view.analysis.years if each.comparison is not None]
    return last[-1] if last and last[-1].growth is not None else None


def _ahead(view: AnalysisView) -> Iterator[Sentence]:
    ahead, labels = view.analysis.year_ahead, view.labels
    if not ahead.expected:
        return
    text = _landing(view)
    text += labels("ahead_expected", year=ahead.name, amount=view.roughly(ahead.expected))
    changes = [
        view.against(growth, base)
        for growth, base in (
            (ahead.growth, view.year_called(ahead.base_name)),
            (over_landing(view, ahead.expected), _landing_called(view)),
        )
        if growth is not None
    ]
    if changes:
        text += labels("ahead_change", change=labels("list_separator").join(changes))
    chances = {chance.probability: chance for chance in ahead.chances}
    if chances:
        sure, daring = chances[0.9], chances[0.1]
        text += labels(
            "ahead_range",
            low=view.roughly(sure.total),
            high=view.roughly(daring.total),
        )
    else:
        text += labels("ahead_no_range")
    halves = view.analysis.recent_halves
    if halves is not None:
        why = as_sentence(halves_clause(halves, labels), labels)
        text = followed_by(text, why, labels)
    without = view.analysis.year_ahead_without_outlier
    if without is not None:
        text += labels("ahead_without", amount=view.roughly(without.expected))
    yield Sentence(Topic.AHEAD, 0.95, text)


def _landing(view: AnalysisView) -> str:
    """Where the running year will land, as a sentence of its own; "" where none is running."""
    landing, labels = view.analysis.landing, view.labels
    if landing is None:
        return ""
    text = labels(
        "landing_told",
        year=landing.name,
        sold=view.said(landing.sold),
        day=_day_in(view, landing.known.end - dt.timedelta(days=1), landing.name),
        amount=view.roughly(landing.expected),
    )
    if landing.growth is not None:
        base = view.year_called(landing.base_name)
        text += labels("ahead_change", change=view.against(landing.growth, base))
    if landing.low is None or landing.high is None:
        return text + labels("landing_ends")
    low, high = (view.roughly(bound) for bound in (landing.low, landing.high))
    return text + labels("landing_range", low=low, high=high)


def _day_in(view: AnalysisView, day: dt.date, year: str) -> str:
    """A day in a sentence that has named the year: `15 Aug`."""
    labels = view.labels
    return labels.day_of_year(day) if str(day.year) == year else labels.date(day)


def _landing_called(view: AnalysisView) -> str:
    landing = view.analysis.landing
    return "" if landing is None else view.labels("landing_called", year=landing.name)


def over_landing(view: AnalysisView, amount: int) -> float | None:
    """An amount over the landing of the running year; None where none is running."""
    landing = view.analysis.landing
    return None if landing is None or landing.expected <= 0 else amount / landing.expected - 1


def _people(view: AnalysisView) -> Iterator[Sentence]:
    labels, sellers = view.labels, view.sellers
    if not sellers:
        yield _without_people(view)
        return
    first = sellers[0]
    values = {"name": view.name_of(first), "recent": view.recent_name}
    if len(sellers) == 1:
        text, weight = labels("people_one", **values, share=_share(view, first)), 0.5
    else:
        few = sellers[: min(_NAMED, len(sellers) - 1)]
        together = sum(each.recent_share or 0.0 for each in few)
        weight = min(0.5 + 0.5 * together, 0.9)
        key = "people_first" if len(few) > 1 else "people_first_of_two"
        text = labels(
            key,
            **values,
            share=_share(view, first),
            few=len(few),
            people=len(sellers),
            together=labels.share(together, 0),
        )
    text += _movers(view) + _came_and_went(view)
    yield Sentence(Topic.PEOPLE, weight, text)


def _without_people(view: AnalysisView) -> Sentence:
    """Where the files name nobody, the regions carry the sales."""
    labels, found = view.labels, _concentration(view, "region")
    if found is None or found.count < 2:
        return Sentence(Topic.PEOPLE, 0.1, labels("people_unknown"))
    few = min(_NAMED, found.count - 1)
    text = labels(
        "people_unknown_regions",
        name=found.largest[0].name,
        share=labels.share(found.largest[0].share or 0.0, 0),
        few=few,
        count=found.count,
        together=labels.share(sum(each.share or 0.0 for each in found.largest[:few]), 0),
        recent=view.recent_name,
    )
    return Sentence(Topic.PEOPLE, 0.6, text)


def _share(view: AnalysisView, person: PersonFigures) -> str:
    return view.labels.share(person.recent_share or 0.0, 0)


def _movers(view: AnalysisView) -> str:
    """Who surely grew most, and who surely lost most."""
    labels = view.labels
    moved = [
        (each.trend.growth, view.name_of(each))
        for each in view.sellers
        if each.trend is not None
        and each.trend.growth is not None
        and each.trend_side is not Side.UNCLEAR
    ]
    told = []
    if moved and max(moved)[0] > 0:
        told.append(labels("mover", name=max(moved)[1], change=f"{max(moved)[0]:+.0%}"))
    if moved and min(moved)[0] < 0:
        told.append(labels("mover", name=min(moved)[1], change=f"{min(moved)[0]:+.0%}"))
    return labels("movers", names=labels("list_separator").join(told)) if told else ""


def _came_and_went(view: AnalysisView) -> str:
    """Who sold for the first time in the last twelve months, and who sells no more."""
    recent, labels = view.analysis.recent, view.labels
    if recent is None:
        return ""
    named = [each for each in view.analysis.people if each.name is not None]
    came = [each for each in named if each.first is not None and each.first >= recent.days.start]
    gone = [each for each in named if not each.active and (each.recent or each.before)]
    told = ""
    for key, since, days in (
        ("people_new", "people_new_since", [(view.name_of(each), each.first) for each in came]),
        (
            "people_silent",
            "people_silent_since",
            [(view.name_of(each), each.last) for each in gone],
        ),
    ):
        names = [
            labels(since, name=name, day=labels.date(day))
            for name, day in days[:_NAMED]
            if day is not None
        ]
        rest = len(days) - _NAMED
        names += [labels.counted("more_people", rest)] if rest > 0 else []
        if names:
            text = labels(key, names=labels("list_separator").join(names))
            told = followed_by(told, text, labels)
    return told


def _season(view: AnalysisView) -> Iterator[Sentence]:
    shape, labels = view.analysis.shape, view.labels
    best = sorted(shape.months, key=lambda month: (-month.share, month.month))
    if best[0].share == best[-1].share or not shape.history:
        return
    values = {
        "most": _months(view, [month for month in best[:_NAMED] if month.share > _EVEN]),
        "least": _months(view, [month for month in best[:-_NAMED:-1] if month.share < _EVEN]),
    }
    if shape.strength is None:
        yield Sentence(Topic.SEASON, 0.4, labels("season_too_early", **values))
        return
    if is_flat(view):
        low, high = (labels.share(month.share) for month in (best[-1], best[0]))
        yield Sentence(Topic.SEASON, 0.4, labels("season_flat", low=low, high=high))
        return
    text = labels("season_months", **values, strength=strength_word(view))
    yield Sentence(Topic.SEASON, 0.4 + 0.5 * shape.strength, text)


def _months(view: AnalysisView, months: list[MonthShape]) -> str:
    """`Aug 11.4%, May 11.3%`."""
    return view.labels("list_separator").join(
        f"{view.month_name(month.key, with_year=False)} {view.labels.share(month.share)}"
        for month in months
    )


def _customers(view: AnalysisView) -> Iterator[Sentence]:
    found = _concentration(view, "customer")
    if found is None:
        return
    text = _few(view, found, "customers")
    years = [each for each in view.analysis.customer_years if each.complete]
    text += _flow(view, years[-1]) if years else ""
    yield Sentence(Topic.CUSTOMERS, 0.3 + 0.6 * dict(found.top)[10], text)


def _flow(view: AnalysisView, year: CustomerYear) -> str:
    """How many customers were kept, who is new and who was lost."""
    labels = view.labels
    if year.kept is None:
        return ""
    text = labels("customers_again", year=year.name, kept=labels.share(year.kept, 0))
    if year.new_count:
        new = labels.counted("new_count", year.new_count)
        text += labels("customers_new_brought", new=new, amount=view.said(year.new))
    if year.lost_count:
        lost = labels.counted("lost_count", year.lost_count)
        text += labels("customers_lost_brought", lost=lost, amount=view.said(year.lost))
    return text + labels("sentence_end")


def _products(view: AnalysisView) -> Iterator[Sentence]:
    found = _concentration(view, "product")
    if found is not None:
        weight = 0.1 + 0.4 * dict(found.top)[10]
        yield Sentence(Topic.PRODUCTS, weight, _few(view, found, "products"))


def _concentration(view: AnalysisView, field: str) -> Concentration | None:
    """How the sales fall to the names of a column, where any sold."""
    found = (each for each in view.analysis.concentration if each.field == field and each.top)
    return next(found, None)


def _few(view: AnalysisView, found: Concentration, kind: str) -> str:
    """How much the largest one and the largest ten bring, and whether that is much."""
    labels, top = view.labels, dict(found.top)
    if found.count <= 10:
        return labels(
            f"{kind}_small",
            name=found.largest[0].name,
            first=labels.share(top[1], 0),
            count=found.count,
        )
    heavy = top[1] >= _LARGEST_MATTERS or top[10] >= _TEN_MATTER
    return labels(
        f"{kind}_{'few' if heavy else 'many'}",
        name=found.largest[0].name,
        first=labels.share(top[1]),
        ten=labels.share(top[10]),
        count=labels.number(found.count),
    )


def _unowned(view: AnalysisView) -> Iterator[Sentence]:
    nobody = view.unowned
    if nobody is None or not view.sellers or not nobody.recent_share:
        return
    if nobody.recent_share >= _UNOWNED:
        text = view.labels(
            "unowned_share",
            share=view.labels.share(nobody.recent_share, 0),
            recent=view.recent_name,
            amount=view.said(nobody.recent),
        )
        yield Sentence(Topic.UNOWNED, min(0.6 + nobody.recent_share, 0.9), text)
