"""Words that the layers below say and pages translate: kinds and facts of a figure, severities, what came with a step.

The layers below know no translation; what they say is named here once more, so that the catalogue has it.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

KINDS = (_("总量"), _("增速"), _("增减"), _("比重"), _("位次"), _("连续"), _("限定"))
BOUNDS = (_("等于"), _("超过"), _("不到"), _("约"))
ACCUMULATIONS = (_("当期"), _("期末"), _("累计"))
LEVELS = (_("国家"), _("省级"), _("市级"), _("县级"), _("乡级"))
STATUSES = (_("实际"), _("预计"), _("目标"))
SEVERITIES = (_("必核"), _("建议核"), _("提示"))
FACTS = (
    *(_("类型"), _("数值"), _("界限"), _("状态"), _("期间"), _("地区"), _("范围"), _("基数"), _("口径"), _("累计")),
    *(_("指标代码"), _("章节"), _("位置")),
)
LIGHTS = (_("逾期"), _("临期"), _("正常"), _("暂停"), _("已结"), _("红"), _("黄"), _("绿"))
SYSTEM_STATES = (_("运行中"), _("模拟"), _("仅登记"), _("待外部数据"), _("待计算"))
SYSTEM_KINDS = (
    *(_("指标"), _("台账"), _("办理流程"), _("个案"), _("计划"), _("项目"), _("项目库"), _("机制"), _("平台")),
    *(_("综合指数"), _("指数"), _("荣誉"), _("资金"), _("风险模型"), _("工作法")),
)
EVERY = (_("每日"), _("每周"), _("每月"), _("每季"), _("每年"))
OBSERVED = (_("初步"), _("最终"), _("修订"))
CHANGES = (_("新增"), _("删去"), _("改数"), _("移动"), _("改写"))
OUTCOMES = (
    pgettext_lazy("outcome", "未达到"),
    pgettext_lazy("outcome", "达到"),
    pgettext_lazy("outcome", "超过"),
    pgettext_lazy("outcome", "不可比"),
    pgettext_lazy("outcome", "未再提及"),
    pgettext_lazy("outcome", "新提到"),
    pgettext_lazy("outcome", "两年都有"),
)
HEADINGS = (_("年"),)
ACTS = (
    pgettext_lazy("act", "加签"),
    pgettext_lazy("act", "申请延期"),
    pgettext_lazy("act", "要求人工决定"),
    pgettext_lazy("act", "抄送"),
    pgettext_lazy("act", "更正"),
    pgettext_lazy("act", "委派"),
    pgettext_lazy("act", "交回"),
    pgettext_lazy("act", "同意延期"),
    pgettext_lazy("act", "关联"),
    pgettext_lazy("act", "并案"),
    pgettext_lazy("act", "不同意延期"),
    pgettext_lazy("act", "减签"),
    pgettext_lazy("act", "换查询码"),
    pgettext_lazy("act", "会办答复"),
    pgettext_lazy("act", "退回"),
    pgettext_lazy("act", "签署"),
    pgettext_lazy("act", "拆分"),
    pgettext_lazy("act", "补充"),
    pgettext_lazy("act", "转办"),
    pgettext_lazy("act", "催办"),
    pgettext_lazy("act", "撤回"),
)
