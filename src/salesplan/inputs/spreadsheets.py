"""Spreadsheet and text files → sheets of text cells.

Every cell is read as text: one form for workbooks and delimited text, "00123" stays "00123", and
nothing is lost by a type that the first rows suggested. Real dates arrive as
`2024-05-09 00:00:00`, numbers as `747.06`. Rows count from 1 as the spreadsheet program shows
them; a line break inside quotes does not start a row.

A file is looked at before a reader gets it, because a workbook of two cells far apart makes
readers ask for the whole rectangle between them. What cannot be read raises `SalesplanError`
with one finding.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import itertools
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import fastexcel
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
from rapidfuzz import process

from salesplan.errors import Finding, Place, SalesplanError

BOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
HEAD: Final = 30
"""How many rows from the top are looked at for a header."""

_LARGEST_PART: Final = 2 * 1024**3
_SMALL_PART: Final = 1024**2  # compressed bytes that are cheap to look through
_FREE_CELLS: Final = 5_000_000
_PIECE: Final = 1024**2
_ERROR_NAMES: Final = {
    **{"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!"},
    **{"Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA"},
}


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it stands: text columns of equal length, without a header yet.

    `rows` are row numbers counted from 1. `errors` are cells with an Excel error, as
    (index into `rows`, column, name of the error). `name` is "" in a text file.
    """

    file: str
    name: str
    columns: tuple[pa.Array, ...]
    letters: tuple[str, ...]
    rows: npt.NDArray[np.int64]
    errors: tuple[tuple[int, int, str], ...] = ()
    hidden: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the sheet is a delimited text file."""
        return not self.name

    def head(self) -> list[list[str]]:
        """The first rows, "" for empty cells; shape HEAD × columns at most."""
        columns = [column.slice(0, HEAD).to_pylist() for column in self.columns]
        return [[cell or "" for cell in row] for row in zip(*columns, strict=True)]


def refusal(code: str, file: str, nearest: str | None = None, **values: object) -> SalesplanError:
    """The exception for a file that cannot be read at all."""
    return SalesplanError(Finding(code, Place(file), values, nearest=nearest))


def nearest_of(name: str, names: Iterable[str]) -> str | None:
    """The most similar of `names`, if there is a similar one."""
    found = process.extractOne(name, list(names), score_cutoff=60, processor=str.casefold)
    return found[0] if found else None


# --------------------------------------------------------------------------------------------
# Finding files
# --------------------------------------------------------------------------------------------


def find_files(patterns: Sequence[str], base: Path) -> tuple[list[Path], list[Finding]]:
    """The files that names and patterns such as `sales-*.xlsx` stand for, relative to `base`.

    Sorted, each once, without the owner files that Excel leaves beside open workbooks. What
    matches nothing is finding E201.
    """
    files: dict[Path, Path] = {}
    findings: list[Finding] = []
    for pattern in patterns:
        matches = {path.resolve(): path for path in _matches(pattern, base)}
        files = matches | files
        if not matches:
            findings.append(_unmatched(pattern, base))
    return sorted(files.values()), findings


def _matches(pattern: str, base: Path) -> list[Path]:
    exact = base / pattern
    if exact.exists():
        return [exact]
    if not any(sign in pattern for sign in "*?["):
        return []
    start = Path(exact.anchor) if Path(pattern).is_absolute() else base
    relative = str(exact.relative_to(start)) if Path(pattern).is_absolute() else pattern
    try:
        found = list(start.glob(relative))
    except ValueError:  # not a pattern, such as `**.xlsx`
        return []
    return [path for path in found if path.is_file() and not path.name.startswith("~$")]


def _unmatched(pattern: str, base: Path) -> Finding:
    folder = (base / pattern).parent
    names = [
        path.name
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.name.lower().endswith(BOOKS + TEXTS) and not path.name.startswith("~$")
    ]
    wanted = Path(pattern)
    found = nearest_of(wanted.name, names)
    nearest = (wanted.parent / found).as_posix() if found else None
    return Finding("E201", values={"name": pattern}, nearest=nearest)


# --------------------------------------------------------------------------------------------
# Reading
# --------------------------------------------------------------------------------------------


def read_sheets(path: Path, file: str, sheet: str | None = None) -> Iterator[RawSheet]:
    """The sheets of a file one after the other, or only the one called `sheet`.

    `file` is the name for findings. Raises `SalesplanError` with one finding for a file that
    cannot be read, and for a `sheet` that a workbook does not have.
    """
    name = path.name.lower()
    if not path.exists():
        raise SalesplanError(Finding("E201", values={"name": file}))
    if path.is_dir():
        raise refusal("E202", file)
    if not name.endswith(BOOKS + TEXTS):
        raise refusal("E204", file, extension=path.suffix or path.name)
    try:
        if path.stat().st_size == 0:
            raise refusal("E203", file)
        if name.endswith(TEXTS):
            yield _read_text(path, file)
        else:
            yield from _read_book(path, file, sheet)
    except (OSError, EOFError, zlib.error) as problem:
        damaged = isinstance(problem, gzip.BadGzipFile | EOFError | zlib.error)
        raise refusal("E207" if damaged else "E208", file, reason=_words(problem)) from problem


def _words(problem: BaseException) -> str:
    """The reason of a failure in one line."""
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror
    return (str(problem).strip() or type(problem).__name__).splitlines()[0]


# --------------------------------------------------------------------------------------------
# Workbooks
# --------------------------------------------------------------------------------------------

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _read_book(path: Path, file: str, sheet: str | None) -> Iterator[RawSheet]:
    is_zip = _look_at(path, file)
    # The reader goes by the extension, unless it gets bytes.
    misnamed = is_zip == (path.suffix.lower() == ".xls")
    with _translated(file):
        reader = fastexcel.read_excel(path.read_bytes() if misnamed else path)
        names = list(reader.sheet_names)
    if sheet is not None and sheet not in names:
        values = {"name": sheet, "names": ", ".join(names)}
        raise SalesplanError(Finding("E211", Place(file), values, nearest=nearest_of(sheet, names)))
    for name in names if sheet is None else [sheet]:
        yield _read_sheet(reader, file, name)


@contextmanager
def _translated(file: str) -> Iterator[None]:
    """Turns what the reader raises into one finding."""
    try:
        yield
    except (OSError, MemoryError):
        raise
    except BaseException as problem:
        # A panic of the reader, its way to say that a file is corrupt, is no Exception.
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        reason = _words(problem)
        code = "E206" if "password" in reason.lower() else "E207"
        raise refusal(code, file, reason=reason) from problem


def _read_sheet(reader: fastexcel.ExcelReader, file: str, name: str) -> RawSheet:
    with _translated(file):
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        batch, problems = sheet.to_arrow_with_errors()
        letters = tuple(_letter(c.absolute_index) for c in sheet.available_columns())
        hidden = sheet.visible != "visible"
    errors = tuple(
        (*problem.position, _error_name(problem.detail))
        for problem in (problems.errors if problems is not None else ())
    )
    rows = np.arange(1, batch.num_rows + 1, dtype=np.int64)
    return RawSheet(file, name, tuple(batch.columns), letters, rows, errors, hidden)


def _error_name(detail: str) -> str:
    found = re.search(r"Error\((\w+)\)", detail)
    return _ERROR_NAMES.get(found[1], found[1]) if found else "?"


def _letter(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _look_at(path: Path, file: str) -> bool:
    """Refuses what is no workbook, is encrypted or would overwhelm the reader; True for a zip."""
    with path.open("rb") as stream:
        start = stream.read(8)
    if start == _OLE:
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise refusal("E206", file)
        if path.suffix.lower() != ".xls":
            raise refusal("E205", file, extension=path.suffix)
        return False
    if start.startswith(_ZIP):
        try:
            with zipfile.ZipFile(path) as archive:
                _look_inside(archive, file)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
            raise refusal("E207", file, reason=_words(problem)) from problem
        return True
    if path.suffix.lower() == ".xls" and start[:1] == b"\x09" and start[3:4] == b"\0":
        return False  # a workbook from before 1995
    raise refusal("E205", file, extension=path.suffix)


def _look_inside(archive: zipfile.ZipFile, file: str) -> None:
    for part in archive.infolist():
        if part.file_size > _LARGEST_PART:
            raise refusal("E209", file, size=part.file_size / 1024**3)
        name = part.filename.lower()
        if name == "meta-inf/manifest.xml" and b"encryption-data" in archive.read(part):
            raise refusal("E206", file)
        if re.search(r"worksheets/[^/]+\.xml$", name):
            rows, columns = _extent(archive, part)
        elif name == "content.xml":
            rows, columns = _repeated_extent(archive, part)
        else:
            continue
        if rows * columns > _FREE_CELLS + part.file_size:
            raise refusal("E210", file, rows=rows, columns=columns)


_DIMENSION: Final = re.compile(rb"<(?:\w+:)?dimension\s+ref\s*=\s*[\"'](?:\w+:)?([A-Z]+)(\d+)[\"']")
# Cells without content are written <c …/>; readers pass over them.
_FILLED: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]+)(\d+)[\"'][^>]*(?<!/)>")
_BARE: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*\sr\s*=)[^>]*(?<!/)>")
_ROW: Final = re.compile(rb"row\s[^>]*?\br\s*=\s*[\"'](\d+)[\"']")


def _extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that a sheet addresses.

    A large part is believed what its head declares, unless that is implausible: looking through
    it would cost a quarter of reading it.
    """
    with archive.open(part) as stream:
        declared = _DIMENSION.search(stream.read(4096))
    if declared and part.compress_size > _SMALL_PART:
        rows, columns = int(declared[2]), _column_number(declared[1])
        if rows * columns <= _FREE_CELLS + part.file_size:
            return rows, columns
    rows = columns = 0
    for text in _pieces(archive, part):
        cells = _FILLED.findall(text)
        rows = max([rows, *(int(row) for row in {row for _, row in cells})])
        columns = max([columns, *map(_column_number, {column for column, _ in cells})])
        if _BARE.search(text):  # cells that do not say where they are stand side by side
            rows = max([rows, *map(int, _ROW.findall(text))])
            columns = max(columns, *(len(_BARE.findall(row)) for row in text.split(b"row ")))
    return rows, columns


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The inflated bytes of a part, in pieces that end where a tag ends."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = text.rfind(b">") + 1
            rest = text[end:]
            yield text[:end]
    yield rest


