"""The site as an ASGI application, for any ASGI server; `yunhe serve` starts one."""

import os
import warnings

from django.core.asgi import get_asgi_application

from yunhe.server import SETTINGS
from yunhe.server.bodies import bounded

# Static files come from WhiteNoise as plain iterators; Django reads them whole, which is what is wanted of small files.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
application = bounded(get_asgi_application())
