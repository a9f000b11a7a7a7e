"""What every flow of a Chinese office can do besides the actions of its definition: one file an act, found by scan.

Every module has NAME (the word on the button), a docstring that says what it is for, `propose` that answers with an
Event or a refusal, and its proof on the shared sample: ENDS (what is done, where it then stands) and REFUSED (what is
done, why the last step is refused).
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType
from typing import NamedTuple

from yunhe.mechanisms.act import Act, Refused
from yunhe.mechanisms.mechanism import Mechanism
from yunhe.mechanisms.situation import Situation
from yunhe.mechanisms.workdays import Calendar
from yunhe.types import Event

Propose = Callable[[Mechanism, Situation, Act, Calendar], Event | Refused]


class Kind(NamedTuple):
    """An act that the machine knows by itself."""

    name: str
    propose: Propose
    module: ModuleType


@cache
def acts() -> Mapping[str, Kind]:
    """Every act by its name."""
    found = (importlib.import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__))
    modules = [module for module in found if hasattr(module, "NAME")]
    return {module.NAME: Kind(module.NAME, module.propose, module) for module in modules}
