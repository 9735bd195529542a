"""Django's settings. What differs between places comes from the environment (see `docs/operations.md`)."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF

from jiqun.authorities import password_profiles
from jiqun.config import environment

VAR = environment.var_folder()
SECRET_KEY = environment.secret("django", VAR)
DEBUG = os.environ.get("JIQUN_DEBUG") == "1"
JIQUN_DEMO = os.environ.get("JIQUN_DEMO") == "1"
ALLOWED_HOSTS = os.environ.get("JIQUN_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("JIQUN_ORIGINS", "").split(",") if origin]

# How many proxies of our own stand before the server; the visitor's address is read that far from the right.
JIQUN_PROXIES = int(os.environ.get("JIQUN_PROXIES", "0"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "jiqun.web",
    "jiqun.authorities",
    "jiqun.journal",
    "jiqun.register",
    "jiqun.casework",
    "jiqun.evidence",
    "jiqun.outgoing",
    "jiqun.hearings",
    "jiqun.instruments",
    "jiqun.ledgers",
    "jiqun.collection",
    "jiqun.inquiries",
    "jiqun.boundaries",
    "jiqun.forms",
    "jiqun.visits",
    "jiqun.review",
    "jiqun.notices",
    "jiqun.archives",
    "jiqun.cultivation",
    "jiqun.recognition",
    "jiqun.supervision",
    "jiqun.portal",
    "jiqun.api",
    "jiqun.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "jiqun.web.packed.PackedStaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "jiqun.config.proxy.ProxyMiddleware",
    "jiqun.web.middleware.TraceMiddleware",
    "jiqun.config.clock.ClockMiddleware",
    "jiqun.config.rendered.RenderedMiddleware",
    "jiqun.web.middleware.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jiqun.web.middleware.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jiqun.authorities.middleware.SessionLimitsMiddleware",
    "jiqun.authorities.middleware.OwedMiddleware",
    "jiqun.web.middleware.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jiqun.config.urls"
WSGI_APPLICATION = "jiqun.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jiqun.web.context.look",
                "jiqun.config.context.frame",
            ],
        },
    }
]

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCAL, "OPTIONS": {"MAX_ENTRIES": 10_000}},
    # Printed findings: named by the digests of what they were computed from, so they are never stale.
    "findings": {"BACKEND": LOCAL, "LOCATION": "findings", "OPTIONS": {"MAX_ENTRIES": 100}},
    # Pages of the public: named by the journal's last entry and the minute, so they are never stale either.
    "rendered": {"BACKEND": LOCAL, "LOCATION": "rendered", "TIMEOUT": 120, "OPTIONS": {"MAX_ENTRIES": 500}},
}

AUTH_USER_MODEL = "authorities.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "jiqun.authorities.backends.AccountBackend"]
PASSWORD_HASHERS = ["jiqun.authorities.passwords.Argon2id"]
JIQUN_PASSWORD_PROFILE = environment.choice("JIQUN_PASSWORD_PROFILE", tuple(password_profiles.PROFILES), "dengbao")
AUTH_PASSWORD_VALIDATORS = password_profiles.validators(JIQUN_PASSWORD_PROFILE)
# The second step at sign-in: `required` of everybody, or `offered`.
JIQUN_SECOND_STEP = environment.choice(
    "JIQUN_SECOND_STEP", ("required", "offered"), "offered" if JIQUN_DEMO else "required"
)
SECOND_STEP_KEY = environment.secret("second_step", VAR)
# Another system that vouches for who somebody is (OpenID Connect); none unless it is named.
JIQUN_OIDC = environment.identity_provider(os.environ)
LOGIN_URL = "authorities:sign-in"
LOGIN_REDIRECT_URL = "casework:workbench"
LOGOUT_REDIRECT_URL = "authorities:sign-in"

# Five failures of one account from one address lock that pair for 15 minutes; a stranger elsewhere locks nobody out.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "authorities/locked.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("JIQUN_HTTPS") == "1"
CSRF_FAILURE_VIEW = "jiqun.web.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# A folder with an approved standard map (标准地图), see jiqun.portal.standard_map; without one no real map is shown.
JIQUN_STANDARD_MAP = os.environ.get("JIQUN_STANDARD_MAP", "")

JIQUN_MAIL = os.environ.get("JIQUN_MAIL_URL", "")
JIQUN_ADDRESS = os.environ.get("JIQUN_ADDRESS", "http://127.0.0.1:8000")
JIQUN_GATEWAY = environment.message_gateway(os.environ)
DEFAULT_FROM_EMAIL = os.environ.get("JIQUN_MAIL_FROM", "jiqun@localhost")
globals().update(environment.mail(JIQUN_MAIL))

# The path the product lies under, such as /jiqun; the whole host without one.
JIQUN_PATH = environment.base_path(os.environ.get("JIQUN_PATH", ""))
FORCE_SCRIPT_NAME = JIQUN_PATH or None
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{JIQUN_PATH}/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
PACKED_STATIC = VAR / "static"
EVIDENCE_FOLDER = VAR / "files"
WORKDAYS_FILE = VAR / "workdays.csv"
SIGNING_KEY = VAR / "secrets" / "signing.pem"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"trace": {"()": "jiqun.web.trace.TraceFilter"}},
    "formatters": {"traced": {"format": "%(asctime)s %(levelname)s %(name)s [%(trace)s] %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["trace"], "formatter": "traced"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
