"""The command `yunhe`: its verbs and how they end.

0 all done; 1 done, with findings at error level; 2 wrong use or nothing could be read; 3 some files could not be read.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NoReturn

from yunhe.errors import YunheError, reason

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130

_SAID = (
    ("unrecognized arguments: ", "不认识的参数："),
    ("the following arguments are required: ", "缺少参数："),
    ("expected one argument", "后面要写一个值"),
    ("expected at least one argument", "后面至少写一个值"),
    ("invalid int value: ", "不是整数："),
    ("invalid choice: ", "没有这一项："),
    ("choose from ", "可用的有 "),
    ("argument ", "参数 "),
    ("ambiguous option: ", "写法不唯一："),
    ("not allowed with argument ", "不能同用："),
)
_FORMATS = """输出格式（--format，或由 -o 的扩展名决定）：
  terminal  终端里看的摘要和表（默认）      jsonl    每行一条表述
  json      提纲、表述和其他数字            csv      表格，Excel 直接打开
  xlsx      Excel 工作簿                    parquet  claims、documents 两张表
  html      自足的网页：全文、标注、表格    text     文档的文字，位置按它来数

退出码：0 全部完成；2 用法不对或什么都没读到；3 有的文件读不了（已列出），其余完成。"""

_AUDIT_FORMATS = """输出格式（--format，或由 -o 的扩展名决定）：
  terminal  终端里看的疑点表（默认）        json     疑点的列表
  docx      草稿的 docx，每条疑点一条批注   html     自足的网页：草稿全文，疑点标在原处
  xlsx      Excel 工作簿

