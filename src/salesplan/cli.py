"""The command line: one short function a verb, each read → compute → report → write.

Results go to stdout, messages to stderr. This is the one place that knows about exit codes, the
screen and today's files; libraries are imported inside the verbs, so that help is instant.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesplan.choices import Language, SplitBy, Stretch
from salesplan.intake import plan_and_actuals, read_history, share_of
from salesplan.speaker import console_on, print_json, speaking

if TYPE_CHECKING:
    from salesplan.core.calendar import Period
    from salesplan.core.plan import Plan
    from salesplan.core.review import Review
    from salesplan.core.sales import Sales
    from salesplan.errors import Finding
    from salesplan.labels import Labels
    from salesplan.profile import Profile
    from salesplan.reports.review_report import ReviewReport

app = typer.Typer(
    help="From an annual sales goal to targets for every person, quarter, month, week and day.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


ProfilePath = Annotated[
    Path, typer.Argument(metavar="PROFILE", help="The profile of team, goals and calendar.")
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", help="Language of labels; default: the profile's."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="File to write (with --split-by: folder). Default: plan-YEAR.xlsx here.",
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", "-f", help="Overwrite files that exist.", show_default=False)
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print the result as JSON on stdout.", show_default=False),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print errors only.", show_default=False)
]


@app.callback(invoke_without_command=True)
def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True)
    ] = False,
) -> None:
    if version:
        from salesplan import __version__

        typer.echo(f"salesplan {__version__}")
        raise typer.Exit


@app.command()
def decompose(
    profile_path: ProfilePath = Path("targets.yaml"),
    history: Annotated[
        list[str] | None,
        typer.Option(
            "--history",
            metavar="FILE",
            help="Sales history to read instead of the profile's; may be repeated, or a pattern.",
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="Hand out one stretch of the year: Q2, H1, 2027-03. Default: the whole year.",
        ),
    ] = None,
    output: OutputOption = None,
    split_by: Annotated[
        SplitBy | None,
        typer.Option("--split-by", help="Write one workbook for each team or person."),
    ] = None,
    max_rejected: Annotated[
        str | None,
        typer.Option(
            "--max-rejected",
            metavar="SHARE",
            help="Share of unreadable rows to go on with: 5%. Default: the profile's, 1%.",
        ),
    ] = None,
    force: ForceOption = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Do everything but write files.", show_default=False),
    ] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """Break the year's goals down and write the plan workbook."""
    with speaking(profile_path, language, as_json=as_json) as speaker:
        from salesplan.inputs.profile_file import read_profile
        from salesplan.outputs.folders import check_workbook

        if output is not None and split_by is None:
            check_workbook(output, force=force or dry_run)  # before the work, not after it
        profile, findings = read_profile(profile_path)
        profile = _with_options(profile, max_rejected)
        labels = speaker.use(language or profile.language.value)
        with speaker.working("reading", quiet=quiet or as_json):
            sales, found = read_history(profile, history, profile_path)
        with speaker.working("planning", quiet=quiet or as_json):
            from salesplan.core.plan import build_plan

            plan = build_plan(profile, sales)
            stretch = _stretch(plan, period)
        findings += found
        with speaker.working("writing", quiet=quiet or as_json):
            books = _workbooks(plan, split_by, output, stretch)
            if not dry_run:
                split = split_by is not None
                _write_books(books, labels, stretch, sales, findings, split=split, force=force)
        files = [] if dry_run else [str(path) for path, _ in books]
        if as_json:
            from salesplan.reports.plan_data import plan_data

            print_json(
                plan_data(plan, labels, period=stretch, sales=sales, findings=findings, files=files)
            )
        elif not quiet:
            _show_plan(plan, stretch, labels, sales, (*findings, *plan.findings), files)


