"""The command line: data on stdout, everything else on stderr, exit codes 0, 1, 2, 3."""

from incidents.cli.main import main

__all__ = ["main"]
