"""做一对封存用的密钥。

yunhe keys new 文件 写出私钥（只有本人能读）和旁边的公钥 文件.pub。私钥放在库以外的地方，由环境变量 YUNHE_SEAL_KEY
指定；公钥交给核对的人。
"""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """One action so far."""
    parser.add_argument("action", choices=["new"], metavar="new", help="做一对新的")
    parser.add_argument("file", metavar="文件", help="私钥写到这里，公钥写到旁边的 .pub")


def run(given: argparse.Namespace) -> int:
    """Write the pair; never over a file."""
    from pathlib import Path

    from yunhe.server.ledger import keys

    public = keys.new(Path(given.file))
    print(f"私钥 {given.file}（不要放进库所在的机器的备份里，也不要给别人）")
    print(f"公钥 {given.file}{keys.SUFFIX}，指纹 {public.fingerprint}")
    return 0
