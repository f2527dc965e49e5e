"""What the verbs ask for: each option stands here once, and those that go together as one value.

A verb names what it takes. A group, such as `Common`, is a frozen dataclass of options: in a verb's
signature it stands for all its fields (`salesplan.cli.verbs`), in its body it is one value.
Values that people write have a name in capitals: FILE, FOLDER, DAY, SHARE, PERIOD, NAME.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from salesplan.choices import Balance, Language, Policy, SplitBy, Stretch
from salesplan.cli.words import said
from salesplan.speaker import Speaker, speaking

if TYPE_CHECKING:
    from salesplan.core.renewal import Occasion

READING: Final = said("Reading")
RENEWING: Final = said("The next version")
WRITING: Final = said("Writing")
COMMON: Final = said("Common")
PANELS: Final = (None, RENEWING, READING, WRITING, COMMON)
"""The parts of a verb's help, in their order."""


def _option(*names: str, metavar: str | None = None, text: str, panel: str | None = None) -> Any:  # noqa: ANN401
    """An option with a value."""
    return typer.Option(*names, metavar=metavar, help=said(text), rich_help_panel=panel)


def _switch(*names: str, text: str, panel: str | None = None) -> Any:  # noqa: ANN401
    """An option that is given or not."""
    return typer.Option(*names, help=said(text), rich_help_panel=panel, show_default=False)


def _argument(metavar: str, text: str, *, shown: bool = False) -> Any:  # noqa: ANN401
    """What stands without a name; its default is shown only where it is a name."""
    return typer.Argument(metavar=metavar, help=said(text), show_default=shown)


# --------------------------------------------------------------------------------------------
# Files
# --------------------------------------------------------------------------------------------

_PLAN: Final = "A plan workbook, edited by hand or not."
_SALES: Final = "Files of sales, folders or patterns"

ProfileArgument = Annotated[
    Path, _argument("PROFILE", "The profile of team, goals and calendar.", shown=True)
]
PlanArgument = Annotated[Path, _argument("PLAN", _PLAN)]
WholePlanArgument = Annotated[Path, _argument("PLAN", "A plan workbook, of the whole team.")]
PlanOrTargetsArgument = Annotated[
    Path, _argument("PLAN", "A plan workbook, edited by hand or not, or a table of targets.")
]
FirstPlanArgument = Annotated[Path, _argument("A", _PLAN)]
SecondPlanArgument = Annotated[
    Path | None,
    _argument("B", "What to compare it with. Default: the version before, or A's own hand edits."),
]
ActualsArgument = Annotated[list[str], _argument("ACTUALS", f"{_SALES}.")]
ActualsIfAnyArgument = Annotated[
    list[str] | None,
    _argument("ACTUALS", f"{_SALES}; none to take over hand edits."),
]
HistoryArgument = Annotated[
    list[str] | None,
    _argument("FILES", f"{_SALES}; or one profile. Default: targets.yaml."),
]
FilesArgument = Annotated[
    list[str] | None,
    _argument("FILES", f"{_SALES}; one profile; one plan. Default: targets.yaml."),
]

HistoryOption = Annotated[
    list[str] | None,
    _option(
        "--history",
        metavar="FILE",
        text="File, folder or pattern of sales, instead of the profile's; may be repeated.",
        panel=READING,
    ),
]
SheetOption = Annotated[
    str | None,
    _option(
        "--sheet",
        metavar="NAME",
        text="The sheet of sales to read in each workbook. Default: every one that fits.",
        panel=READING,
    ),
]
MaxRejectedOption = Annotated[
    str | None,
    _option(
        "--max-rejected",
        metavar="SHARE",
        text="Share of unreadable rows to go on with: 5%. Default: the profile's, 1%.",
        panel=READING,
    ),
]
CurrencyOption = Annotated[
    str | None,
    _option(
        "--currency",
        metavar="CODE",
        text="Currency of the amounts: USD. Default: the profile's.",
        panel=READING,
    ),
]
ReviewsOption = Annotated[
    Path | None,
    _option(
        "--history-dir",
        metavar="FOLDER",
        text="Folder of earlier variance workbooks, for the trend from review to review.",
        panel=READING,
    ),
]


def _profile(text: str) -> Any:  # noqa: ANN401
    return _option("--profile", metavar="FILE", text=text, panel=READING)


