"""The site as an ASGI application, for any ASGI server; `yunhe serve` starts one."""

import os

from django.core.asgi import get_asgi_application

from yunhe.server import SETTINGS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
application = get_asgi_application()
