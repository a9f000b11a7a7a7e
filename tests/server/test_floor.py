"""The work floor: a desk and its matters, forms made from the definition, who sees what, nothing done twice."""

import re

import pytest
from floor_files import PDF, filed
from floor_matters import CLERK, dispatched, form, opened, sent, step, text, worked
from visitors import staff

pytestmark = pytest.mark.usefixtures("site_of_tests")
ANSWERED = {"g.办理结果": "解决", "g.答复意见": "围挡已经退让三米"}


def state(number: str) -> str:
    from yunhe.server.matters import row

    return row.find(number).state


def test_a_clerk_takes_works_and_answers() -> None:
    clerk, number = staff("W1", CLERK), dispatched(标题="围挡挡住大门")
    desk = text(clerk.get("/desk/"))
    assert number in desk
    assert "围挡挡住大门" in desk
    assert sent(clerk, f"/matter/{number}/do/签收/").status_code == 302
    assert sent(clerk, f"/matter/{number}/do/答复/", **ANSWERED).status_code == 302
    assert state(number) == "待评价"
    assert number not in text(clerk.get("/desk/"))
    page = text(clerk.get(f"/matter/{number}/"))
    assert "围挡已经退让三米" in page
    assert "W1" in page


def test_what_is_missing_is_said_at_its_place_and_what_was_typed_stays() -> None:
    clerk, number = staff("W1", CLERK), worked()
    answer = sent(clerk, f"/matter/{number}/do/答复/", **{"g.答复意见": "已经协调"})
    assert answer.status_code == 422
    assert "没有填，填上办理结果" in text(answer)
    assert "已经协调" in text(answer)
    assert state(number) == "办理中"


def test_what_the_definition_refuses_is_refused_with_its_reason() -> None:
    clerk, number = staff("W1", CLERK), worked()
    answer = sent(clerk, f"/matter/{number}/do/答复/", **{**ANSWERED, "g.办理结果": "列入计划"})
    assert answer.status_code == 422
    assert "不是“解决、解释、不予支持”" in text(answer)


def test_a_step_that_is_not_open_says_why() -> None:
    clerk, number = staff("W1", CLERK), worked("区住建局", "区财政局")
    page = text(clerk.get(f"/matter/{number}/"))
    assert re.search("disabled[^>]*>答复</button> <small[^>]*>“区财政局”还没有答复会办意见", page)
    assert sent(clerk, f"/matter/{number}/do/答复/", **ANSWERED).status_code == 422
    assert state(number) == "办理中"


def test_who_sees_but_does_not_own_cannot_act() -> None:
    leader, number = staff("L1", "区政府.区长"), worked()
    assert leader.get(f"/matter/{number}/").status_code == 200
    fields = {"token": "别人的表单", "last": "4", **ANSWERED}
    answer = leader.post(f"/matter/{number}/do/答复/", fields)
    assert answer.status_code == 422
    assert "不能“答复”" in text(answer)
    assert state(number) == "办理中"


def test_a_foreign_matter_is_as_if_it_were_not_there() -> None:
    foreign, number = staff("F1", "区卫健局.承办岗"), worked()
    for path in (f"/matter/{number}/", f"/matter/{number}/do/答复/", "/matter/企呼我应-2025-999999/"):
        answer = foreign.get(path)
        assert answer.status_code == 404
        assert number not in text(answer)
    assert number not in text(foreign.get("/desk/"))
    assert number not in text(foreign.get(f"/desk/bulk/?n={number}"))


def test_a_form_sent_twice_does_it_once() -> None:
    clerk, number = staff("W1", CLERK), worked()
    path = f"/matter/{number}/do/抄送/"
    fields = {**form(clerk, path), "g.去处": "区财政局.承办岗"}
    assert [clerk.post(path, fields).status_code for _ in range(2)] == [302, 302]
    from yunhe.server.ledger import chain

    assert [event.kind for event in chain.read(number)].count("copied") == 1
    assert "只算一次" in text(clerk.get("/desk/"))


