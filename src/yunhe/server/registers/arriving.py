"""A file that came by form: tried first, then brought in; the same checks as from the shell, for fewer rows at once."""

from pathlib import Path

from yunhe.errors import UnreadableError
from yunhe.registers.layout import layouts_of, named_layout, own_layout
from yunhe.registers.register import Register
from yunhe.registers.sheets import sheets_of
from yunhe.registers.table import Table, table_of
from yunhe.server.access.reader import Seat
from yunhe.server.registers import importing
from yunhe.server.registers.entering import Author
from yunhe.server.registers.importing import Order, Outcome
from yunhe.server.registers.parcels import Parcel

MOST_ROWS = 5_000
ENDINGS = (".csv", ".xlsx", ".docx")


def table(folder: Path, register: Register, name: str, data: bytes, mapping: str) -> Table:
    """The table of a file under a layout of the district, or under the names of the fields."""
    if not name.lower().endswith(ENDINGS):
        raise UnreadableError(name, "不认识的格式", f"另存为 {'、'.join(ENDINGS)} 再交")
    layout = named_layout(folder, mapping, register) if mapping else own_layout(register, sheets_of(data, name))
    found = table_of(data, name, layout)
    if found.length > MOST_ROWS:
        raise UnreadableError(name, f"超过 {MOST_ROWS} 行", "分成几份；或在服务器上用 yunhe register import 一次导入")
    return found


def mappings(folder: Path, register: Register) -> list[str]:
    """The layouts of a district for a register."""
    return [layout.name for layout in layouts_of(folder).values() if layout.register.name == register.name]


def bring_in(folder: Path, register: Register, parcel: Parcel, seat: Seat, *, dry_run: bool) -> tuple[Table, Outcome]:
    """Try it, or do it."""
    found = table(folder, register, parcel.name, parcel.data(), parcel.mapping)
    author = Author(seat.post, seat.person, parcel.at, seat.said())
    order = Order(register, found, author, parcel.mapping, parcel.simulated, parcel.partly, dry_run)
    return found, importing.bring_in(order)
