"""The office a verb works in: the district's mechanisms and the working days."""

from datetime import datetime
from pathlib import Path

from yunhe.definitions.codes import district_of
from yunhe.mechanisms.library import shelf_of
from yunhe.server.matters import year
from yunhe.server.matters.work import Office
from yunhe.systems import find_district


def office_of(district: str | None) -> Office:
    """The office of a district's folder, or of the only one at hand; its mechanisms are read as they are asked for."""
    folder: Path = find_district(district)
    return Office(shelf_of(folder, district_of(folder)), year.in_force())


def moment(written: str) -> datetime:
    """An instant as people write it: 2025-03-01, 2025-03-01 09:30."""
    from yunhe.errors import UnreadableError
    from yunhe.mechanisms.workdays import CHINA

    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise UnreadableError(written, "不是时间", "写成 2025-03-01 或 2025-03-01T09:30") from None
    return at if at.tzinfo else at.replace(tzinfo=CHINA)