def _column_number(letters: bytes) -> int:
    """A → 1, AA → 27, nothing → 0."""
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - ord("A") + 1
    return number


_ODS_TAG: Final = re.compile(
    rb"<(/?)table:(table-row|(?:covered-)?table-cell|table)\b([^>]*)>", re.DOTALL
)
_ODS_REPEAT: Final = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d+)[\"']")


def _repeated_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """The same for an OpenDocument table, whose rows and cells may say that they are repeated."""
    most = (0, 0)
    rows = columns = filled_rows = filled_columns = 0
    for text in _pieces(archive, part):
        for closing, tag, attributes in _ODS_TAG.findall(text):
            if closing:
                continue
            found = _ODS_REPEAT.search(attributes)
            repeat = int(found[1]) if found else 1
            if tag == b"table":
                rows = filled_rows = filled_columns = 0
            elif tag == b"table-row":
                rows, columns = rows + repeat, 0
            else:
                columns += repeat
                if b"value-type" in attributes:
                    filled_rows, filled_columns = rows, max(filled_columns, columns)
            if filled_rows * filled_columns > most[0] * most[1]:
                most = filled_rows, filled_columns
    return most


# --------------------------------------------------------------------------------------------
# Delimited text
# --------------------------------------------------------------------------------------------

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS: Final = ",\t;|"


