"""The commands of `python bot.py`. Each imports what it needs only when it runs, so that starting is quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="parley",
    help="Parley: moderated mock negotiations on Discord, in which nothing is agreed unless its steps are reciprocal.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
packs_app = typer.Typer(help="Scenario packs: list, schema, check, solve.", no_args_is_help=True, rich_markup_mode=None)
db_app = typer.Typer(help="The database: upgrade, status.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(packs_app, name="packs")
app.add_typer(db_app, name="db")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
ExistingOrNot = Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")]


@app.command()
def run() -> None:
    """Run the bot on Discord, or on the server that the settings name."""
    from bot.cli.run import run_bot

    raise typer.Exit(run_bot())


@app.command()
def sync(
    guild: Annotated[str | None, typer.Option(help="Register in this server only (at once), by its id.")] = None,
) -> None:
    """Register the slash commands."""
    from bot.cli.sync import sync_commands

    raise typer.Exit(sync_commands(guild))


@app.command()
def rehearse(
    demo: Annotated[bool, typer.Option("--demo", help="Play a whole negotiation in the terminal.")] = False,
    export: Annotated[Path | None, typer.Option(metavar="DIR", help="With --demo: keep the exports here.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The room's port; 0 takes a free one.")] = 8770,
    state: Annotated[Path, typer.Option(metavar="DIR", help="Where the room keeps its state.")] = Path("var/rehearsal"),
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Open the rehearsal room in the browser; no Discord account is needed."""
    if demo:
        from bot.cli.demo import play_demo

        raise typer.Exit(play_demo(export))
    if export is not None:
        typer.echo("--export goes with --demo; in the room use /record export.", err=True)
        raise typer.Exit(2)
    from bot.cli.rehearse import open_room

    raise typer.Exit(open_room(port=port, state=state, browser=browser))


@app.command()
def assess(
    file: ExistingOrNot,
    as_json: AsJson = False,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Also print this rule's doctrine, formula and source.")
    ] = None,
) -> None:
    """Judge a deal file: exit code 0 reciprocal, 1 not, 2 bad input."""
    from bot.cli.assess import assess_file

    raise typer.Exit(assess_file(file, as_json=as_json, explain=explain))


@packs_app.command("list")
def packs_list() -> None:
    """List the packs that sessions can be opened with."""
    from bot.cli.packs import list_packs

    raise typer.Exit(list_packs())


@packs_app.command("schema")
def packs_schema() -> None:
    """Print the JSON Schema of packs, for editors."""
    from bot.cli.packs import schema

    raise typer.Exit(schema())


@packs_app.command("check")
def packs_check(file: ExistingOrNot) -> None:
    """Check a pack: every fault with its line and key, then what a careful author would want to know."""
    from bot.cli.packs import check

    raise typer.Exit(check(file))


@packs_app.command("solve")
def packs_solve(
    pack: Annotated[str, typer.Argument(metavar="FILE", help="A pack file, or the id of a shipped pack.")],
    variant: Annotated[str | None, typer.Option(metavar="ID", help="Under this variant of the pack.")] = None,
    as_json: AsJson = False,
) -> None:
    """Try every combination of options (for the moderator: it shows the facilitator's key)."""
    from bot.cli.packs import solve

    raise typer.Exit(solve(pack, variant, as_json=as_json))


@app.command()
def verify(
    file: ExistingOrNot,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Compare an agreed text (.json) with this record."),
    ] = None,
) -> None:
    """Check an exported record: exit code 0 intact, 1 changed (with the first broken entry), 2 not a record.

    Of an agreed text alone only the text is proved; with --record also who accepted it.
    """
    from bot.cli.verify import verify_file

    raise typer.Exit(verify_file(file, record))


@app.command()
def export(
    session: Annotated[str | None, typer.Option(help="The session's id; without it, all ids are listed.")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write the files.")] = Path(),
    view: Annotated[
        str,
        typer.Option(help="For whom: public, chair, or a party; each has only what that reader may know."),
    ] = "public",
) -> None:
    """Write a session's agreed text and acts to files."""
    from bot.cli.export import export_session

    raise typer.Exit(export_session(session, out, view))


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version's layout (`run` does it too)."""
    from bot.cli.db import upgrade
    from bot.cli.settings import with_settings

    raise typer.Exit(with_settings(lambda settings: upgrade(settings.database_url), need_token=False))


@db_app.command("status")
def db_status() -> None:
    """Show the database's version, sessions, entries and what waits to be shown."""
    from bot.cli.db import status
    from bot.cli.settings import with_settings

    raise typer.Exit(with_settings(lambda settings: status(settings.database_url), need_token=False))


def main() -> None:
    """Run the command line."""
    try:
        app()
    except Exception as error:  # noqa: BLE001  # the last place before the user: nothing may pass as a traceback
        from bot.cli.failures import unforeseen

        typer.echo(unforeseen(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
