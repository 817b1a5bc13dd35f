"""Django's settings, read from the environment once.

NANSEN_DATA      the data folder: database, wrapped keys, nothing that opens them (default: var/demo)
NANSEN_KEYS      the key folder: key-encryption keys, the ledger's signing key (default: beside the data, `<data>-keys`)
NANSEN_OPEN_DIR  where the open index lives; must be tmpfs (default: a folder under /dev/shm named for the data folder)
NANSEN_DATABASE  `postgresql://user@host:port/name` (host may be a socket folder, %2F-quoted) or empty for SQLite
NANSEN_HOSTS     comma-separated host names that the desk answers to
NANSEN_REMOTE    1 where the desk is reached from outside, through HTTPS: cookies for HTTPS only, stricter checks
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

DATA = Path(os.environ.get("NANSEN_DATA", "var/demo")).absolute()
KEYS = Path(os.environ.get("NANSEN_KEYS", f"{DATA}-keys")).absolute()
_FOLDER = f"nansen-{os.getuid()}-{hashlib.sha256(str(DATA).encode()).hexdigest()[:12]}"
OPEN_DIR = Path(os.environ.get("NANSEN_OPEN_DIR", f"/dev/shm/{_FOLDER}")).absolute()  # noqa: S108 - tmpfs is the point
DESK = Path(__file__).parent
REMOTE = os.environ.get("NANSEN_REMOTE", "") == "1"


def _secret() -> str:
    file = KEYS / "session-secret"
    return file.read_text().strip() if file.exists() else hashlib.sha256(os.urandom(32)).hexdigest()


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("NANSEN_HOSTS", "127.0.0.1,localhost,testserver").split(",")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "nansen.store",
    "nansen.desk",  # before allauth, so that our sign-in page is found first
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nansen.desk.middleware.at_the_desk",
]
ROOT_URLCONF = "nansen.desk.urls"
WSGI_APPLICATION = "nansen.desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nansen.desk.middleware.context",
            ]
        },
    }
]


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA / "register.db"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
    }


DATABASES = {"default": _database(os.environ.get("NANSEN_DATABASE", ""))}
# Work after the answer: a queue in our own database, of ids at most (house rule: nothing personal in a task).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "nansen.desk.accounts.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# The key is an account and an address together (accounts.Adapter): nobody locks an officer out from elsewhere. It is
# counted first, so that one who is locked out does not use up what his whole office has, which comes from one address.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,100/5m/ip", "login": "300/5m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if REMOTE else 0  # the web server in front names the address in X-Forwarded-For
MFA_ADAPTER = "nansen.desk.accounts.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_REDIRECT_URL = "desk"
LOGIN_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_ENGINE = "nansen.desk.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = REMOTE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
IDLE_SECONDS = 15 * 60
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
# A picture of 20 MB and the fields beside it; what is larger is dropped as it comes, and nothing touches a disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 20_500_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("uk", "Українська"),
    ("ko", "한국어"),
    ("ru", "Русский"),
    ("fr", "Français"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [DESK / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Strict"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "nansen.desk.logs.WithoutWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["plain"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
DEMONSTRATION = (DATA / "demonstration").exists()
