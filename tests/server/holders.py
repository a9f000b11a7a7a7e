"""Posts that are held, for tests that speak to verbs from the shell."""

from datetime import UTC, datetime
from pathlib import Path

SECURITY = "区数据局.安全管理员"
SINCE = datetime(2000, 1, 1, tzinfo=UTC)


def hold(folder: Path, **holders: str) -> None:
    """Appoint staff keys to posts of a district: `hold(folder, W1="区信访局.档案岗")`."""
    from yunhe.access.roles import access_of
    from yunhe.server.access import held
    from yunhe.server.access.holding import Officer, Term, appoint

    access, officer, term = access_of(folder), Officer(SECURITY, "G1", SINCE), Term(SINCE, None, "任")
    if not held.of_post(SECURITY):
        appoint(access, officer, SECURITY, "G1", term)
    for who, post in holders.items():
        appoint(access, officer, post, who, term)


def by(post: str, person: str, folder: Path) -> list[str]:
    """The options that say so."""
    return ["--as", post, "--person", person, "--district", str(folder)]
