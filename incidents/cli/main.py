"""python -m incidents COMMAND: which command, and what its failure means to a shell."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from incidents.cli import bench, evaluate, export, geocode, load, output, places, read
from incidents.errors import IncidentsError, MissingExtra, StoreError, UsageError

EXIT_FAILED, EXIT_USAGE, EXIT_MISSING = 1, 2, 3
COMMANDS = {
    "read": read,
    "load": load,
    "export": export,
    "geocode": geocode,
    "places": places,
    "evaluate": evaluate,
    "bench": bench,
}


def parser() -> argparse.ArgumentParser:
    """The parser of every command, each with its own help."""
    top = argparse.ArgumentParser(
        prog="python -m incidents",
        description="Turn news into incidents on a map that says how sure it is.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        summary = (module.__doc__ or "").strip().splitlines()[0]
        command = commands.add_parser(name, help=summary, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; says what went wrong in one sentence on stderr."""
    options = parser().parse_args(words)
    try:
        return int(options.run(options) or 0)
    except (UsageError, StoreError) as error:
        return _failed(error, EXIT_USAGE)
    except MissingExtra as error:
        return _failed(error, EXIT_MISSING)
    except IncidentsError as error:
        return _failed(error, EXIT_FAILED)
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stderr.close()
        return 0
    except OSError as error:  # a file that cannot be written, a full disk
        return _failed(UsageError(f"{error.filename or 'a file'}: {error.strerror}"), EXIT_USAGE)
    except KeyboardInterrupt:
        return _failed(KeyboardInterrupt("stopped"), 130)


def _failed(error: BaseException, code: int) -> int:
    output.tell(f"incidents: {error}")
    return code
