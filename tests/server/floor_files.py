"""Files as they are handed in on the work floor, and a matter that has one."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from floor_matters import office, recent, step

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


HALL = "区政务服务中心"


def delivered(unit: str = "区住建局") -> str:
    """The number of a matter that a unit has taken and answers with a file, “办理佐证”."""
    from yunhe.server.matters import work

    given = {"事项": "开一家诊所", "一类事": "医美产业"}
    number = work.open_one(office(), "一类事", Act("登记", f"{HALL}.受理岗", recent(), "T1", given)).subject
    step(number, "受理", f"{HALL}.受理岗", given={"难易": "一般", "涉及事项": "消防安全", "事项数": "1"})
    step(number, "编排", f"{HALL}.交办岗", given={"编排说明": "由牵头单位办"}, units={"牵头单位": unit})
    step(number, "签收", f"{unit}.承办岗")
    return number


def filed(unit: str = "区住建局") -> str:
    """The number of a matter whose fifth event shows a file, “办理佐证”."""
    from yunhe.server.matters import evidence

    number = delivered(unit)
    shown = evidence.keep_stream(io.BytesIO(PDF), "办理佐证（盖章）.pdf", len(PDF))
    given = {"办理结果": "解决", "办成事项数": "1", "答复意见": "办好了", "办理佐证": shown}
    step(number, "答复", f"{unit}.承办岗", given=given)
    return number
