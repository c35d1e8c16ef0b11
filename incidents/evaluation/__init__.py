"""Quality of reading, measured: annotated articles are read and the answers compared."""

from incidents.evaluation.run import Evaluation, Outcome, evaluate
from incidents.evaluation.scores import Scores

__all__ = ["Evaluation", "Outcome", "Scores", "evaluate"]
