"""What a person weighs and their exact share, as lines of a calculation."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.decimals import shortest
from salesplan.core.steps import LEAST, Rating, Share, Weight, WeightPart
from salesplan.reports.explanation_changes import labels_of
from salesplan.reports.explanation_lines import Line, divided
from salesplan.reports.explanation_view import ExplanationView


def rating_lines(told: ExplanationView) -> Iterator[Line]:
    """Level, FTE, record factor."""
    labels, rating = told.labels, told.explanation.rating
    yield labels("skill"), labels.level(rating.level), rating.level_weight
    yield labels("fte"), labels("calc_fte"), rating.fte
    yield labels("record_factor"), _record_text(told, rating), rating.factor


def _record_text(told: ExplanationView, rating: Rating) -> str:
    labels = told.labels
    if rating.sold is None or rating.expected is None or rating.credibility is None:
        return labels("calc_no_record")
    text = labels(
        "calc_record",
        credibility=told.number(rating.credibility),
        sold=told.number(rating.sold),
        expected=told.number(rating.expected),
    )
    if not rating.at_least:
        return text
    return labels("calc_record_least", record=text, least=told.number(LEAST))


def part_lines(told: ExplanationView, weight: Weight) -> Iterator[Line]:
    """Days by level, FTE and the part that is kept, each group with what it comes to."""
    labels = told.labels
    for part in weight.parts:
        name = labels(
            "step_part" if part.kept == 1 else "step_part_kept",
            level=labels.level(part.level),
            fte=told.percent(part.fte),
            kept=labels.share(part.kept),
        )
        product = part.level_weight * part.fte * part.kept * part.counted
        yield name, _part_text(told, part), shortest(product)


def received_lines(told: ExplanationView, weight: Weight) -> Iterator[Line]:
    """What somebody else's customers, or part, add to the weight."""
    for each in weight.received:
        what = labels_of(told, each.customers)
        text = told.labels("calc_received", what=what)
        yield told.labels("step_received", name=each.name), text, each.weight


def share_lines(told: ExplanationView, weight: Weight, share: Share) -> Iterator[Line]:
    """The person's weight, everybody's, and the exact share."""
    labels = told.labels
    yield labels("step_weight"), weight_text(told, weight), weight.weight
    text = labels("calc_weights_one" if share.alone else "calc_weights", people=told.sharing(share))
    yield labels("step_weights"), text, share.weights
    text = divided(told, share.amount, share.weight, share.weights)
    yield labels("step_exact"), text, share.exact


def weight_text(told: ExplanationView, weight: Weight) -> str:
    """Everything that makes a month's weight, to be calculated with."""
    rating, attendance = told.explanation.rating, weight.attendance
    days, factor = attendance.working_days, told.number(rating.factor)
    if weight.parts:
        sums = " + ".join(_part_text(told, part) for part in weight.parts)
        product = f"({sums})" if len(weight.parts) > 1 else sums
    else:
        each = (rating.level_weight, rating.fte, attendance.counted)
        product = " × ".join(told.number(value) for value in each)
    received = "".join(f" + {told.number(each.weight)}" for each in weight.received)
    return f"{product} ÷ {days} × {factor}{received}"


def _part_text(told: ExplanationView, part: WeightPart) -> str:
    """`1.4 × 0.8 × 11`, with the part that is kept where some has been handed over."""
    factors = [part.level_weight, shortest(part.fte), part.counted]
    if part.kept != 1:
        factors.insert(2, part.kept)
    return " × ".join(told.number(each) for each in factors)
