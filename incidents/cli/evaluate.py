"""Scores the reading of annotated articles, or of place names: what is found, missed and false."""

from __future__ import annotations

import argparse
from pathlib import Path

import orjson

from incidents.cli import output
from incidents.evaluation import (
    Evaluation,
    Geoparsing,
    evaluate,
    evaluate_toponyms,
    holds_toponyms,
    report,
)
from incidents.pipeline import shared_reader
from incidents.pipeline.places import NamedPlaces


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="DIR", help="a folder of annotated *.json")
    command.add_argument("--format", choices=("table", "json"), default="table")
    command.add_argument("--misses", action="store_true", help="list every error with its quote")


def run(options: argparse.Namespace) -> int:
    folder = Path(options.folder)
    if holds_toponyms(folder):
        return _run_toponyms(evaluate_toponyms(folder, NamedPlaces()), options)
    found = evaluate(folder, shared_reader())
    if options.format == "json":
        output.write_bytes(_json(found, misses=options.misses))
    else:
        _tell(found, misses=options.misses)
    return 0


def _run_toponyms(found: Geoparsing, options: argparse.Namespace) -> int:
    if options.format == "json":
        values = report.toponym_values(found)
        if options.misses:
            values["misses"] = list(found.misses())
        output.write_bytes(orjson.dumps(values, option=orjson.OPT_INDENT_2))
        return 0
    output.write_table(report.toponym_frame(found))
    if options.misses:
        output.write_bytes("\n".join(map(report.told, found.misses())).encode())
    return 0


def _json(found: Evaluation, *, misses: bool) -> bytes:
    values = report.as_values(found)
    if misses:
        values["misses"] = list(report.misses(found))
    return orjson.dumps(values, option=orjson.OPT_INDENT_2)


def _tell(found: Evaluation, *, misses: bool) -> None:
    output.write_table(report.total_frame(found))
    output.write_table(report.parts_frame("language", found.by_language()))
    output.write_table(report.parts_frame("kind", found.by_kind()))
    output.write_table(report.parts_frame("confidence", found.by_confidence(), report.OF_ANSWERS))
    if misses:
        output.write_bytes("\n".join(map(report.told, report.misses(found))).encode())