def test_who_comes_second_sees_what_happened_and_keeps_what_was_typed() -> None:
    clerk, number = staff("W1", CLERK), worked()
    path = f"/matter/{number}/do/抄送/"
    fields = {**form(clerk, path), "g.去处": "区财政局.承办岗"}
    step(number, "催办", "企业综合服务中心.督办岗", hours=2)
    answer = clerk.post(path, fields)
    assert answer.status_code == 409
    assert "催办" in text(answer)
    assert 'value="区财政局.承办岗"' in text(answer)
    again = dict(re.findall(r'<input type="hidden" name="(token|last|as)" value="([^"]*)"', text(answer)))
    assert clerk.post(path, {**fields, **again}).status_code == 302


def test_a_step_that_is_gone_gives_back_what_was_typed() -> None:
    clerk, number = staff("W1", CLERK), worked()
    path = f"/matter/{number}/do/答复/"
    fields = {**form(clerk, path), **ANSWERED}
    step(number, "答复", CLERK, hours=2, given={"办理结果": "解释", "答复意见": "另一个人答的"})
    answer = clerk.post(path, fields)
    assert answer.status_code == 409
    assert "围挡已经退让三米" in text(answer)
    assert "另一个人答的" not in text(answer)


def test_a_slip_is_taken_back() -> None:
    clerk, number = staff("W1", CLERK), dispatched()
    assert sent(clerk, f"/matter/{number}/do/签收/").status_code == 302
    assert sent(clerk, f"/matter/{number}/do/撤回/").status_code == 302
    assert state(number) == "待签收"


def test_an_extension_is_asked_for_and_granted() -> None:
    clerk, chief, number = staff("W1", CLERK), staff("C1", "企业综合服务中心.负责人"), worked()
    asked = {"g.时限": "办理期限", "g.理由": "等鉴定"}
    assert sent(clerk, f"/matter/{number}/do/申请延期/", **asked).status_code == 302
    assert sent(clerk, f"/matter/{number}/do/同意延期/").status_code == 422
    assert sent(chief, f"/matter/{number}/do/同意延期/").status_code == 302
    assert "已延期 1 次" in text(chief.get(f"/matter/{number}/"))


def test_personal_fields_are_covered_until_a_purpose_is_written_down() -> None:
    clerk, number = staff("W1", CLERK), dispatched(联系人="张三丰", 联系电话="13800001234")
    page = text(clerk.get(f"/matter/{number}/"))
    assert "张三丰" not in page
    assert "13800001234" not in page
    refused = clerk.post(f"/matter/{number}/open/", {"purpose": " "})
    assert refused.status_code == 422
    assert "张三丰" not in text(refused)
    shown = clerk.post(f"/matter/{number}/open/", {"purpose": "联系企业"})
    assert "张三丰" in text(shown)
    assert shown.headers["Cache-Control"] == "no-store"
    from datetime import UTC, datetime

    from yunhe.server.vault import looks

    assert looks.since(datetime(2000, 1, 1, tzinfo=UTC))[0].purpose == "联系企业"


def test_several_at_once_each_on_its_own() -> None:
    clerk, ready, foreign = staff("W1", CLERK), [dispatched() for _ in range(3)], dispatched("区卫健局")
    done_already = worked()
    query = "&".join(f"n={number}" for number in (*ready, done_already, foreign))
    page = text(clerk.get(f"/desk/bulk/?{query}"))
    assert foreign not in page
    assert re.search('value="签收"> 签收 <span class="optional">3 件可以', page)
    assert 'value="更正"' not in page
    token = form(clerk, f"/desk/bulk/?{query}")["token"]
    fields = {"token": token, "n": [*ready, done_already, foreign], "do": "签收"}
    answer = text(clerk.post("/desk/bulk/", fields))
    assert "办成 3 件，没有办成 1 件" in answer
    assert {state(number) for number in ready} == {"办理中"}
    assert state(foreign) == "待签收"
    assert clerk.post("/desk/bulk/", fields).status_code in (409, 422)


