"""账号：谁能登录网站。看得到什么由任职决定（yunhe post），不由账号。

  yunhe account add G1 --name 王安
  yunhe account add W1024 --name 张三 --as 区数据局.安全管理员 --person G1
  yunhe account reset W1024 --as 区数据局.安全管理员 --person G1
  yunhe account stop W1024 --as 区数据局.安全管理员 --person G1
  yunhe account list

第一个账号谁都可以建，以后的由能“任免”的岗位来建。首次口令只显示一次，登录后要改。
"""

import argparse
from collections.abc import Iterator

STEPS = {
    "add": "建立账号",
    "reset": "重设口令",
    "stop": "停用",
    "start": "启用",
    "unlock": "去掉第二重验证（手机丢了）",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Its own sub-verbs."""
    from yunhe.server.who import add_who

    steps = parser.add_subparsers(title="做什么", metavar="做什么", required=True, dest="step")
    for name, said in STEPS.items():
        step = steps.add_parser(name, help=said)
        step.add_argument("username", metavar="工号")
        if name == "add":
            step.add_argument("--name", default="", metavar="姓名", help="页面上怎么称呼")
        add_who(step)
    steps.add_parser("list", help="列出工作人员的账号")


def run(given: argparse.Namespace) -> int:
    """Do it and say what came of it."""
    from yunhe.server import require_tables, start

    start()
    require_tables()
    for line in _listed() if given.step == "list" else _done(given):
        print(line)
    return 0


def _done(given: argparse.Namespace) -> Iterator[str]:
    from yunhe.server.access import duty
    from yunhe.server.accounts import people
    from yunhe.server.clock import now

    if given.step == "add":
        seat = duty.seat(given, now())
        word = people.make(seat, given.username, given.name)
        yield f"{given.username} 的首次口令（只显示这一次，登录后要改）：{word}"
        return
    seat = duty.required(given, now(), people.POWER)
    if given.step == "reset":
        yield f"{given.username} 的首次口令（只显示这一次，登录后要改）：{people.reset(seat, given.username)}"
        return
    {"stop": people.stop, "start": people.start, "unlock": people.unlock}[given.step](seat, given.username)
    yield f"{given.username}：已{STEPS[given.step]}"


def _listed() -> Iterator[str]:
    from yunhe.server.accounts.models import Account
    from yunhe.server.matters.saying import said_instant

    found = list(Account.objects.filter(is_public=False).order_by("username"))
    for account in found:
        last = said_instant(account.last_login) if account.last_login else "没有登录过"
        name = f"  {account.name}" if account.name else ""
        yield f"{account.username}{name}  {'启用' if account.is_active else '停用'}  {last}"
    yield f"共 {len(found)} 个"
