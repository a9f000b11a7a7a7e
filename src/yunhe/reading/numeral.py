"""A numeral on its way from the text to a claim: what the rules know about it so far."""

from decimal import Decimal

from yunhe.types import Accumulation, Bound, Kind, Status


class Numeral:
    """One numeral of the view. `start:end` holds the numeral with its unit, `head:tail` also its bound words.

    `form` tells how it is written: arabic, chinese, ordinal, fraction, proportion, doubling, top, date.
    `what` is the class of a numeral that is no figure, else None.
    """

    __slots__ = (
        "accumulation",
        "basis",
        "bound",
        "carried",
        "core",
        "digits",
        "end",
        "form",
        "gap",
        "group",
        "hands_out",
        "head",
        "kind",
        "links",
        "more",
        "multiplier",
        "named",
        "number_end",
        "of",
        "peers",
        "period",
        "place",
        "reach",
        "rules",
        "scope",
        "start",
        "status",
        "subject",
        "tail",
        "tie",
        "unit",
        "value",
        "verb",
        "what",
    )

    def __init__(self, form: str, start: int, end: int, digits: str) -> None:
        self.form = form
        self.start = self.head = start
        self.end = self.tail = self.number_end = end
        self.digits = digits
        self.multiplier = self.more = self.unit = ""
        self.what: str | None = None
        self.value: Decimal = Decimal(0)
        self.bound: Bound = "="
        self.kind: Kind | None = None
        self.verb = ""
        self.subject: tuple[int, int] | None = None  # the naming phrase, in the view
        self.carried = False
        self.named = ""  # the full name, where the text says only its beginning: 城镇(和农村)居民人均可支配收入
        self.gap = start  # where the text that leads to this figure begins
        self.core = (start, start)  # what is left of it without verbs and bound words
        self.tie = ""  # the words between core and figure: 增长, 达到, 提升至 …
        self.reach = end  # where the text that follows it ends: a mark or the next figure
        self.hands_out = False  # 分别 stands before it
        self.links = False  # a bare continuation of the figure before: 7%、3.7%
        self.group: tuple[int, int] | None = None  # position and size in a row of such figures
        self.of: Numeral | None = None
        self.scope: str | None = None
        self.peers: Numeral | None = None  # how many the scope of a rank holds: 全国|200个|大中城市
        self.basis: str | None = None
        self.accumulation: Accumulation | None = None
        self.status: Status = "actual"
        self.period = ""
        self.place: str | None = None
        self.rules: list[str] = []

    def __repr__(self) -> str:
        return f"<{self.form} {self.digits}{self.multiplier}{self.unit} {self.what or self.kind}>"
