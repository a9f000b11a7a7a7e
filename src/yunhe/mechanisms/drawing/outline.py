"""What of a mechanism a file for other tools keeps: all that it means; not where it stood, nor its examples."""

from dataclasses import replace

from yunhe.definitions.codes import NOWHERE
from yunhe.mechanisms.mechanism import Mechanism, Stage


def outline(mechanism: Mechanism) -> Mechanism:
    """The mechanism without path, line numbers and examples, as it is read back from such a file."""
    stages = {name: _without_lines(stage) for name, stage in mechanism.stages.items()}
    fields = {name: replace(field, district=NOWHERE) for name, field in mechanism.fields.items()}
    return replace(mechanism, stages=stages, fields=fields, path="", rehearsals=())


def _without_lines(stage: Stage) -> Stage:
    actions = {name: action._replace(line=0) for name, action in stage.actions.items()}
    return replace(stage, actions=actions, line=0)
