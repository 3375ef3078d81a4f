"""`mapgen version`."""

from __future__ import annotations

import json

import click

from mapgen import __version__


@click.command("version")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, with schema and catalog versions.")
def command(as_json: bool) -> None:
    """Print the version."""
    if not as_json:
        click.echo(__version__)
        return
    from mapgen.catalog import load_catalog
    from mapgen.model.integration_map import SCHEMA_VERSION

    print(json.dumps({"mapgen": __version__, "schema": SCHEMA_VERSION, "catalog": load_catalog().version}))