@app.command()
def review(
    plan_path: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", help="A plan workbook, edited by hand or not, or a table of targets."
        ),
    ],
    actuals: Annotated[
        list[str], typer.Argument(metavar="ACTUALS...", help="Files of sales, or patterns.")
    ],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DAY", help="Day to review, 2027-03-31. Default: the last sale."
        ),
    ] = None,
    period: Annotated[
        Stretch, typer.Option("--period", help="The stretch that contains the day.")
    ] = Stretch.MONTH,
    profile_path: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="PROFILE",
            help="For a table of targets: the profile with its currency, calendar and teams.",
        ),
    ] = None,
    fail_under: Annotated[
        str | None,
        typer.Option(
            "--fail-under",
            metavar="SHARE",
            help="Exit with 3 when the pace of a person or team is below: 90%.",
        ),
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """Compare actuals with a plan's targets: who is ahead, who is behind, what is needed."""
    threshold = None if fail_under is None else share_of(fail_under, "--fail-under")
    with speaking(None, language, as_json=as_json, writes=False) as speaker:
        with speaker.working("reading", quiet=quiet or as_json):
            plan, sales, day, findings = plan_and_actuals(
                plan_path,
                actuals,
                as_of,
                profile_path,
                dt.date.today(),  # noqa: DTZ011
            )
        labels = speaker.use(language or plan.profile.language.value)
        from fractions import Fraction

        from salesplan.core.review import review as compare
        from salesplan.reports.review_report import ReviewReport

        with speaker.working("reviewing", quiet=quiet or as_json):
            findings += [*_misfits(plan, sales), *_strangers(plan, sales)]
            report = ReviewReport(_counted(compare(plan, sales, day), findings), period, labels)
            below = [] if threshold is None else report.below(Fraction(threshold))
        if as_json:
            from salesplan.reports.review_data import review_data

            print_json(review_data(report, sales, findings))
        elif not quiet:
            _show_review(report, sales, findings)
        if below and threshold is not None:
            names = {"threshold": labels.share(float(threshold), 0), "names": ", ".join(below)}
            console_on(stderr=True).print(labels("below_threshold", **names), soft_wrap=True)
            raise typer.Exit(3)


@app.command()
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; default: stdout.")
    ] = None,
    force: ForceOption = False,
) -> None:
    """Print the JSON Schema of the profile, for editors that complete and check YAML."""
    import json

    from salesplan.profile import profile_schema

    text = json.dumps(profile_schema(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
        return
    with speaking(None, None):
        from salesplan.outputs.files import written

        with written(output, force=force) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Chinese gets question marks
    gc.disable()  # a short run of large tables: collecting takes 6 % of it and frees nothing
    try:
        app()
    finally:
        gc.freeze()  # nor is anything to be found at the end


def _show_plan(
    plan: Plan,
    stretch: Period,
    labels: Labels,
    sales: Sales | None,
    findings: Sequence[Finding],
    files: Sequence[str],
) -> None:
    from salesplan.errors import Severity
    from salesplan.outputs.terminal import print_findings, print_table
    from salesplan.reports.plan_screen import closing_line, screen_tables
    from salesplan.reports.plan_view import View

    view = View(plan, stretch, labels)
    console = console_on()
    for heading, table in screen_tables(view):
        print_table(console, table, labels, heading)
    warnings = [found for found in findings if found.severity is not Severity.NOTE]
    more = labels("more_findings", count="{count}", sheet=labels("data_quality"))
    print_findings(console_on(stderr=True), labels, warnings, more=more)
    console.print(closing_line(view, sales), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)
    if not files:
        console.print(labels("would_write"), soft_wrap=True)


def _with_options(profile: Profile, max_rejected: str | None) -> Profile:
    """The profile with what the command line says differently."""
    if max_rejected is None:
        return profile
    share = share_of(max_rejected, "--max-rejected")
    history = profile.history.model_copy(update={"max_rejected": share})
    return profile.model_copy(update={"history": history})


def _misfits(plan: Plan, sales: Sales) -> list[Finding]:
    """Signs that plan and actuals do not belong together."""
    from salesplan.errors import Finding

    findings = []
    start, end = plan.calendar.start, plan.calendar.end
    days = sales.rows["date"].dt.date
    if len(days) and not ((days >= start) & (days < end)).any():
        last = (end - dt.timedelta(days=1)).isoformat()
        findings.append(Finding("W448", values={"start": start.isoformat(), "end": last}))
    known = len(days) and days.min() < start
    for metric in plan.metrics:
        if metric.settings.resolved_source.value == "new_customers" and not known:
            values = {"metric": metric.settings.metric, "start": start.isoformat()}
            findings.append(Finding("W447", values=values))
    return findings


def _counted(review: Review, findings: list[Finding]) -> Review:
    """The review, with a warning for each metric that it leaves out."""
    from salesplan.errors import Finding, SalesplanError

    findings += [
        Finding("W449", values={"metric": metric.settings.metric}) for metric in review.uncounted
    ]
    if not review.metrics:
        raise SalesplanError(Finding("E449"))
    return review


def _strangers(plan: Plan, sales: Sales) -> list[Finding]:
    """People who sold and are not on the team; that somebody has not sold is no finding here."""
    from salesplan.core.roster import match_people

    names = [str(name) for name in sales.rows["rep"].cat.categories]
    return [found for found in match_people(plan.profile, names)[1] if found.code == "W401"]


def _show_review(report: ReviewReport, sales: Sales, findings: Sequence[Finding]) -> None:
    from salesplan.outputs.terminal import print_findings, print_table

    labels, console = report.labels, console_on()
    console.print(report.title, soft_wrap=True)
    console.print()
    if not len(sales.rows):
        console.print(labels("review_no_actuals"))
    for heading, table in report.tables():
        print_table(console, table, labels, heading)
    print_findings(console_on(stderr=True), labels, findings)
    console.print(report.closing(), soft_wrap=True)


def _stretch(plan: Plan, period: str | None) -> Period:
    """The stretch of the year that was asked for."""
    if period is None:
        return plan.calendar.year
    try:
        return plan.calendar.period(period)
    except KeyError:
        from salesplan.errors import ExitCode, Finding, SalesplanError

        values = {"period": period, "month": plan.calendar.months[1].key}
        raise SalesplanError(Finding("E430", values=values), ExitCode.USAGE) from None


def _workbooks(
    plan: Plan, split_by: SplitBy | None, output: Path | None, stretch: Period
) -> list[tuple[Path, Plan]]:
    """The workbooks to write: where, and what part of the plan."""
    from salesplan.core.plan import part_of
    from salesplan.outputs.folders import file_names

    name = f"plan-{plan.calendar.name}"
    if stretch != plan.calendar.year:
        name += "-" + stretch.key.rpartition("-")[2]
    stem = file_names([name])[0]
    if split_by is None:
        return [(output or Path(f"{stem}.xlsx"), plan)]
    if split_by is SplitBy.REP:
        groups = {rep.name: [at] for at, rep in enumerate(plan.profile.reps)}
    else:
        groups = {
            team.name: [at for at, mine in enumerate(plan.team_of) if mine == number]
            for number, team in enumerate(plan.profile.team)
        }
    folder = output or Path(stem)
    return [
        (folder / f"{stem}.xlsx", part_of(plan, people))
        for stem, people in zip(file_names(groups), groups.values(), strict=True)
    ]


def _write_books(
    books: Sequence[tuple[Path, Plan]],
    labels: Labels,
    stretch: Period,
    sales: Sales | None,
    findings: Sequence[Finding],
    *,
    split: bool,
    force: bool,
) -> None:
    """Write the workbooks, after a look at whether all of them may be.

    A part of a plan says nothing about the files and rows of the whole.
    """
    from salesplan.outputs.folders import check_free, make_folder
    from salesplan.outputs.workbook import write_book
    from salesplan.reports.plan_book import plan_book

    if split:
        make_folder(books[0][0].parent)
        sales, findings = None, ()
    check_free([path for path, _ in books], force=force)
    for path, plan in books:
        book = plan_book(plan, labels, period=stretch, sales=sales, findings=findings)
        write_book(book, path, force=force)
