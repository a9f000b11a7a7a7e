"""How much of a growth in money was prices: the nation's GDP deflator by year, and when censuses revised the levels."""

from decimal import Decimal

# Change of the GDP deflator in %, to one decimal. NOT YET COMPARED with a source: written down from what is generally
# known of tables 3-1 and 3-4 of the China Statistical Yearbook. It only sets the middle of a wide band.
_DEFLATOR = {
    1995: "13.7", 1996: "6.5", 1997: "1.6", 1998: "-0.9", 1999: "-1.3", 2000: "2.0", 2001: "2.0", 2002: "0.6",
    2003: "2.6", 2004: "6.9", 2005: "3.9", 2006: "3.9", 2007: "7.8", 2008: "7.8", 2009: "-0.2", 2010: "6.9",
    2011: "8.1", 2012: "2.3", 2013: "2.2", 2014: "1.0", 2015: "0.0", 2016: "1.4", 2017: "4.2", 2018: "3.5",
    2019: "1.3", 2020: "0.5", 2021: "4.6", 2022: "1.8", 2023: "-0.5", 2024: "-0.7", 2025: "-0.9",
}  # fmt: skip
_CENSUSES = (1991, 1993, 2004, 2008, 2013, 2018, 2023)  # the years whose levels an economic census revised
_USUAL = Decimal(2)


def deflator(year: int) -> Decimal:
    """By how many per cent prices rose in a year, nation-wide; a usual rise where no figure is at hand."""
    return Decimal(_DEFLATOR[year]) if year in _DEFLATOR else _USUAL


def is_census_between(first: int, last: int) -> bool:
    """Whether the level of the first year, or of one between, was revised after it was first published."""
    return any(first <= year < last for year in _CENSUSES)