级别：■ 必核 照这样写不可能对；▲ 建议核 很可能有误，或不说明就无法核实；○ 提示 读者会问。
退出码：0 审完；1 审完，有必核的疑点；2 用法不对或草稿读不了；3 有的对照材料读不了（已列出），其余审完。"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _parser(next((word for word in arguments if not word.startswith("-")), None))
    try:
        given = parser.parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = given.run
        code = run(given)
        sys.stdout.flush()
        return code
    except YunheError as error:
        return _wrong(str(error))
    except BrokenPipeError:
        _silence_stdout()
        return DONE
    except KeyboardInterrupt:
        print("\n已中断，没有写下半截的文件", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        return _wrong(f"标准输出: 写不进去（{reason(error)}）→ 检查磁盘空间")


def _wrong(message: str) -> int:
    print(message, file=sys.stderr)
    return WRONG


def _silence_stdout() -> None:
    """The reader has gone: what is still buffered goes nowhere, without a complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """argparse that speaks Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=_Layout, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        for english, chinese in _SAID:
            message = message.replace(english, chinese)
        self.exit(WRONG, f"{self.prog}: {message} → 用法见 {self.prog} --help\n")


class _Layout(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _parser(asked: str | None = None) -> argparse.ArgumentParser:
    """All verbs; those of the server are loaded only when none of ours was asked for."""
    from yunhe import __version__

    parser = _Parser(prog="yunhe", description="运河：把政府工作报告当程序来读。")
    parser.add_argument("--version", action="version", version=f"yunhe {__version__}", help="显示版本")
    verbs = parser.add_subparsers(title="命令", metavar="命令", required=True)
    _add_read(verbs.add_parser("read", help="读报告：每个数字是什么指标、多少、何时、在哪", epilog=_FORMATS))
    _add_audit(verbs.add_parser("audit", help="审报告：逐个数字查疑点，写明算式", epilog=_AUDIT_FORMATS))
    _add_diff(verbs.add_parser("diff", help="比两稿：哪些数字新增、删去、改数、移动、改写"))
    check = verbs.add_parser("check", help="运行每份定义自带的例子")
    check.add_argument("districts", nargs="*", metavar="区县", help="也查这些区县的定义，如 districts/gongshu")
    check.set_defaults(run=_check)
    _add_new(verbs.add_parser("new", help="写一份带注释的新定义，一写好就能通过检查"))
    _add_draw(verbs.add_parser("draw", help="画机制的流程图：svg、mermaid、BPMN 2.0"))
    shapes = verbs.add_parser("shapes", help="形状：机制可以套用的几类办事方式，各有什么角色、状态、时限")
    shapes.add_argument("shape", nargs="?", metavar="形状", help="只看这一个，看全；如 发现整改")
    shapes.add_argument("--district", metavar="文件夹", help="也看这个区县自己的形状，和哪些机制套用了")
    shapes.set_defaults(run=_shapes)
    systems = verbs.add_parser("systems", help="报告里的 158 个系统，今天哪些在运行")
    systems.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    systems.set_defaults(run=_systems)
    _add_handbook(verbs.add_parser("handbook", help="从定义写出给人看的几页：时限、机制、系统"))
    if asked not in verbs.choices:
        from yunhe.server.verbs import add_all

        add_all(verbs)
    return parser


def _add_read(read: argparse.ArgumentParser) -> None:
    read.add_argument("files", nargs="+", metavar="文件", help="文件、文件夹、通配符，或 - 读标准输入")
    read.add_argument("-f", "--format", metavar="格式", help="输出格式，见下")
    read.add_argument("-o", "--output", metavar="去处", help="写到这个文件或文件夹")
    read.add_argument("--explain", type=int, metavar="位置", help="说明这个位置的数字由哪些规则读出")
    read.add_argument("--all", action="store_true", help="终端里显示全部行")
    read.add_argument("-j", "--jobs", type=_positive, metavar="数", help="同时用几个进程（默认用全部核心）")
    read.add_argument("-q", "--quiet", action="store_true", help="不显示进度和小结")
    read.add_argument("--on-classified-machine", action="store_true", help="本机是涉密计算机，允许读标有密级的文件")
    read.set_defaults(run=_read)


def _add_audit(audit: argparse.ArgumentParser) -> None:
    audit.add_argument("files", nargs="+", metavar="草稿", help="要审的报告，或 - 读标准输入；几份或文件夹则互相对照")
    many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": [], "metavar": "文件"}
    audit.add_argument("--against", **many, help="往年的报告：基数、连续年数、去年的目标")
    audit.add_argument("--with", dest="companions", **many, help="同一次会上的计划报告、预算报告、名词解释、图解")
    audit.add_argument("--statistics", **many, help="统计公报，或 指标·期间·数值·单位 的 csv、xlsx")
    audit.add_argument("--targets", **many, help="责任分解表、季度任务表（xlsx、docx、txt）")
    audit.add_argument("--others", **many, help="其他地区的同年报告：谁是第一、部分大于整体")
    audit.add_argument("--district", metavar="文件夹", help="区县的词表：责任单位、领导职务、机构名称、禁用词")
    audit.add_argument("-f", "--format", metavar="格式", help="输出格式，见下")
    audit.add_argument("-o", "--output", metavar="文件", help="写到这个文件；.docx 是加了批注的草稿")
    audit.add_argument("--open", action="store_true", help="写成网页并打开")
    audit.add_argument("--sheet", metavar="核实表.xlsx", help="每个数字一行的核实表，另按责任单位各写一份 docx")
    audit.add_argument("--returned", **many, help="读回填好的核实表，答复记在草稿旁的 .已核.yaml")
    keys = many | {"metavar": "编号"}
    audit.add_argument("--accept", **keys, help="认可这些疑点，不再列出")
    audit.add_argument("--by", metavar="姓名", help="谁认可")
    audit.add_argument("--because", metavar="理由", help="为何认可")
    audit.add_argument("--withdraw", **keys, help="撤回认可")
    audit.add_argument("-j", "--jobs", type=_positive, metavar="数", help="审很多份时同时用几个进程（默认用全部核心）")
    audit.add_argument("--all", action="store_true", help="提示和已核的也全部列出")
    audit.add_argument("-q", "--quiet", action="store_true", help="不显示小结")
    audit.add_argument("--on-classified-machine", action="store_true", help="本机是涉密计算机，允许读标有密级的文件")
    audit.set_defaults(run=_audit)


def _add_new(new: argparse.ArgumentParser) -> None:
    kinds = ["mechanism", "district"]
    new.add_argument("kind", choices=kinds, metavar="种类", help="mechanism：一个机制；district：一个区县文件夹")
    new.add_argument("name", metavar="名称", help="文件名，也是它的名称，如 路灯报修、例县")
    new.add_argument("--shape", metavar="形状", help="套用这个形状，只写不同之处；见 yunhe shapes")
    new.add_argument("-d", "--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    new.add_argument("--code", metavar="六位", help="区县的行政区划代码，如 330105")
    new.add_argument("--parent", metavar="上级", help="区县的上级，如 杭州市")
    new.set_defaults(run=_new)


def _add_diff(diff: argparse.ArgumentParser) -> None:
    diff.add_argument("old", metavar="旧稿")
    diff.add_argument("new", metavar="新稿")
    diff.add_argument("-f", "--format", metavar="格式", help="terminal（默认）、json、xlsx")
    diff.add_argument("-o", "--output", metavar="文件", help="写到这个文件（.json、.xlsx）")
    diff.add_argument("--on-classified-machine", action="store_true", help="本机是涉密计算机，允许读标有密级的文件")
    diff.set_defaults(run=_diff)


def _add_draw(draw: argparse.ArgumentParser) -> None:
    draw.add_argument("mechanism", metavar="机制", help="机制的文件，或区县里机制的名称")
    draw.add_argument(
        "-f", "--format", choices=("svg", "mermaid", "bpmn"), help="不写时看 -o 的扩展名；都不写是 mermaid"
    )
    draw.add_argument("-o", "--output", metavar="文件", help="写到这个文件：.svg、.mmd、.bpmn")
    draw.add_argument("--open", action="store_true", help="写成图并打开")
    draw.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    draw.set_defaults(run=_draw)


def _add_handbook(handbook: argparse.ArgumentParser) -> None:
    handbook.add_argument("-o", "--output", default="docs", metavar="文件夹", help="写到这个文件夹（默认 docs）")
    handbook.add_argument("--district", metavar="文件夹", help="区县的文件夹，如 districts/gongshu")
    handbook.set_defaults(run=_handbook)


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"要写 1 以上的整数，不是“{text}”")
    return number


def _read(given: argparse.Namespace) -> int:
    from yunhe.delivery import deliver
    from yunhe.reading.intake import expand

    sources = expand(given.files)
    if given.explain is not None:
        return _explain(given, sources)
    return deliver(sources, given, many=len(sources) > 1 or any(map(os.path.isdir, given.files)))


def _explain(given: argparse.Namespace, sources: Sequence[tuple[str, str]]) -> int:
    from yunhe.faces.explanation import explanation
    from yunhe.reading.intake import read_file
    from yunhe.reading.reader import read_document

    if len(sources) != 1:
        return _wrong(f"--explain 一次只看一份报告，这里有 {len(sources)} 份 → 只写一个文件")
    path, name = sources[0]
    reading = read_document(read_file(path, name=name, on_classified_machine=given.on_classified_machine))
    last = len(reading.document.text) - 1
    if not 0 <= given.explain <= last:
        return _wrong(f"{name}: 位置 {given.explain} 在文档之外 → 写 0 到 {last} 之间的数")
    for line in explanation(reading, given.explain):
        print(line)
    return DONE


def _audit(given: argparse.Namespace) -> int:
    from datetime import date

    if len(given.files) > 1 or os.path.isdir(given.files[0]):
        from yunhe.review.corpus_delivery import deliver as deliver_many

        return deliver_many(given)
    from yunhe.review.delivery import deliver, target_of

    code = deliver(given, date.today().isoformat())
    if given.open:
        import webbrowser

        page = target_of(given)
        if page is not None and not webbrowser.open(page.resolve().as_uri()):
            print(f"没有浏览器可用 → 自己打开 {page}", file=sys.stderr)
    return code


def _diff(given: argparse.Namespace) -> int:
    from yunhe.review.difference import deliver

    return deliver(given)


def _check(given: argparse.Namespace) -> int:
    from yunhe.proof import count, district_count, district_failures, failures
    from yunhe.systems import find_district

    districts = [find_district(folder) for folder in given.districts]
    failed = 0
    for failure in chain(failures(), *map(district_failures, districts)):
        failed += 1
        print(failure)
    counts = [(count(), 0), *map(district_count, districts)]
    total, silent = sum(held for held, _ in counts), sum(silent for _, silent in counts)
    said = f"{total} 个例子，{failed} 处不成立" if failed else f"{total} 个例子，全部成立"
    print(said + (f"；形状的例子有 {silent} 个没有跑：所涉的已去掉，或时限不同" if silent else ""))
    return FAILED if failed else DONE


def _new(given: argparse.Namespace) -> int:
    from yunhe.skeletons import write

    if given.kind == "district":
        return _new_district(given)
    if given.code or given.parent:
        return _wrong("--code、--parent: 只用于 yunhe new district → 去掉")
    from yunhe.systems import find_district

    path = write(given.kind, given.name, find_district(given.district), given.shape)
    print(f"写好了 {path} → 改好后运行 yunhe check {path.parent.parent}")
    return DONE


def _new_district(given: argparse.Namespace) -> int:
    from yunhe.founding import UNKNOWN_CODE, UNKNOWN_PARENT, found

    if given.shape or given.district:
        return _wrong("--shape、--district: 只用于 yunhe new mechanism → 去掉；新区县写在这里的 districts/ 下面")
    folder = found(given.name, given.code or UNKNOWN_CODE, given.parent or UNKNOWN_PARENT)
    print(f"写好了 {folder} → 先运行 yunhe check {folder}，再逐个文件换成本地的")
    return DONE


def _draw(given: argparse.Namespace) -> int:
    from yunhe.draw import deliver

    return deliver(given)


def _shapes(given: argparse.Namespace) -> int:
    from yunhe.shapes import lines
    from yunhe.systems import find_district

    for line in _said(lines(given.shape, find_district(given.district) if given.district else None)):
        print(line)
    return DONE


def _systems(given: argparse.Namespace) -> int:
    from yunhe.systems import find_district, lines, table

    for line in _said(lines(table(find_district(given.district)))):
        print(line)
    return DONE


def _handbook(given: argparse.Namespace) -> int:
    from pathlib import Path

    from yunhe.handbook.pages import write
    from yunhe.systems import find_district

    for path in write(find_district(given.district), Path(given.output)):
        print(f"写好了 {path}")
    return DONE


def _said(lines: Iterator[str]) -> Iterator[str]:
    return (line.rstrip() for line in lines)
