"""What may be done to the bytes of each kind of file."""

from __future__ import annotations

from typing import Final

from fuzz.byte_mutations import Mutation, any_bytes, cut_off
from fuzz.text_mutations import gzipped, text, yaml
from fuzz.zip_mutations import directory, parts, records

OF_KIND: Final[dict[str, tuple[Mutation, ...]]] = {
    **dict.fromkeys(
        ("xlsx", "xlsm", "ods", "plan"), (parts, parts, parts, parts, directory, any_bytes, cut_off)
    ),
    "xlsb": (parts, parts, parts, directory, any_bytes, cut_off),
    "xls": (any_bytes, records, records, cut_off),
    **dict.fromkeys(("csv", "tsv"), (text, text, text, any_bytes, cut_off)),
    "csv.gz": (gzipped,),
    "parquet": (any_bytes, any_bytes, cut_off),
    "profile": (yaml, yaml, yaml, text),
}
"""What may be done to the bytes of a kind; the ones that find more stand more often."""