ProfileForFilesOption = Annotated[
    Path | None, _profile("The profile that says how to read them. Default: none.")
]
ProfileForHistoryOption = Annotated[
    Path | None, _profile("The profile with calendar, team, currency. Default: calendar years.")
]
ProfileForTargetsOption = Annotated[
    Path | None, _profile("For a table of targets: the profile with currency, calendar, teams.")
]
ProfileOfChangesOption = Annotated[
    Path | None, _profile("The profile with what has changed: people, limits, the goal.")
]

# --------------------------------------------------------------------------------------------
# What is planned, reviewed and compared
# --------------------------------------------------------------------------------------------

SetOption = Annotated[
    list[str] | None,
    _option(
        "--set",
        metavar="PATH=VALUE",
        text="What if: another value of a field of the profile: goals.revenue.annual=13M.",
    ),
]


def _day(text: str) -> Any:  # noqa: ANN401
    return _option("--as-of", metavar="DAY", text=text)


ReviewDayOption = Annotated[
    str | None,
    _day("The day to review: 2027-03-31, today or yesterday. Default: the last row's."),
]
LastDayOption = Annotated[
    str | None, _day("Last day that stays as it is: 2027-03-31. Default: the last row's.")
]


def _period(text: str) -> Any:  # noqa: ANN401
    return _option("--period", metavar="PERIOD", text=text)


PeriodHandedOutOption = Annotated[
    str | None,
    _period("Hand out one stretch of the year: Q2, H1, 2027-03. Default: the whole year."),
]
PeriodComparedOption = Annotated[
    str | None,
    _period("Compare one stretch of the year: Q2, H1, 2027-03. Default: the whole year."),
]
PeriodExplainedOption = Annotated[
    str | None,
    _period("A stretch of the year, month by month: Q2, H1. Default: the whole year."),
]
StretchOption = Annotated[
    Stretch,
    _option(
        "--period",
        metavar="STRETCH",
        text="The stretch around the day: week, month, quarter, half, year or ytd.",
    ),
]
RepOption = Annotated[
    str, _option("--rep", metavar="NAME", text="The person whose target it is, by any spelling.")
]
MonthOption = Annotated[
    str | None, _option("--month", metavar="MONTH", text="One month, step by step: 2027-03.")
]
MetricOption = Annotated[
    str | None,
    _option("--metric", metavar="NAME", text="What is counted. Default: the plan's first metric."),
]
VersionOption = Annotated[
    str,
    _option(
        "--version",
        metavar="VERSION",
        text="The version of the plan to judge by: original, current, or its number.",
    ),
]
FromOption = Annotated[
    int | None,
    _option("--from", metavar="NUMBER", text="Version of A. Default: the current one."),
]
ToOption = Annotated[
    int | None,
    _option("--to", metavar="NUMBER", text="Version of B, or of A. Default: the current one."),
]
TopOption = Annotated[
    int,
    typer.Option(
        "--top", metavar="NUMBER", min=1, help=said("How many people to show on the screen.")
    ),
]
FailUnderOption = Annotated[
    str | None,
    _option(
        "--fail-under",
        metavar="SHARE",
        text="Exit with 3 where the pace of a person or team is below: 90%.",
    ),
]
FailOnChangeOption = Annotated[
    bool, _switch("--fail-on-change", text="Exit with 3 where anything is different.")
]
AdoptEditsOption = Annotated[
    bool,
    _switch("--adopt-edits", text="Take over the targets that were changed by hand."),
]
BalanceOption = Annotated[
    Balance | None,
    _option("--balance", text="Who takes the difference where edits do not add up to the goal."),
]
MaxRiseOption = Annotated[
    str | None,
    _option(
        "--max-rise",
        metavar="SHARE",
        text="Name whose remaining target rises by more: 30%. Default: the profile's, 20%.",
    ),
]
GoOnOption = Annotated[
    list[str] | None,
    _option(
        "--actuals",
        metavar="FILE",
        text="What was sold during the year: the current plan goes on, and its past stays.",
        panel=RENEWING,
    ),
]
GoOnFromOption = Annotated[
    Path | None,
    _option(
        "--plan",
        metavar="FILE",
        text="The plan to go on from. Default: the latest plan-*.xlsx here.",
        panel=RENEWING,
    ),
]

# --------------------------------------------------------------------------------------------
# What is written
# --------------------------------------------------------------------------------------------


