"""Django's settings; what differs from place to place comes from the environment, secrets too."""

import os
from pathlib import Path

from yunhe.server import installation, secret
from yunhe.server.accounts import trusted
from yunhe.server.database import database

HERE = Path(__file__).resolve().parent

DATABASES = {"default": database(os.environ, Path.cwd())}
INSTALLED_APPS = [
    "yunhe.server.ledger",
    "yunhe.server.matters",
    "yunhe.server.observations",
    "yunhe.server.registers",
    "yunhe.server.statistics",
    "yunhe.server.vault",
    "yunhe.server.access",
    "yunhe.server.accounts",
    "yunhe.server.reports",
    "yunhe.server.floor",
    "yunhe.server.searching",
    "yunhe.server.histories",
    "yunhe.server.counter",
    "yunhe.server.proposals",
    "yunhe.server.renderings",
    "yunhe.server.pages",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yunhe.server.pages.headers.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yunhe.server.pages.language.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yunhe.server.pages.sitting.sitting",
]
ROOT_URLCONF = "yunhe.server.pages.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "pages" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yunhe.server.pages.frame.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "yunhe.server.pages.tags",
                "yunhe.server.pages.charting",
            ],
        },
    }
]
STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "pages" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

TIME_ZONE = "Asia/Shanghai"  # where days begin; instants are stored in UTC
USE_TZ = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [HERE / "pages" / "locale"]  # English; the Chinese is what is translated

# Needed by pages only (sessions, CSRF); Django refuses an empty one when it is asked for.
SECRET_KEY = os.environ.get(secret.VARIABLE, "")
DEBUG = False
ALLOWED_HOSTS = installation.hosts(os.environ)
CSRF_TRUSTED_ORIGINS = installation.origins(os.environ)

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = installation.is_behind_tls(os.environ)
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_HANDLERS = [
    "yunhe.server.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CSRF_FAILURE_VIEW = "yunhe.server.pages.refusals.no_token"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "yunhe.server.accounts.adapter.Adapter"
SOCIALACCOUNT_ADAPTER = "yunhe.server.accounts.adapter.TrustedAdapter"
SOCIALACCOUNT_PROVIDERS = trusted.provider(os.environ)
SOCIALACCOUNT_LOGIN_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "运河"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "yunhe.server.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGGING = {  # what went wrong goes to stderr, where whoever runs the server collects it; no body, no personal field
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
