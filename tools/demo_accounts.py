"""Makes the accounts of the demo: one for each kind of post, with random passwords, printed once.

python tools/demo_accounts.py districts/gongshu
"""

import sys
from pathlib import Path

from yunhe import server

SECURITY = "区数据局.安全管理员"
STAFF = {
    "anquan": (SECURITY, "安全管理员：账号、任免"),
    "xitong": ("区数据局.系统管理员", "系统管理员：系统状况"),
    "shenji": ("区数据局.审计管理员", "审计管理员：查看日志、登录日志"),
    "quzhang": ("区政府.区长", "区领导：看板、全区进展"),
    "ducha": ("区政府办公室.督查岗", "督查：任务板、责任表、季度公开表"),
    "qifu": ("企业综合服务中心.受理岗", "企业服务：企呼我应的受理"),
    "chengban": ("区住建局.承办岗", "承办：我的桌面、办事"),
    "jiati": ("区住建局.加梯办", "加装电梯主管"),
    "xinfang": ("区信访局.登记岗", "信访：专库，只给它自己看"),
    "minzheng": ("区民政局.养老服务岗", "安居守护：专库"),
    "taizhang": ("区住建局.台账岗", "台账：导入、导出"),
    "tongji": ("区统计局.统计岗", "统计：观测值"),
}
RESIDENT = "jumin"


def main(folder: Path) -> None:
    server.start()
    from yunhe.access.roles import access_of
    from yunhe.server.access.holding import Officer, Term, appoint
    from yunhe.server.accounts.models import Account
    from yunhe.server.accounts.people import first_password
    from yunhe.server.clock import now

    access, at = access_of(folder), now()
    officer, term = Officer(SECURITY, "anquan", at), Term(at, None, "演示")
    print("演示账号（口令随机，只显示这一次）：")
    for person, (post, what) in STAFF.items():
        appoint(access, officer, post, person, term)
        word = first_password()
        Account.objects.create_user(person, word, name=what.partition("：")[0])
        print(f"  {person:<10} {word}   {post}（{what}）")
    word = first_password()
    Account.objects.create_user(RESIDENT, word, is_public=True)
    print(f"  {RESIDENT:<10} {word}   公众账号")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