@dataclass
class _Irregular:
    """Rows of a text file that are not as wide as the others, with their numbers."""

    delimiter: str
    rows: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def take(self, row: pyarrow.csv.InvalidRow) -> str:
        self.rows.append(row.number)
        self.texts.append(row.text)
        return "skip"

    def cells(self, width: int) -> list[list[str]]:
        """Padded to `width`, and one cell more for what a row has too much."""
        rows = []
        for text in self.texts:
            cells = text.split(self.delimiter)
            if '"' in text:
                lines = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter)
                cells = next(lines, [])
            surplus = self.delimiter.join(cell for cell in cells[width:] if cell.strip())
            rows.append([*cells[:width], *[""] * (width - len(cells)), surplus])
        return rows


def _read_text(path: Path, file: str) -> RawSheet:
    data = _decoded(_content(path, file), file).rstrip(b"\r\n")
    if not data.strip():
        raise refusal("E203", file)
    try:
        delimiter, width = _layout(data)
        irregular = _Irregular(delimiter)
        table = _parsed(data, width, irregular)
        cells = irregular.cells(width)
    except (csv.Error, pa.ArrowInvalid) as problem:
        raise refusal("E207", file, reason=_words(problem)) from problem
    count = table.num_rows + len(cells)
    own = np.array(irregular.rows, np.int64)
    rows = np.concatenate([np.setdiff1d(np.arange(1, count + 1), own, assume_unique=True), own])
    order = pa.array(np.argsort(rows, kind="stable"))
    columns = [table.column(position).combine_chunks() for position in range(width)]
    if cells:
        columns.append(pa.array([""] * table.num_rows, pa.string()))
        additions = (pa.array(column, pa.string()) for column in zip(*cells, strict=True))
        columns = [
            pa.concat_arrays([column, addition]).take(order)
            for column, addition in zip(columns, additions, strict=True)
        ]
    _refuse_open_quote(data, columns, file)
    letters = tuple(_letter(position) for position in range(len(columns)))
    return RawSheet(file, "", tuple(columns), letters, np.arange(1, count + 1, dtype=np.int64))


