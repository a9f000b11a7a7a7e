"""Refusals as pages: what, where, what to do; what was typed is not lost, since going back keeps it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yunhe.errors import YunheError

BROKEN = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>出错了</title>
<h1>出错了，是本站的错</h1><p>已经记下。没有办成的，什么也没有写下；回到上一页再试一次，填过的内容还在。</p>
<p>还不行，把时间和网址告诉系统管理员。<a href="/">回首页</a></p>
<p lang="en">Something went wrong, by a fault of this site; it is on record. What was not done has written nothing.
Go back a page and try again; if that fails, tell the system officer the time and the address.</p></html>
"""


def forbidden(request: HttpRequest, who: str) -> HttpResponse:
    """Somebody is known, and may not come here."""
    remedy = _("换一个岗位登录，或请安全管理员登记岗位")
    return said(request, 403, _("你的岗位不能进这一页"), _("这一页只给：%s") % who, remedy)


def unknown(request: HttpRequest, what: str = "") -> HttpResponse:
    """There is no such thing, or it may not be seen: the same words for both."""
    return said(request, 404, _("没有这一页"), what or _("没有，或者你看不到"), _("核对编号，或从首页找起"))


def refused(request: HttpRequest, error: YunheError, status: int = 422) -> HttpResponse:
    """What was asked for cannot be done; nothing was written."""
    return said(request, status, _("没有办成，什么也没有写下"), str(error), _("按说明改正后再试"))


def said(request: HttpRequest, status: int, title: str, problem: str, remedy: str) -> HttpResponse:
    """A refusal in words."""
    given = {"title": title, "problem": problem, "remedy": remedy, "status": status}
    return render(request, "refusal.html", given, status=status)


def not_taken(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's 400: what was sent is too large, or is no form of this site."""
    problem = _("交来的太大，或者不是一张完整的表单")
    return said(request, 400, _("没有收下"), problem, _("文件分几次交；再不行，换一个浏览器"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404."""
    return unknown(request)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF failure."""
    problem = _("这张表单过期了，或不是从本站打开的")
    return said(request, 403, _("没有收下"), problem, _("回到上一页，刷新后再交一次；填过的内容还在"))


def broken(request: HttpRequest) -> HttpResponse:
    """Django's 500: something is wrong with the site itself. Asks nothing of what may be broken."""
    return HttpResponse(BROKEN, status=500)
