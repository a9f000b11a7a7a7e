"""Compresses the page of a published report, which is large and no secret.

A page that mixes a secret with what the asker may choose tells the secret by its compressed length (BREACH). A draft
is a secret, so it is sent as it is; of a published report nothing is worth guessing, and the form tokens in it are
masked anew in every answer. Django adds some random bytes besides.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from yunhe.server.reports.models import Report


def compressed(request: HttpRequest, answer: HttpResponse, report: Report) -> HttpResponseBase:
    """The answer, compressed where the report is published and the browser takes it."""
    if report.is_draft:
        return answer
    return GZipMiddleware(lambda _: answer).process_response(request, answer)