def _refuse_open_quote(data: bytes, columns: Sequence[pa.Array], file: str) -> None:
    """A quotation mark that is never closed swallows the rest of the file into one cell."""
    if data.count(b'"') % 2 == 0:
        return
    last = [column[-1].as_py() for column in columns]
    if any("\n" in cell or "\r" in cell for cell in last):
        raise SalesplanError(Finding("E221", Place(file, row=len(columns[0]))))


def _content(path: Path, file: str) -> bytes:
    if path.suffix.lower() != ".gz":
        return path.read_bytes()
    with gzip.open(path) as stream:
        data = stream.read(_LARGEST_PART + 1)
    if len(data) > _LARGEST_PART:
        raise refusal("E209", file, size=_LARGEST_PART / 1024**3)
    return data


def _decoded(data: bytes, file: str) -> bytes:
    """The text as UTF-8.

    UTF-8, UTF-16 with its mark, and GB18030. Western 8-bit text is not told from GB18030 by the
    decoder alone: real Chinese text has many of the common characters of GB2312, misread text none.
    """
    if data.startswith((_ZIP, _OLE)):
        raise refusal("E205", file, extension=Path(file).suffix)
    try:
        for mark, encoding in _BOMS:
            if data.startswith(mark):
                return data[len(mark) :].decode(encoding).encode()
        try:
            data.decode()
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        else:
            return data
    except UnicodeError as problem:
        raise refusal("E212", file) from problem
    strange = re.sub(r"[\x00-\x7f]+", "", text[:_PIECE])
    common = strange.encode("gb2312", "ignore").decode("gb2312")
    if len(common) * 3 < len(strange):
        raise refusal("E212", file)
    return text.encode()


def _layout(data: bytes) -> tuple[str, int]:
    """The delimiter, and the width of the widest of the first rows."""
    text = data[:_PIECE].decode(errors="replace")
    best = (0, 0, 0, ",")
    for rank, delimiter in enumerate(_DELIMITERS):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = [len(row) for row in itertools.islice(rows, HEAD) if row]
        # Equally wide rows of more than one cell speak for a delimiter.
        for width, agreeing in Counter(n for n in widths if n > 1).most_common(1):
            best = max(best, (agreeing, width, -rank, delimiter))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=best[3])
    return best[3], max(len(row) for row in itertools.islice(rows, HEAD))


def _parsed(data: bytes, width: int, irregular: _Irregular) -> pa.Table:
    names = [str(position) for position in range(width)]
    return pyarrow.csv.read_csv(
        io.BytesIO(data),
        # Only one thread numbers the rows that it hands over.
        read_options=pyarrow.csv.ReadOptions(use_threads=False, column_names=names),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=irregular.delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=irregular.take,
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )
