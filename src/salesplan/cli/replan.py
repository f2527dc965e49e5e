"""`salesplan replan`: the next version of a plan, its past as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from salesplan.cli import clock
from salesplan.cli.options import (
    ActualsIfAnyArgument,
    AdoptEditsOption,
    BalanceOption,
    Common,
    Delivery,
    LastDayOption,
    MaxRiseOption,
    ProfileOfChangesOption,
    Renewal,
    SheetOption,
    WholePlanArgument,
)
from salesplan.cli.renewing import deliver, with_edits, with_rise
from salesplan.intake import day_of, language_of_plan, read_for_replan, share_of

if TYPE_CHECKING:
    from salesplan.errors import Finding


def replan(
    plan_path: WholePlanArgument,
    actuals: ActualsIfAnyArgument = None,
    *,
    as_of: LastDayOption = None,
    renewal: Renewal,
    max_rise: MaxRiseOption = None,
    adopt_edits: AdoptEditsOption = False,
    balance: BalanceOption = None,
    profile_path: ProfileOfChangesOption = None,
    sheet: SheetOption = None,
    delivery: Delivery,
    common: Common,
) -> None:
    """Make a plan anew for the rest of its year: the past stays, the goal is kept."""
    occasion = renewal.occasion()
    if not actuals and not adopt_edits:
        raise typer.BadParameter("give files of sales, or --adopt-edits", param_hint="ACTUALS")
    rise = None if max_rise is None else share_of(max_rise, "--max-rise", most=10)
    with common.speaking(profile_path) as speaker:
        from salesplan.inputs.plan_book import refuse_review
        from salesplan.inputs.profile_file import read_profile

        speaker.use(language_of_plan(plan_path))
        delivery.check()
        refuse_review(plan_path)
        said: list[Finding] = []
        profile = None
        with speaker.working("reading"):
            if profile_path is not None:
                profile, said = read_profile(profile_path)
            today = clock.today()
            day = None if as_of is None else day_of(as_of, today)
            folder = (profile_path or plan_path).parent
            given = read_for_replan(plan_path, actuals or [], day, profile, folder, sheet, today)
        speaker.use((profile or given.plan.profile).language)
        with speaker.working("planning"), with_edits(given):
            from salesplan.core.renewal import renew

            renewed = renew(
                given.plan,
                given.edited,
                occasion,
                sales=given.sales,
                as_of=given.day,
                policy=renewal.policy,
                profile=with_rise(profile or given.plan.profile, rise),
                adopting=adopt_edits,
                balance=balance,
            )
        findings = [*said, *given.findings, *renewed.findings]
        deliver(speaker, renewed, given, findings, delivery, common)
