"""Reading a million exported orders in every large format, beside pandas and beside floors."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Final

from benchmarks.data import FOLDER
from benchmarks.exports import FORMATS, PROFILE, path_of
from benchmarks.measure import (
    ROOT,
    Command,
    Figures,
    measure,
    python,
    salesplan,
    show_figures,
    show_verdict,
    take_turns,
    task,
)

_FLOORS: Final = {"xlsx": "parse", "csv": "split_text", "parquet": "read_arrow"}
_LIMIT: Final = {"xlsx": 3.5}
_MEMORY: Final = 1.0


def formats(rounds: int, *, skip_slow: bool) -> None:
    """Clean and dirty tables, and the clean copy that `check` writes of one."""
    for name in ("clean", "dirty"):
        for ending in FORMATS:
            if name == "clean" or ending != "parquet":  # nobody has dirty Parquet
                _one(name, ending, rounds, skip_slow=skip_slow)
    _clean_copy()


def _one(name: str, ending: str, rounds: int, *, skip_slow: bool) -> None:
    source = _made(name, ending)
    settings = [PROFILE] if name == "dirty" else []
    options = ["--profile", PROFILE] if name == "dirty" else []
    floor = f"floor: {_FLOORS[ending]}"
    by_pandas = task("sum_with_pandas" if name == "clean" else "sum_dirty_with_pandas", source)
    contenders: dict[str, Command] = {
        floor: task(_FLOORS[ending], source),
        "check --json": salesplan("check", source, *options, "--json"),
        "read_sales alone": task("read_sales", source, *settings),
    }
    if ending == "xlsx":
        contenders["bare reader"] = task("read_bare", source)
    else:
        contenders["pandas"] = by_pandas
    print(f"### {name} .{ending}, {source.stat().st_size / 1e6:.0f} MB\n", flush=True)
    figures = take_turns(contenders, rounds)
    if ending == "xlsx" and not skip_slow:
        figures["pandas + openpyxl (once)"] = measure(by_pandas)
    show_figures(figures, floor)
    _judge(figures, floor, ending)
    print(flush=True)


def _judge(figures: dict[str, Figures], floor: str, ending: str) -> None:
    alone, whole = figures["read_sales alone"], figures["check --json"]
    times = alone.said["read"] / figures[floor].wall
    if limit := _LIMIT.get(ending):
        show_verdict("reading ÷ floor", times, limit)
        show_verdict("the whole command ÷ floor, wall", whole.wall / figures[floor].wall, limit)
        show_verdict("… by processor time", whole.cpu / figures[floor].cpu, limit)
    else:
        print(f"- reading ÷ floor: {times:.2f}")
    for pandas in (each for name, each in figures.items() if name.startswith("pandas")):
        ratios = f"{pandas.wall / whole.wall:.2f}, cpu {pandas.cpu / whole.cpu:.2f}"
        print(f"- pandas ÷ the whole command: {ratios}")
    show_verdict("memory of all processes, GB", whole.together / 1000, _MEMORY)


def _clean_copy() -> None:
    """`check --write-clean` of a million rows, and whether the copy says the same."""
    source, target = _made("clean", "csv"), FOLDER / "clean-copy.xlsx"
    print("### check --write-clean\n", flush=True)
    copy = ("check", source, "--write-clean", target, "--force", "--quiet")
    figures = {
        "check --write-clean, of .csv (once)": measure(salesplan(*copy)),
        "check --json, of the copy (once)": measure(salesplan("check", target, "--json")),
    }
    figures["check --json, of the .csv (once)"] = measure(salesplan("check", source, "--json"))
    show_figures(figures, "check --json, of the .csv (once)")
    before, after = _checked(source), _checked(target)
    print(f"- {target.stat().st_size / 1e6:.0f} MB; sums, people and days ", end="")
    print("are the same" if before == after else "DIFFER")
    times = figures["check --write-clean, of .csv (once)"].cpu
    times /= figures["check --json, of the .csv (once)"].cpu
    show_verdict("÷ check alone, processor time", times, 3)
    show_verdict("memory, GB", figures["check --write-clean, of .csv (once)"].together / 1000, 1)
    print()


def _checked(source: Path) -> object:
    """What `check` says about the whole of a file."""
    command = [str(part) for part in salesplan("check", source, "--json")]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    return json.loads(said)["whole"]


def _made(name: str, ending: str) -> Path:
    path = path_of(name, ending)
    if not path.exists() or (name == "dirty" and not PROFILE.exists()):
        print(f"making {path.name}, once …", flush=True)
        measure(python("-m", "benchmarks.exports", f"{name}.{ending}"))
    return path
