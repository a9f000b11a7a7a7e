"""The verbs of the server, one file each, found by scanning this folder, imported only when one of them is asked for.

A verb has a docstring (its first line is the help), `add(parser)` for its arguments, and `run(given)` which returns the
exit code. It imports Django, by `yunhe.server.start()`, inside `run` only.
"""

import argparse
import importlib
import pkgutil
from types import ModuleType
from typing import Any


def modules() -> dict[str, ModuleType]:
    """Every verb by its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}


def add_all(verbs: Any) -> None:
    """Give every verb its parser."""
    for name, module in modules().items():
        said = (module.__doc__ or "").strip()
        parser: argparse.ArgumentParser = verbs.add_parser(
            name.replace("_", "-"), help=said.split("\n", 1)[0].rstrip("。"), description=said
        )
        module.add(parser)
        parser.set_defaults(run=module.run)
