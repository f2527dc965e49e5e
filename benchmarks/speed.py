"""Speed and memory: the runs, and what they are held against."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.data import BIG, FOLDER, LAST_YEAR, MID, THIS_YEAR, Scale
from benchmarks.measure import (
    Command,
    Figures,
    measure,
    python,
    salesplan,
    show_figures,
    show_table,
    show_verdict,
    take_turns,
    task,
)
from benchmarks.phases import LIBRARIES, USED

_EMPTY: Final = """
import typer
app = typer.Typer()
@app.command()
def one(): pass
@app.command()
def two(): pass
app()
"""


def big(rounds: int, *, skip_slow: bool) -> None:
    """A million rows, 1,000 people, 366 days."""
    _make(BIG, with_cells=True)
    source = BIG.workbook
    with TemporaryDirectory() as folder:
        target = Path(folder) / "plan.xlsx"
        contenders: dict[str, Command] = {
            "decompose": _decompose(BIG, target),
            "decompose, phases": _phases("decompose", BIG.profile, target),
            "inflate": task("inflate", source),
            "inflate + expat": task("parse", source),
            "bare reader": task("read_bare", source),
            "bare writer": task("write_bare", BIG.cells, target),
        }
        figures = take_turns(contenders, rounds)
    if not skip_slow:
        figures["pandas + openpyxl (once)"] = measure(task("read_pandas", source))
    show_figures(figures, "decompose")
    _show_phases(figures["decompose, phases"])
    _judge_big(figures)
    print()


def _judge_big(figures: dict[str, Figures]) -> None:
    whole, said = figures["decompose"], figures["decompose, phases"].said
    slow = figures.get("pandas + openpyxl (once)")
    if slow:
        for kind, times in (("wall", slow.wall / whole.wall), ("cpu", slow.cpu / whole.cpu)):
            name = f"pandas + openpyxl reading ÷ the whole, {kind}"
            show_verdict(name, times, 10, at_least=True)
    show_verdict("peak memory, GB", whole.peak / 1000, 1.5)
    read, bare = said["read"], figures["bare reader"].said["read"]
    _judge_reading(figures, read)
    writing = said["write"] / figures["bare writer"].said["write"]
    show_verdict("writing ÷ bare writer of the same cells", writing, 1.5)
    own = said["profile"] + said["plan"] + said["report"] + said["screen"]
    show_verdict("own work besides reading and writing, s", own, 1)
    show_verdict("… and what reading takes beyond the bare reader, s", own + read - bare, 1)


def review(rounds: int) -> None:
    """A million rows of the plan's year, 1,000 people, on the 20th of its tenth month."""
    _make(LAST_YEAR, with_cells=False)
    _make(THIS_YEAR, with_cells=False)
    measure(_decompose(LAST_YEAR, LAST_YEAR.plan))
    source = THIS_YEAR.workbook
    contenders: dict[str, Command] = {
        "review --quiet": _review("--quiet"),
        "review, workbook": _review("--quiet", "--output", FOLDER / "review.xlsx", "--force"),
        "review, phases": _phases("review", LAST_YEAR.plan, source),
        "inflate": task("inflate", source),
        "inflate + expat": task("parse", source),
        "bare reader": task("read_bare", source),
    }
    figures = take_turns(contenders, rounds)
    show_figures(figures, "review --quiet")
    _show_phases(figures["review, phases"])
    said = figures["review, phases"].said
    _judge_reading(figures, said["read"])
    quiet = said["review"] + said["landings"] + said["reasons"]
    show_verdict("own work after reading, s", quiet, 2)
    show_verdict("… and all of it on the screen, s", quiet + said["report"] + said["screen"], 2)
    peak = max(each.peak for name, each in figures.items() if name.startswith("review"))
    show_verdict("peak memory of the command, GB", peak / 1000, 1.5)
    print()


