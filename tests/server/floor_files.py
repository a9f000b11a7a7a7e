"""Files as they are handed in on the work floor, and a matter that has one."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from floor_matters import office, recent

from yunhe.mechanisms.act import Act

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def pdf(name: str = "办理佐证（盖章）.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def package(name: str, *parts: str) -> SimpleUploadedFile:
    """A zip with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return SimpleUploadedFile(name, made.getvalue())


def filed(unit: str = "区住建局") -> str:
    """The number of a matter whose fifth event shows a file, “办理佐证”."""
    from yunhe.server.matters import evidence, work

    hall, number = "区政务服务中心", ""
    made = work.open_one(
        office(), "一类事", Act("登记", f"{hall}.受理岗", recent(), "T1", {"事项": "开一家诊所", "一类事": "医美产业"})
    )
    number = made.subject
    shown = evidence.keep_stream(io.BytesIO(PDF), "办理佐证（盖章）.pdf", len(PDF))
    for name, post, given, units in (
        ("受理", f"{hall}.受理岗", {"难易": "一般", "涉及事项": "消防安全", "事项数": "1"}, {}),
        ("编排", f"{hall}.交办岗", {"编排说明": "由牵头单位办"}, {"牵头单位": unit}),
        ("签收", f"{unit}.承办岗", {}, {}),
        (
            "答复",
            f"{unit}.承办岗",
            {"办理结果": "解决", "办成事项数": "1", "答复意见": "办好了", "办理佐证": shown},
            {},
        ),
    ):
        work.do(office(), number, Act(name, post, recent(1), "T1", given, units=units))
    return number
