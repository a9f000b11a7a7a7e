"""Words around an indicator that leave its meaning as it is: whose it is, when, and what happened to it."""
import re

_LAST = frozenset(
    """
    增速 增幅 增长 涨幅 降幅 增长率 增长速度 增长幅度 增量 总量 总额 总数 总规模 规模 水平 数 数量 人数 户数 额 绝对额
    同比 同比增长 同期 累计 分别 预计 力争 达到 达到了 达 实现 完成 突破 超过 超 约 近 为 至 到 从 由 增长到 增长至 在 的 均 都 再 已 又 将 是 有 共 了
    提高 提升 上升 下降 降低 减少 增加 回升 回落 上涨 下跌 扩大 缩小 高于 低于 快于 好于 优于 收窄 压缩 压减 压降 翻 涨 升 降
    提高到 提升到 提升至 提高至 上升到 上升至 下降到 下降至 降至 降到 增至 增加到 增加至 升至 控制在 保持在 稳定在 维持在 扩大到 扩大至 减少到 减少至 回落到
    位居 居 位列 列 排名 排名第 跃居 保持 稳定 控制 维持 连续 首次 继续 率先 持续 稳步 大幅 显著 明显 稳居 均居 跃升 位次 排位 跃升至 上升至 由上年
    年均 年均增长 平均 平均增长 实际 实际增长 名义 名义增长 可比价 按可比价格计算 按可比价计算 按可比口径 可比口径 同口径 按同口径 同口径增长 可比增长 现价 自然口径 扣除价格因素
    比上年 较上年 比去年 较去年 比上年增长 较上年增长 比上年同期 较上年同期 比 较 全年 当年 五年 五年来 左右 以上 以内 目标 预期 预期目标 净 当前 目前 年末 年底
    不低于 不少于 不超过 高出 高达 仅 只有 取得 确保 超额完成 分别完成 分别实现 分别达到 分别增长 分别为 分别提高 逐年 总计 合计 共计 计划 初步核算 初步统计 占
    """.split()
) - {"占", "比"}
_LEADING = frozenset(
    """
    全区 全市 全省 全县 全国 全州 全盟 全旗 全镇 全街道 全自治区 全域 我区 我市 我省 我县 我国 我州 我们 本区 本市 本省 本县 各地 各县 各区县 区域 辖区 境内
    实现 完成 预计 达到 力争 确保 推动 带动 促进 使 使得 其中 累计 累计完成 累计实现 全年 当年 年末 年底 去年 今年 上年 前年 年内 年均 同时 此外 五年来 三年来 十年来 过去五年 一年来 五年累计 五年 五年间
    初步核算 初步统计 初步预计 统计 据统计 经核算 据初步核算 预期 预期目标 目标 主要目标 主要预期目标 努力实现 努力 继续 持续 保持 稳定 稳住 稳步 加快 实际完成 共完成 共 共实现 已完成 已 要 将 再
    全面完成 超额完成 圆满完成 年度 上半年 下半年 一季度 二季度 三季度 四季度 前三季度 年 截至 截至目前 目前 到 至 末 底 年末全市 年末全省 年末全区 的 了 是 以 让 把 从 由 按 在 对 中 等
    主要经济指标 主要指标 经济增长 综合实力 经济实力 经济总量 十三五 十四五 十二五 十一五 十五五 时期 期间 期末 末期 五年规划 规划 以来 之后 后 比上年 较上年 比 较 与 初步 经济社会发展 发展 首次 连续 均 分别 净 实有
    认真 高质量 办理 办结 办复 承办 依法 推进 推动全市 推动全省 加大 扩大 提高 提升 增加 降低 减少 支持 落实 落实好 新增 净增 用于 投入 争取 安排 办好 开展 抓好 做好 严格 严控 控制 大力 着力 全力 全社会
    """.split()
) - {"新增", "净增", "比", "较", "与", "对", "减少", "增加", "用于", "经济总量", "全社会", "投入", "中", "由", "从"}
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}(?:省|市|区|县|自治州|盟|旗|街道|自治区)$")
_NO_PLACE = re.compile(
    r"(?:市区|城区|园区|开发区|高新区|山区|牧区|灾区|库区|景区|社区|地区|片区|矿区|老区|小区|病区|林区|校区|功能区|示范区|试验区|保护区|"
    r"城市|农村|农牧区|各省|各市|各县|各区|省市|县市|区县|产业|企业|外省|省外|市外|都市|上市|门市|超市|夜市|股市|楼市)$"
)  # fmt: skip
_TIME = re.compile(r"(?:(?:19|20)?\d\d(?:[-—~至到](?:19|20)?\d\d)?年?(?:[上下]半年|前?[一二三四]季度|\d{1,2}月份?)?|“?十[一二三四五]五”?)(?:全年|末|底|以来)?$")
_ASIDE = re.compile(r"（[^（）]*）$")
_AGAINST = re.compile(r"(?:比|较)[\u4e00-\u9fff\d]{1,8}(?:年|期|初|末|平均|低点|底|水平)$")
_MARKS = "，。；：,;:！!"
_LONGEST_LAST = max(map(len, _LAST))
_LONGEST_LEADING = max(map(len, _LEADING))


def without_last(phrase: str) -> str:
    """The phrase without its last neutral word, or empty when it does not end in one."""
    for length in range(min(_LONGEST_LAST, len(phrase) - 1), 0, -1):
        if phrase[-length:] in _LAST:
            return phrase[:-length]
    if phrase[-1] == "）":
        return _ASIDE.sub("", phrase) if _ASIDE.search(phrase) else ""
    found = _AGAINST.search(phrase)
    return phrase[: found.start()] if found else ""


def without_leading(before: str) -> str:
    """What is left of the words before an indicator once the neutral ones that stand next to it are taken away."""
    while before and before[-1] not in _MARKS:
        shorter = _without_one(before)
        if shorter == before:
            return before
        before = shorter
    return ""


def _without_one(before: str) -> str:
    for length in range(min(_LONGEST_LEADING, len(before)), 0, -1):
        if before[-length:] in _LEADING:
            return before[:-length]
    if before[-1] == "）":
        return _ASIDE.sub("", before)
    time = _TIME.search(before)
    if time:
        return before[: time.start()]
    place = _PLACE.search(before)
    return before[: place.start()] if place and not _NO_PLACE.search(before) else before
