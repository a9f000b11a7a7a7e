"""An indicator that is observed."""

from some_observations import make as observed


def make() -> str:
    observed()
    return "gdp"
