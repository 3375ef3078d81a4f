"""`mapgen`: finds commands lazily, turns errors into one clear line and an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from typing import cast

import click

from mapgen import __version__
from mapgen.errors import MapgenError
from mapgen.terminal import clean

COMMANDS: dict[str, tuple[str, str]] = {
    "draft": ("mapgen.cli.draft", "Draft the integration map of repositories, specs and logs."),
    "explain": ("mapgen.cli.explain", "Show every piece of evidence of a flow and why it is believed."),
    "export": ("mapgen.cli.export", "Write a map in another format (SVG, Mermaid, CSV, ...)."),
    "check": ("mapgen.cli.check", "Re-draft and compare with the committed map; for CI."),
    "recommend": ("mapgen.cli.recommend", "Recommend connectors, with the score sheet and what to ask."),
    "validate": ("mapgen.cli.validate", "Check a map file."),
    "catalog": ("mapgen.cli.catalog", "Look into the catalog of systems, constructs and data types."),
    "rules": ("mapgen.cli.rules", "List every language, construct and format understood."),
    "version": ("mapgen.cli.version", "Print the version."),
}
"""Command name -> (module, one-line help): the help needs no import of the module."""

COMMAND_GROUP = "mapgen.commands"
"""Entry point group through which other distributions add commands."""

EXIT_INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands are imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, our own first."""
        del ctx
        return [*COMMANDS, *sorted(set(_contributed()) - set(COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name in COMMANDS:
            return cast("click.Command", importlib.import_module(COMMANDS[cmd_name][0]).command)
        loader = _contributed().get(cmd_name)
        return loader() if loader else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest names when there is no such command."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in self.list_commands(ctx):
            import difflib

            near = difflib.get_close_matches(name, self.list_commands(ctx), n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else " See mapgen --help."
            raise click.UsageError(f"there is no command {clean(name)!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        rows = [(name, COMMANDS[name][1] if name in COMMANDS else "") for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _contributed() -> dict[str, Callable[[], click.Command]]:
    from importlib.metadata import entry_points

    return {entry.name: entry.load for entry in entry_points(group=COMMAND_GROUP)}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mapgen")
def cli() -> None:
    """Draft, review and export integration maps, with evidence for every flow.

    Start with `mapgen draft PATH`. Nothing is sent anywhere; nothing of what is read is executed.
    """


def main() -> None:
    """Entry point. Exit codes: 0 done, 1 a check failed, 2 bad input, 3 output not written, 130 interrupted."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except MapgenError as error:
        print(f"mapgen: {clean(str(error))}", file=sys.stderr)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        print("mapgen: interrupted; nothing was changed", file=sys.stderr)
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 3
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