def test_the_desk_of_several_posts_and_its_groups() -> None:
    both, number = staff("B1", CLERK, "企业综合服务中心.受理岗"), opened().subject
    other = dispatched()
    whole = text(both.get("/desk/"))
    assert number in whole
    assert other in whole
    one = text(both.get(f"/desk/?post={CLERK}"))
    assert number not in one
    assert other in one
    assert other not in text(both.get("/desk/?group=late"))
    assert other in text(both.get("/desk/?group=unread"))
    both.get(f"/matter/{other}/")
    assert other not in text(both.get("/desk/?group=unread"))
    assert both.get("/desk/?post=区财政局.承办岗&group=没有&page=x").status_code == 200


def test_a_matter_is_registered_for_an_applicant() -> None:
    from floor_matters import GIVEN, TAKING

    clerk = staff("T1", TAKING)
    fields = {f"g.{name}": value for name, value in GIVEN.items()}
    answer = sent(clerk, "/desk/new/企呼我应/", **fields, actor="申请人")
    assert answer.status_code == 302
    page = text(clerk.get(answer.headers["Location"]))
    assert "代录" in page
    assert "石祥路围挡挡住大门" in page


# Attachments


def test_an_attachment_is_kept_by_its_digest_and_given_back_under_its_name() -> None:
    clerk, number = staff("W1", CLERK), filed()
    page = text(clerk.get(f"/matter/{number}/"))
    assert "办理佐证（盖章）.pdf" in page
    answer = clerk.get(f"/matter/{number}/file/5/办理佐证/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert staff("F1", "区卫健局.承办岗").get(f"/matter/{number}/file/5/办理佐证/").status_code == 404


def test_numbers_of_matters_out_of_scope_are_not_said() -> None:
    number, other = worked("区住建局", "区财政局"), worked("区卫健局")
    step(number, "关联", CLERK, to=other, given={"理由": "同一路段"}, hours=2)
    asked = staff("K1", "区财政局.会办岗")
    page = text(asked.get(f"/matter/{number}/"))
    assert "同一路段" in page
    assert other not in page
    assert "1 件连着的不在你的范围" in page
    leader = staff("L1", "区政府.区长")
    assert other in text(leader.get(f"/matter/{number}/"))


def test_numbers_out_of_scope_are_not_said_in_a_letter() -> None:
    number, other = worked("区住建局", "区财政局"), worked("区卫健局")
    step(number, "关联", CLERK, to=other, given={"理由": "同一路段"}, hours=2)
    step(number, "会办答复", "区财政局.会办岗", hours=2, given={"意见": f"与 {other} 一并答复"})
    letter = text(staff("K1", "区财政局.会办岗").get(f"/matter/{number}/reply/"))
    assert "一并答复" in letter
    assert other not in letter


def test_limits_count_from_when_it_was_received() -> None:
    from datetime import timedelta

    from floor_matters import GIVEN, TAKING, recent

    from yunhe.mechanisms.workdays import CHINA
    from yunhe.server.matters import row

    clerk, fields = staff("T1", TAKING), {f"g.{name}": value for name, value in GIVEN.items()}
    before = (recent() - timedelta(days=4)).astimezone(CHINA)
    answer = sent(clerk, "/desk/new/企呼我应/", **fields, received=f"{before:%Y-%m-%dT%H:%M}")
    from urllib.parse import unquote

    number = unquote(answer.headers["Location"]).split("/")[2]
    assert row.find(number).opened[:10] == f"{before.astimezone(recent().tzinfo):%Y-%m-%d}"
    future = f"{before + timedelta(days=30):%Y-%m-%dT%H:%M}"
    assert sent(clerk, "/desk/new/企呼我应/", **fields, received=future).status_code == 422
    assert sent(clerk, "/desk/new/企呼我应/", **fields, received="昨天").status_code == 422


def test_personal_fields_are_looked_at_from_the_post_that_may_see_them() -> None:
    number = dispatched(联系人="张三丰")
    both = staff("B1", "区政府.区长", CLERK)
    assert "张三丰" in text(both.post(f"/matter/{number}/open/", {"purpose": "联系企业"}))
    leader = staff("L1", "区政府.区长")
    assert "张三丰" not in text(leader.post(f"/matter/{number}/open/", {"purpose": "看看"}))
