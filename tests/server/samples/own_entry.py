"""An entry of the register of tasks."""

from some_tasks import enter


def make() -> str:
    enter()
    return "政府工作报告／2026／1"
