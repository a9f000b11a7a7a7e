"""Kinds of fields: one file each, found by scanning this folder, all of one shape.

A kind has a docstring (what it holds, by which standard), `TITLE` (its Chinese word), `CLASS` (the class of personal
data when a field names none), `KEYS` (the keys a field of this kind can have beyond the common ones; True: must have),
`EXAMPLES` (what is put in → its canonical value), `NOT_EXAMPLES` (what must be refused), `WITH` (those keys for the
examples) and

    read(raw: object, field: Field) -> Json      # canonical, or FieldRefusal

A canonical value reads as itself.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def kinds() -> dict[str, ModuleType]:
    """Every kind by its name, in the order of the alphabet."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}") for name in names}
