"""密钥：生成封存用的一对，或专库的主密钥；更换、列出主密钥。

  yunhe keys new 文件                        封存用：写出私钥（只有本人能读）和旁边的公钥 文件.pub
  yunhe keys new 文件 --store 信访            专库用：生成一把主密钥，接在文件末尾
  yunhe keys rotate --store 信访 --as 区数据局.系统管理员 --person S1   换到最新的一把；中断了再运行一次
  yunhe keys list                           哪把主密钥还有用

密钥都放在库以外的地方：环境变量 YUNHE_SEAL_KEY 指定私钥，YUNHE_KEYS 指定主密钥的文件（几个用冒号隔开）。
公钥交给核对的人。
主密钥丢了，那个库里的个人信息就再也打不开：另存一份。
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from yunhe.server.who import add_who


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    making = steps.add_parser("new", help="做新的：封存用的一对，或一个专库的主密钥")
    turning = steps.add_parser("rotate", help="把一个专库已有的都换到最新的主密钥")
    steps.add_parser("list", help="列出各专库的主密钥和还要用它的人数")
    making.add_argument("file", type=Path, metavar="文件", help="写到哪里")
    making.add_argument("--store", default="", metavar="库", help="做主密钥：给哪个专库，如 信访")
    making.add_argument("--name", default="", metavar="名称", help="主密钥的名称（默认当天日期）")
    turning.add_argument("--store", required=True, metavar="库", help="哪个专库，如 信访")
    add_who(turning, what="以哪个岗位换")


def run(given: argparse.Namespace) -> int:
    """Do the step that was asked for."""
    from yunhe.server import start

    start()
    for line in {"new": _new, "rotate": _rotate, "list": _list}[given.step](given):
        print(line, flush=True)
    return 0


def _new(given: argparse.Namespace) -> Iterator[str]:
    """A pair is never written over a file; a master key stands behind those before it."""
    if given.store:
        return _new_master(given)
    from yunhe.server.ledger import keys

    public = keys.new(given.file)
    return iter(
        (
            f"私钥 {given.file}（不要放进库所在的机器的备份里，也不要给别人）",
            f"公钥 {given.file}{keys.SUFFIX}，指纹 {public.fingerprint}",
        )
    )


def _new_master(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.clock import now
    from yunhe.server.ledger.dates import day_of
    from yunhe.server.vault.masterkeys import make

    _refuse_unknown(given.store)
    made = make(given.file, given.store, given.name or day_of(now()).isoformat())
    yield f"“{made.store}”的主密钥“{made.name}”写在 {given.file}；另存一份，丢了就打不开"
    yield f"把 {given.file} 写进环境变量 YUNHE_KEYS（几个文件用冒号隔开）才用得上"


def _refuse_unknown(store: str) -> None:
    """A key for a store that no district at hand has would open nothing."""
    from yunhe.definitions.stores import stores_of
    from yunhe.server.errors import StoreError
    from yunhe.systems import districts_at_hand

    known = [name for folder in districts_at_hand() for name in stores_of(folder)]
    if known and store not in known:
        raise StoreError(
            f"--store {store}", "区县的 stores.yaml 里没有这个库", f"可写：{'、'.join(dict.fromkeys(known))}"
        )


def _rotate(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server import require_tables
    from yunhe.server.access import duty
    from yunhe.server.clock import now
    from yunhe.server.vault.rotation import rotate

    require_tables()
    total = 0
    seat = duty.required(given, at := now(), "密钥")
    for count in rotate(given.store, seat.post, seat.person, at):
        total += count
        yield f"已换 {total}"
    yield "都在最新的主密钥下；用 yunhe keys list 看旧的是否还有用，无用的从密钥文件里删去并销毁"


def _list(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server import require_tables
    from yunhe.server.vault.rotation import standing

    require_tables()
    found = list(standing())
    yield from found or ["没有给主密钥 → 用 yunhe keys new 文件 --store 库 做一把，把文件写进环境变量 YUNHE_KEYS"]
