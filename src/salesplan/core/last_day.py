"""The day that files of sales go on to, as of which a plan is reviewed unless a day is given.

That is the day of the last row, be it a sale or a deal that was lost. Days after today are those of
slips and of what is expected, unless the plan's year has none before: then it is an example.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from salesplan.core.calendar import FiscalCalendar
from salesplan.core.sales import Sales
from salesplan.errors import Finding, Place


def last_day(sales: Sales, calendar: FiscalCalendar | None, today: dt.date) -> dt.date | None:
    """The day of the last row, of the plan's year where that is over; None without any row.

    `calendar` is that of the plan, None where it is not known yet.
    """
    days = _days(sales)
    if not days:
        return None
    past = [day for day in days if day <= today]
    if calendar is None:
        return max(past or days)
    ahead = [day for day in days if today < day < calendar.end]
    is_example = ahead and not any(day >= calendar.start for day in past)
    last = max(ahead if is_example else past or days)
    return min(last, _end_of(calendar))


def known_until(sales: Sales) -> dt.date:
    """The first day of which the files tell nothing any more; there must be some sale.

    Sales of months, each on its first day, tell of the whole month.
    """
    return _known_to(sales, max(_days(sales))) + dt.timedelta(days=1)


def _end_of(calendar: FiscalCalendar) -> dt.date:
    """The last day of a year."""
    return calendar.end - dt.timedelta(days=1)


def day_findings(
    sales: Sales,
    calendar: FiscalCalendar,
    day: dt.date,
    today: dt.date,
    *,
    given: bool,
    carried: bool = False,
) -> Iterator[Finding]:
    """What to know about the day of a review, which was `given` or follows from the files.

    That rows after today do not move it (W465), that it is not that of the last sale (N465), that
    the files do not go on to it (N469; W469 where what is missing is `carried` over), or that it is
    after the plan's year (N468).
    """
    start, end = calendar.start, calendar.end
    days = [each for each in _days(sales) if each <= today or start <= each < end]
    last = max(days, default=day)
    if given:
        if day >= end:
            yield Finding("N468", values={"end": _end_of(calendar).isoformat()})
        if _misses_days(sales, calendar, last, day):
            values = {"last": last.isoformat(), "day": min(day, _end_of(calendar)).isoformat()}
            yield Finding("W469" if carried else "N469", values=values)
        return
    rows = sales.rows
    dates = rows["date"].to_numpy().astype("datetime64[D]")
    sold = dates[dates <= np.datetime64(day)]
    if day == last and len(sold) and (newest := sold.max().item()) < day:
        values = {"last": newest.isoformat(), "day": day.isoformat()}
        yield Finding("N465", values=values)
    later = np.flatnonzero(dates > np.datetime64(max(day, today)))
    if later.size:
        first = rows.iloc[int(later[0])]
        place = Place(str(first["file"]), sheet=str(first["sheet"]) or None, row=int(first["row"]))
        late = {"value": str(dates[later[0]]), "rows": len(later), "day": day.isoformat()}
        yield Finding("W465", place, late)


def _days(sales: Sales) -> list[dt.date]:
    """The days of all rows that something happened on."""
    sold = np.unique(sales.rows["date"].to_numpy().astype("datetime64[D]")).tolist()
    return [*sold, *(day for account in sales.accounts for day in account.days_without_sale)]


def _misses_days(sales: Sales, calendar: FiscalCalendar, last: dt.date, day: dt.date) -> bool:
    """Whether working days of the plan's year lie between the last row and a later day."""
    first, end = ((each - calendar.start).days + 1 for each in (_known_to(sales, last), day))
    return bool(calendar.working[max(first, 0) : max(end, 0)].any())


def _known_to(sales: Sales, last: dt.date) -> dt.date:
    """The last day of the last row, or that of its month where rows are of months."""
    dates = sales.rows["date"].to_numpy()
    if (dates.astype("datetime64[M]") == dates).all():  # months, each on its first day
        return (last.replace(day=1) + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return last
