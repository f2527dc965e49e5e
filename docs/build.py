"""Writes the parts of the documentation that come from the program itself.

    python docs/build.py            write them
    python docs/build.py --check    say which are out of date, and exit with 1
    python docs/build.py --images   draw the pictures too (needs LibreOffice and poppler-utils)

Generated: the JSON Schema and the description of the profile, the findings, and in every page the
blocks between `<!-- run: … -->` and `<!-- end -->`: what the command prints when it is run
beside the shipped example.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from salesplan.labels import FINDINGS
from salesplan.profile import Profile, profile_schema

ROOT = Path(__file__).parent.parent
PAGES = (
    *("README.md", "README.zh.md"),
    *("docs/commands.md", "docs/guide.md", "docs/replanning.md", "docs/json.md"),
)
RUN = re.compile(r"(<!-- run: (?P<command>.*?) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
IMAGES = (
    ("summary", "plan", "en", 1, 1200),
    ("summary-zh", "plan", "zh", 1, 1200),
    ("targets", "plan", "en", 2, 330),
    ("analysis", "analysis", "en", 1, 800),
    ("analysis-zh", "analysis", "zh", 1, 800),
    ("meeting", "review", "en", 1, 1040),
    ("meeting-zh", "review", "zh", 1, 980),
)
"""Name, workbook, language, page and height in pixels, at 110 to the inch."""


def main(arguments: list[str]) -> int:
    """Write or check everything."""
    stale = []
    for path, text in generated():
        target = ROOT / path
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--check" not in arguments:
                target.write_text(text, encoding="utf-8", newline="\n")
    if "--images" in arguments:
        draw()
    for path in stale:
        print(f"{'out of date' if '--check' in arguments else 'written'}: {path}")  # noqa: T201
    return 1 if stale and "--check" in arguments else 0


def generated() -> Iterator[tuple[str, str]]:
    """Path and text of every generated page."""
    schema = json.dumps(profile_schema(), indent=2, ensure_ascii=False)
    yield "docs/targets.schema.json", schema + "\n"
    yield "docs/profile.md", profile_page()
    yield "docs/findings.md", findings_page()
    for page in PAGES:
        if (ROOT / page).exists():
            yield page, with_runs((ROOT / page).read_text(encoding="utf-8"))


def with_runs(text: str) -> str:
    """The page with the output of every command in it."""

    def fill(found: re.Match[str]) -> str:
        commands = "\n".join(f"$ {line}" for line in found["command"].splitlines())
        output = run(found["command"])
        return f"{found[1]}```console\n{commands}\n{output}```\n{found[4]}"

    return RUN.sub(fill, text)


def run(command: str) -> str:
    """What a command, or one a line, prints beside the example, 100 columns wide."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "targets.example.yaml", folder)
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        shutil.copytree(ROOT / "docs" / "broken", Path(folder) / "broken")
        screen = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        environment = {**os.environ, **screen}
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env={**environment, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def profile_page() -> str:
    """Every field of the profile, model by model."""
    page = io.StringIO()
    page.write(
        "# The profile, field by field\n\n"
        "`targets.yaml` says *what* is planned; the commands say *when*. Only `goals` and `team` "
        "are needed.\nNumbers may be written as people write them: `12_000_000`, `1,200万`, `12M`, "
        "`20%`. Dates are written\n`2027-03-31`; the last day of a period is included.\n\n"
        "An editor completes and checks the file with the schema in "
        "[targets.schema.json](targets.schema.json)\n(`salesplan schema` prints it): put this on "
        "the first line.\n\n```yaml\n"
        "# yaml-language-server: $schema=docs/targets.schema.json\n```\n"
    )
    seen: set[type[BaseModel]] = set()
    for title, model in models(Profile, "The profile"):
        if model in seen:
            continue
        seen.add(model)
        page.write(f"\n## {title}\n\n{(model.__doc__ or '').strip().splitlines()[0]}\n\n")
        page.write("| field | value | default | |\n|---|---|---|---|\n")
        for name, field in model.model_fields.items():
            shown = field.alias or name
            text = " ".join((field.description or "").split())
            page.write(f"| `{shown}` | {value_text(field)} | {default_text(field)} | {text} |\n")
    return page.getvalue()


def models(model: type[BaseModel], title: str) -> Iterator[tuple[str, type[BaseModel]]]:
    """The models of the profile in the order of its fields, each once."""
    yield title, model
    for name, field in model.model_fields.items():
        for inner in inner_models(field.annotation):
            if inner is not model:  # a team has teams
                yield from models(inner, f"`{name}`")


def inner_models(annotation: Any) -> list[type[BaseModel]]:
    """Models inside a type expression."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation] if annotation.__name__ != "DateRange" else []
    return [model for part in get_args(annotation) for model in inner_models(part)]


def value_text(field: FieldInfo) -> str:
    """A field's type in words."""
    text = str(field.annotation).replace("typing.", "").replace("salesplan.profile.", "")
    text = re.sub(r"<class '([\w.]+)'>", r"\1", text)
    text = re.sub(r"<enum '(\w+)'>", r"\1", text)
    choices = choices_of(field.annotation)
    if choices:
        return " ".join(f"`{choice}`" for choice in choices)
    if "DateRange" in text:
        return "days"
    if text.startswith("dict"):
        return "fields"
    if re.search(r"tuple\[|list\[", text):
        inner = inner_models(field.annotation)
        return "list of fields" if inner else "list"
    if "dict" in text or inner_models(field.annotation):
        return "fields"
    if text == "bool":
        return "`true` `false`"
    for word, name in (("date", "date"), ("Decimal", "number"), ("int", "number")):
        if word in text:
            return name
    return "text"


def choices_of(annotation: Any) -> list[str]:
    """The values of an enumeration or literal."""
    values = getattr(annotation, "__members__", None)
    if values:
        return [str(member.value) for member in values.values()]
    if "Literal" in str(getattr(annotation, "__origin__", "")):
        return [str(value) for value in get_args(annotation)]
    if "Annotated" in str(annotation) or "dict" in str(annotation):
        return []
    return [choice for part in get_args(annotation) for choice in choices_of(part)]


def default_text(field: FieldInfo) -> str:
    """A field's default as it would be written."""
    if field.is_required():
        return "needed"
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or value is PydanticUndefined or value in ((), "", {}):
        return ""
    if isinstance(value, BaseModel):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return "`[" + ", ".join(str(each) for each in value) + "]`"
    if isinstance(value, dict):
        return "`{" + ", ".join(f"{key}: {each}" for key, each in value.items()) + "}`"
    return f"`{value}`"


def findings_page() -> str:
    """Every finding with its text in both languages."""
    page = io.StringIO()
    page.write(
        "# Findings\n\nWhat the program can have to say about your files. E is an error: nothing "
        "is written. W is a warning, N a note.\nA message names the place first: file, sheet, row "
        "and column, or file, line and column.\n\n| code | message | what to do |\n|---|---|---|\n"
    )
    for code in sorted(FINDINGS, key=lambda code: (code[1:], code)):
        for language in ("en", "zh"):
            message, hint = (cell(text) for text in FINDINGS[code][language])
            page.write(f"| {code if language == 'en' else ''} | {message} | {hint} |\n")
    return page.getvalue()


def cell(text: str) -> str:
    """Text inside a Markdown table."""
    return text.replace("|", "\\|").replace("{{", "{").replace("}}", "}").replace("\n", " ")


def draw() -> None:
    """Render pages of the example's workbooks to pictures."""
    images = ROOT / "docs" / "images"
    images.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, kind, language, number, height in IMAGES:
            book = Path(folder) / f"{name}.xlsx"
            write_example(kind, language, book)
            convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder]
            subprocess.run([*convert, str(book)], check=True, stdout=subprocess.DEVNULL)
            page = ["-f", str(number), "-l", str(number), "-r", "110", "-png", "-singlefile"]
            page += ["-x", "0", "-y", "0", "-W", "1300", "-H", str(height)]
            pdf = str(book.with_suffix(".pdf"))
            subprocess.run(["pdftoppm", *page, pdf, str(images / name)], check=True)


def write_example(kind: str, language: str, book: Path) -> None:
    """The plan of the example, the review of its second quarter, or the analysis of its history."""
    options = ["--quiet", "--force", "--language", language]
    if kind == "analysis":
        sales = str(ROOT / "examples" / "northwind-sales-1996-1997.xlsx")
        options += ["--currency", "USD", "--output", str(book)]
        subprocess.run(["salesplan", "analyze", sales, *options], check=True)
        return
    plan = book if kind == "plan" else book.with_name("plan.xlsx")
    profile = str(ROOT / "targets.example.yaml")
    command = ["salesplan", "decompose", profile, *options, "--output", str(plan)]
    subprocess.run(command, check=True)
    if kind == "review":
        sales = str(ROOT / "examples" / "northwind-*.xlsx")
        options += ["--as-of", "1998-05-06", "--period", "quarter", "--output", str(book)]
        subprocess.run(["salesplan", "review", str(plan), sales, *options], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