def mid(rounds: int) -> None:
    """50,000 rows, 200 people, against the imports."""
    _make(MID, with_cells=False)
    names = ", ".join(LIBRARIES)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "plan.xlsx"
        contenders: dict[str, Command] = {
            "importing the libraries": python("-c", f"import {names}"),
            "… and the parts of them in use": python("-c", f"import {names}, {', '.join(USED)}"),
            "decompose": _decompose(MID, target),
            "decompose, phases": _phases("decompose", MID.profile, target),
            "bare reader": task("read_bare", MID.workbook),
        }
        figures = take_turns(contenders, rounds, warm=True)
    show_figures(figures, "importing the libraries")
    _show_phases(figures["decompose, phases"])
    whole = figures["decompose"]
    for name in ("importing the libraries", "… and the parts of them in use"):
        print(f"- decompose ÷ {name}: {whole.wall / figures[name].wall:.2f}")
    print()


def startup(rounds: int) -> None:
    """Help, against the least that a Typer program needs."""
    contenders: dict[str, Command] = {
        "python -c pass": python("-c", "pass"),
        "import typer": python("-c", "import typer"),
        "empty Typer program --help": python("-c", _EMPTY, "--help"),
        "salesplan --help": salesplan("--help"),
        "salesplan decompose --help": salesplan("decompose", "--help"),
        "salesplan --version": salesplan("--version"),
    }
    figures = take_turns(contenders, rounds, warm=True)
    show_figures(figures, "empty Typer program --help")
    ratio = figures["salesplan --help"].wall / figures["empty Typer program --help"].wall
    show_verdict("salesplan --help ÷ empty Typer --help", ratio, 1.5)
    print()


def pieces(rounds: int) -> None:
    """Single functions, beside a plain way to do about the same."""
    _make(BIG, with_cells=True)
    module = "benchmarks.pieces"
    contenders: dict[str, Command] = {
        "split_table, 10,000 × 12, 5 units a year": python("-m", module, "split_table", "5"),
        "split_table, 10,000 × 12, 5,000 units": python("-m", module, "split_table", "5000"),
        "build_plan, 1,000 people, 1,000,000 rows": python("-m", module, "build_plan"),
        "write_book, 1,000 people × 366 days": python("-m", module, "write_book", BIG.cells),
    }
    figures = take_turns(contenders, rounds)
    rows = [
        (
            name,
            f"{each.said['own']:.3f}",
            f"{each.said['plain']:.3f}",
            f"{each.said['own'] / each.said['plain']:.2f}",
        )
        for name, each in figures.items()
    ]
    show_table(("", "own s", "plain s", "×"), rows)
    print()


def _judge_reading(figures: dict[str, Figures], read: float) -> None:
    """Seconds of reading a workbook, beside floors and the bare reader of the same."""
    bare = figures["bare reader"].said["read"]
    show_verdict("reading ÷ (inflate + expat)", read / figures["inflate + expat"].wall, 3.5)
    print(f"- reading ÷ inflate: {read / figures['inflate'].wall:.2f}")
    print(f"- reading ÷ bare reader: {read / bare:.2f}; beyond it {read - bare:.2f} s")


def _phases(command: str, *arguments: Path) -> Command:
    return python("-m", "benchmarks.phases", command, *arguments)


def _review(*options: str | Path) -> Command:
    return salesplan("review", LAST_YEAR.plan, THIS_YEAR.workbook, *options)


def _decompose(scale: Scale, target: Path) -> Command:
    return salesplan("decompose", scale.profile, "--output", target, "--force")


def _make(scale: Scale, *, with_cells: bool) -> None:
    """What a run needs, if it is not there yet."""
    FOLDER.mkdir(exist_ok=True)
    if not scale.workbook.exists() or not scale.profile.exists():
        print(f"making {scale.workbook.name}, once …", flush=True)
        measure(python("-m", "benchmarks.data", scale.name))
    if with_cells:
        measure(_decompose(scale, scale.plan))
        measure(task("copy_cells", scale.plan, scale.cells))


def _show_phases(figures: Figures) -> None:
    """Where the time of a command goes; what it cannot see is its own start and exit."""
    total = figures.wall
    rows = [(phase, f"{each:.3f}", f"{each / total:.0%}") for phase, each in figures.said.items()]
    rows.append(("start and exit", f"{figures.unsaid:.3f}", f"{figures.unsaid / total:.0%}"))
    show_table(("phase", "s", "share"), rows)
    print()
