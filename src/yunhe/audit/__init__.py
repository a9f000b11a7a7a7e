"""Audit a draft: every doubtful figure with its arithmetic. `yunhe.audit("draft.docx", against=["2024.docx"])`.

The package is itself the verb: calling it reads the files and runs every check.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from yunhe.types import Finding

Paths = Iterable[str | Path]


def _names(paths: Paths) -> list[str]:
    return [str(path) for path in paths]


class _Verb(ModuleType):
    """The package, callable: `import yunhe; yunhe.audit(...)`."""

    def __call__(
        self,
        draft: str | Path,
        *,
        against: Paths = (),
        companions: Paths = (),
        statistics: Paths = (),
        targets: Paths = (),
        others: Paths = (),
        district: str | Path | None = None,
        on_classified_machine: bool = False,
    ) -> list[Finding]:
        """The findings in reading order; UnreadableError when a file cannot be read.

        `against` are earlier years' reports, `companions` those of the same session, `statistics` communiqués or
        tables of 指标·期间·数值·单位, `targets` tables of tasks, `others` reports of other areas, `district` a folder.
        """
        from yunhe.audit.case import Given, case_of_files
        from yunhe.audit.run import run
        from yunhe.errors import UnreadableError

        given = Given(
            str(draft),
            against=_names(against),
            companions=_names(companions),
            others=_names(others),
            statistics=_names(statistics),
            targets=_names(targets),
            district=str(district) if district else None,
        )
        case, problems = case_of_files(given, on_classified_machine=on_classified_machine)
        if problems:
            path, _, problem = problems[0].partition(": ")
            raise UnreadableError(path, *problem.split(" → ", 1))
        return run(case)


sys.modules[__name__].__class__ = _Verb
