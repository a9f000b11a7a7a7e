"""Codes with a check digit, and the codes of places: what an official number must be, said by its standard.

credit_check("91330100799655058")   → "B"      GB 32100-2015
body_check("79965505")              → "8"      GB 11714-1997
id_check("11010519491231002")       → "X"      GB 11643-1999
district = district_of("districts/gongshu");  district.current("330103") → "330105"
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yunhe.definitions import strict
from yunhe.definitions.stores import Store, stores_of

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: without I, O, S, V, Z
BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # GB 11714-1997
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ID_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
ID_CHECKS = "10X98765432"
_PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
PROVINCES = frozenset(_PROVINCES.split())  # GB/T 2260: the first two digits of a region code


def credit_check(first: str) -> str:
    """The 18th character of a 统一社会信用代码, from its first 17 (GB 32100-2015)."""
    total = sum(CREDIT_ALPHABET.index(sign) * weight for sign, weight in zip(first, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def body_check(first: str) -> str:
    """The ninth character of a 主体标识码 (组织机构代码), from its first eight (GB 11714-1997)."""
    total = sum(BODY_ALPHABET.index(sign) * weight for sign, weight in zip(first, BODY_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def id_check(first: str) -> str:
    """The 18th character of a 公民身份号码, from its first 17 digits (GB 11643-1999)."""
    return ID_CHECKS[sum(int(sign) * weight for sign, weight in zip(first, ID_WEIGHTS, strict=True)) % 11]


@dataclass(frozen=True, slots=True)
class District:
    """A district by its codes: its own, those of areas merged into it, its subdistricts with their names.

    `renumbered` are codes that subdistricts had before, each with that of today; `stores` where its data lie;
    `headlines` the indicators that its front door shows first.
    """

    code: str = ""
    name: str = ""
    formerly: tuple[str, ...] = ()
    subdistricts: Mapping[str, str] = field(default_factory=dict)
    renumbered: Mapping[str, str] = field(default_factory=dict)
    stores: Mapping[str, Store] = field(default_factory=dict)
    headlines: tuple[str, ...] = ()

    def current(self, region: str) -> str:
        """The six digits that stand today for those of an older code or number."""
        return self.code if region in self.formerly else region

    def holds(self, number: str) -> bool:
        """Whether an ID number or credit code was given out here, under today's code or a former one."""
        region = number[:6] if number[:6].isdecimal() and len(number) == 18 and number[0] != "9" else number[2:8]
        return self.current(region) == self.code

    def subdistrict(self, written: str) -> str | None:
        """The code of a subdistrict given by its name (with or without 街道), by its nine digits or by former ones."""
        if written in self.subdistricts:
            return written
        if written in self.renumbered:
            return self.renumbered[written]
        found = [code for code, name in self.subdistricts.items() if written in (name, name.removesuffix("街道"))]
        return found[0] if len(found) == 1 else None


NOWHERE = District()


def district_of(folder: str | Path) -> District:
    """The codes in `district.yaml` of a district's folder, and the stores in its `stores.yaml`."""
    root = strict.load(Path(folder) / "district.yaml")
    named = root.take("subdistricts", strict.mapping)
    former = root.take("renumbered", strict.optional_mapping, None)
    district = District(
        code=root.take("code", strict.text),
        name=root.take("name", strict.text),
        formerly=root.take("formerly", strict.texts, ()),
        subdistricts=dict(named.entries(strict.text)),
        renumbered=dict(former.entries(strict.text)) if former else {},
        stores=stores_of(folder),
        headlines=root.take("headlines", strict.texts, ()),
    )
    if former:
        _refuse_lost(former, district)
    root.take("parent", strict.text)
    root.take("sources", strict.mapping)
    root.finish()
    return district


def _refuse_lost(former: strict.Mapping, district: District) -> None:
    """A former code leads to a subdistrict of today and is none itself."""
    for old, new in district.renumbered.items():
        if new not in district.subdistricts or old in district.subdistricts:
            raise former.error(
                f"旧代码“{old}”对应的“{new}”不对", "右边写 subdistricts 里的代码，左边写已不用的代码", old
            )