def _output(text: str) -> Any:  # noqa: ANN401
    return _option("--output", "-o", metavar="FILE", text=text, panel=WRITING)


BookOption = Annotated[Path | None, _output("Workbook to write. Default: none.")]
AnalysisBookOption = Annotated[
    Path | None, _output("Workbook to write. Default: analysis.xlsx here; with --json none.")
]
ReviewBookOption = Annotated[
    Path | None, _output("Workbook to write (with --split-by: folder). Default: none.")
]
SchemaFileOption = Annotated[Path | None, _output("File to write. Default: the screen.")]
CleanBookOption = Annotated[
    Path | None,
    _option(
        "--write-clean",
        metavar="FILE",
        text="Workbook to write: what was understood as one plain table, and what was rejected.",
        panel=WRITING,
    ),
]
CardsOption = Annotated[
    SplitBy | None,
    _option(
        "--split-by",
        text="Write a workbook for each team, or a card for each person.",
        panel=WRITING,
    ),
]
ForceOption = Annotated[
    bool, _switch("--force", "-f", text="Overwrite files that exist.", panel=WRITING)
]


@dataclass(frozen=True)
class Delivery:
    """What of a plan is handed out, where and how."""

    period: PeriodHandedOutOption = None
    output: Annotated[
        Path | None,
        _output("Workbook to write (with --split-by: folder). Default: plan-YEAR.xlsx here."),
    ] = None
    split_by: Annotated[
        SplitBy | None,
        _option("--split-by", text="Write a workbook for each team or person.", panel=WRITING),
    ] = None
    force: ForceOption = False
    dry_run: Annotated[
        bool, _switch("--dry-run", text="Do everything but write files.", panel=WRITING)
    ] = False

    def check(self) -> None:
        """Refuse the name of a single workbook before the work, not after it."""
        from salesplan.delivery import check_workbook

        if self.split_by is None:
            check_workbook(self.output, force=self.force or self.dry_run)


@dataclass(frozen=True)
class Renewal:
    """Why a plan changes, and how."""

    reason: Annotated[
        str,
        _option(
            "--reason",
            metavar="TEXT",
            text="Why the plan changes: it stands in the plan from now on.",
            panel=RENEWING,
        ),
    ] = ""
    policy: Annotated[
        Policy | None,
        _option(
            "--policy",
            text="Who carries the gap so far: docs/replanning.md. Default: the profile's, own.",
            panel=RENEWING,
        ),
    ] = None
    author: Annotated[
        str | None,
        _option(
            "--author",
            metavar="NAME",
            text="Who makes the version. Default: the user.",
            panel=RENEWING,
        ),
    ] = None
    date: Annotated[
        str | None,
        _option(
            "--date",
            metavar="DAY",
            text="When the version is made. Default: today.",
            panel=RENEWING,
        ),
    ] = None

    def occasion(self) -> Occasion:
        """Why, by whom and when; by default the one who is logged in, and today.

        Raises `typer.BadParameter` where nothing says why.
        """
        from salesplan.cli.renewing import occasion_of

        if not self.reason.strip():
            raise typer.BadParameter("say why the plan changes", param_hint="--reason")
        return occasion_of(self.reason, self.author, self.date)


@dataclass(frozen=True)
class Common:
    """What every verb that reads files takes: how it speaks, and what opens protected workbooks."""

    password_file: Annotated[
        Path | None,
        _option(
            "--password-file",
            metavar="FILE",
            text="File with the passwords of protected workbooks, one a line.",
            panel=READING,
        ),
    ] = None
    as_json: Annotated[
        bool, _switch("--json", text="Print the result as JSON on stdout.", panel=COMMON)
    ] = False
    quiet: Annotated[bool, _switch("--quiet", "-q", text="Print errors only.", panel=COMMON)] = (
        False
    )
    language: Annotated[
        Language | None,
        _option(
            "--language",
            text="Language of screen and workbooks. Default: the profile's.",
            panel=COMMON,
        ),
    ] = None

    @contextmanager
    def speaking(
        self, profile_path: Path | None = None, *, writes: bool = True
    ) -> Iterator[Speaker]:
        """Speak as was asked for, of files that the passwords open, until an error ends it."""
        with speaking(
            profile_path,
            self.language,
            as_json=self.as_json,
            quiet=self.quiet,
            writes=writes,
        ) as speaker:
            from salesplan.inputs.passwords import use_passwords

            use_passwords(self.password_file)
            yield speaker
