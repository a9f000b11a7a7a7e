"""Django's settings; what differs from place to place comes from the environment, secrets too."""

import os
from pathlib import Path

from yunhe.server.database import database

DATABASES = {"default": database(os.environ, Path.cwd())}
INSTALLED_APPS = [
    "yunhe.server.ledger",
    "yunhe.server.matters",
    "yunhe.server.observations",
    "yunhe.server.registers",
    "yunhe.server.vault",
    "yunhe.server.access",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TIME_ZONE = "Asia/Shanghai"  # where days begin; instants are stored in UTC
USE_TZ = True
LANGUAGE_CODE = "zh-hans"

# Needed by pages only (sessions, CSRF); Django refuses an empty one when it is asked for.
SECRET_KEY = os.environ.get("YUNHE_SECRET_KEY", "")
DEBUG = False
