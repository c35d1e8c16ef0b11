"""Quality of reading, measured: annotated articles are read and the answers compared."""

from incidents.evaluation.geoparsing import Geoparsing, ToponymScores, evaluate_toponyms
from incidents.evaluation.run import Evaluation, Outcome, evaluate
from incidents.evaluation.scores import Scores
from incidents.evaluation.toponyms import holds_toponyms

__all__ = [
    "Evaluation",
    "Geoparsing",
    "Outcome",
    "Scores",
    "ToponymScores",
    "evaluate",
    "evaluate_toponyms",
    "holds_toponyms",
]
