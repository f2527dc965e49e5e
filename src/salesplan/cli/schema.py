"""`salesplan schema`: the profile's JSON Schema, for editors."""

from __future__ import annotations

from salesplan.cli.options import ForceOption, SchemaFileOption
from salesplan.outputs.streams import print_json
from salesplan.speaker import speaking


def schema(output: SchemaFileOption = None, force: ForceOption = False) -> None:
    """Print the JSON Schema of the profile, for editors that complete and check YAML."""
    import json

    from salesplan.profile import profile_schema

    with speaking(None, None):
        if output is None:
            print_json(profile_schema())
            return
        from salesplan.outputs.files import written

        with written(output, force=force) as temporary:
            text = json.dumps(profile_schema(), indent=2, ensure_ascii=False) + "\n"
            temporary.write_text(text, encoding="utf-8", newline="\n")
