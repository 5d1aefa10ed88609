"""What holds in every environment. `embedded`, `test` and `production` add the rest."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from . import env

# Matching multiplies small matrices, and processes share the cores: a second thread per process that spins for a busy core
# makes it several times slower. Read when numpy is imported first, so it stands here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent.parent
PORTAL_VERSION = "0.1.0"

# ── apps ──────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "modeltranslation",  # before the admin: it patches ModelAdmin
    "platform_portal.core",
    "accounts",
    "places",
    "actors",
    "knowledge",
    "partnerships",
    "events",
    "newsletter",
    "platform_portal.pages",
    "platform_portal.core.desk.apps.DeskConfig",  # django.contrib.admin with the site of the secretariat
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django.forms",  # its widget templates, for FORM_RENDERER
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "platform_portal.core.middleware.RequestId",
    "platform_portal.core.middleware.Origin",
    "platform_portal.core.middleware.PlainInput",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "platform_portal.core.page_cache.AnonymousPageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.AccountLanguage",
    "accounts.middleware.RolePreview",  # before anything that asks who the reader is
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "platform_portal.pages.middleware.FriendlyAnswers",
]

ROOT_URLCONF = "platform_portal.urls"
WSGI_APPLICATION = "platform_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "platform_portal.core.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "platform_portal.core.templatetags.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["kern"]
CRISPY_TEMPLATE_PACK = "kern"

# ── languages and time ────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("uk", _("Ukrainian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "portal_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
USE_THOUSAND_SEPARATOR = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_LANGUAGES = ("de", "uk", "en")
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": ("de", "en", "uk"),
    "uk": ("en", "de"),
    "en": ("de", "uk"),
}

# ── accounts ──────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.SecretariatBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "dashboard"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no mail because somebody typed their address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
}
MFA_FORMS = {
    "activate_totp": "accounts.forms_second_factor.ActivateTOTPForm",
    "add_webauthn": "accounts.forms_second_factor.AddPasskeyForm",
    "authenticate": "accounts.forms_second_factor.AuthenticateForm",
    "edit_webauthn": "accounts.forms_second_factor.RenamePasskeyForm",
    "reauthenticate": "accounts.forms_second_factor.ReauthenticateForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail about every change of password or second factor
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts come by invitation: the address was checked by whoever invited
MFA_TOTP_ISSUER = "Plattform Wiederaufbau Ukraine"
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is half a minute off
# `required`: secretariat and administrators; `offered`: nobody has to, only for the example world.
PORTAL_SECOND_FACTOR = "required"
# Further accounts that need one, by the names under which apps register them (accounts.second_factor).
PORTAL_SECOND_FACTOR_GROUPS = env.words("PORTAL_SECOND_FACTOR_GROUPS")
# How many reverse proxies of our own stand in front; only as many entries of X-Forwarded-For are believed.
PORTAL_TRUSTED_PROXIES = env.number("PORTAL_TRUSTED_PROXIES", 0)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "platform_portal.pages.views.errors.csrf_failure"

# ── database, cache, queue ────────────────────────────────────────────────────────────────────
DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", "postgresql:///portal"),
        conn_max_age=600,
        conn_health_checks=True,
    )
}
# Statements whose values are sent apart (core.prepared) are planned once per connection, from the fourth time on.
DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 3
REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "platform_portal.core.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://"),
        "KEY_PREFIX": "portal",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    },
    # Attempts to sign in are counted in PostgreSQL: exact over all processes, and there when Redis is not.
    "limits": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limitcounter",
        "KEY_FUNCTION": "accounts.limits.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
# A queue that takes connections and never answers must not hold up a page: the row in PostgreSQL is the promise.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 3, "socket_connect_timeout": 2}
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Seconds, or a time of day in UTC (arguments of celery's crontab, which web processes shall not load).
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "outbox-sweep": {"task": "platform_portal.core.tasks.sweep_outbox", "schedule": 60.0},
    "retention": {"task": "accounts.tasks.apply_retention", "schedule": 3600.0},
    "notices": {"task": "accounts.tasks.send_notices", "schedule": 300.0},
    "audit-seal": {"task": "platform_portal.core.tasks.seal_audit", "schedule": 3600.0},
    "consents": {"task": "actors.tasks.ask_consents_again", "schedule": 3600.0},
    "imports": {"task": "actors.tasks.run_imports", "schedule": 30.0},
    "texts": {"task": "knowledge.tasks.read_texts", "schedule": 60.0},
    "proposals": {"task": "partnerships.tasks.fill_proposals", "schedule": 20.0},
    "waiting-lists": {"task": "events.tasks.follow_registrations", "schedule": 30.0},
    "events": {"task": "events.tasks.follow_events", "schedule": 60.0},
    "requests": {"task": "partnerships.tasks.follow_requests", "schedule": 3600.0},
    "match-runs": {"task": "partnerships.tasks.work_match_runs", "schedule": 20.0},
    "without-partner": {
        "task": "partnerships.tasks.list_without_partner",
        "schedule": {"hour": 5, "minute": 10, "day_of_week": 1},
    },
    "deadlines": {"task": "partnerships.tasks.remind_of_deadlines", "schedule": {"hour": 7, "minute": 15}},
    "pulse": {"task": "partnerships.tasks.follow_partnerships", "schedule": {"hour": 6, "minute": 25}},
    "postings": {"task": "partnerships.tasks.follow_postings", "schedule": {"hour": 4, "minute": 50}},
    "posting-matches": {"task": "partnerships.tasks.match_postings", "schedule": 600.0},
    "posting-digest": {
        "task": "partnerships.tasks.tell_posting_matches",
        "schedule": {"hour": 6, "minute": 5, "day_of_week": 2},
    },
    "freshness": {"task": "actors.tasks.ask_freshness", "schedule": {"hour": 5, "minute": 40}},
    "bounces": {"task": "newsletter.tasks.read_bounces", "schedule": 300.0},
    "duplicates": {"task": "actors.tasks.find_duplicates", "schedule": {"hour": 2, "minute": 20}},
}

# ── mail: smtp://[user:password@]host:port, smtps:// for TLS from the start, ?tls=1 for STARTTLS ─
_mail = urlsplit(env.text("PORTAL_MAIL_URL", "smtp://127.0.0.1:1025"))
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _mail.hostname or "127.0.0.1",
            "port": _mail.port or (465 if _mail.scheme == "smtps" else 25),
            "username": unquote(_mail.username or ""),
            "password": unquote(_mail.password or ""),
            "use_ssl": _mail.scheme == "smtps",
            "use_tls": "tls=1" in _mail.query,
            "timeout": 20,
        },
    }
}
DEFAULT_FROM_EMAIL = env.text("PORTAL_MAIL_FROM", "Plattform Wiederaufbau Ukraine <portal@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
PORTAL_SECRETARIAT_EMAIL = env.text("PORTAL_SECRETARIAT_EMAIL", "sekretariat@example.org")
PORTAL_BASE_URL = env.text("PORTAL_BASE_URL", "http://127.0.0.1:8000").rstrip("/")

# ── files ─────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("kern", BASE_DIR / "node_modules/@kern-ux/native/dist"),
    ("htmx", BASE_DIR / "node_modules/htmx.org/dist"),
    ("leaflet", BASE_DIR / "node_modules/leaflet/dist"),
]
STATIC_ROOT = Path(env.text("PORTAL_STATIC_ROOT", str(BASE_DIR / "staticfiles")))
MEDIA_ROOT = Path(env.text("PORTAL_MEDIA_ROOT", str(BASE_DIR / ".data/media")))
MEDIA_URL = "/media/"
# What people upload and nobody has published: never below MEDIA_ROOT or STATIC_ROOT, served by a view that checks rights.
PORTAL_PRIVATE_ROOT = Path(env.text("PORTAL_PRIVATE_ROOT", str(BASE_DIR / ".data/private")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# ── security ──────────────────────────────────────────────────────────────────────────────────
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # KERN draws its icons as data: masks
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# Former keys: what was signed, sealed or encrypted with them stays valid (docs/operations.md, "The audit log").
SECRET_KEY_FALLBACKS = [
    key.strip() for key in env.text("PORTAL_SECRET_KEY_FALLBACKS", "").split(",") if key.strip()
]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# ── the portal's own ──────────────────────────────────────────────────────────────────────────
PORTAL_PAGE_CACHE_SECONDS = env.number("PORTAL_PAGE_CACHE_SECONDS", 30)
PORTAL_PART_CACHE_SECONDS = env.number(
    "PORTAL_PART_CACHE_SECONDS", 20
)  # costly parts of pages; both together below 60
PORTAL_API_REQUESTS = env.number("PORTAL_API_REQUESTS", 600)  # per address …
PORTAL_API_SECONDS = env.number("PORTAL_API_SECONDS", 10)  # … within so many seconds
# Threads of one web process that may wait for a lock on places for long; the others stay free for everybody else.
PORTAL_LOCK_WAITERS = env.number("PORTAL_LOCK_WAITERS", 2)
PORTAL_EXAMPLE_WORLD = env.flag("PORTAL_EXAMPLE_WORLD", default=False)
# How many days the Internet address of whoever confirms the newsletter is kept; 0: not recorded at all.
PORTAL_NEWSLETTER_KEEP_IP_DAYS = env.number("PORTAL_NEWSLETTER_KEEP_IP_DAYS", 0)
# Where bounces and mails to leave arrive; each newsletter has a return path of its own below it (bounces+….@…).
PORTAL_BOUNCE_ADDRESS = env.text(
    "PORTAL_BOUNCE_ADDRESS", f"bounces@{DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}"
)
# The mailbox they lie in: imaps://user:password@host/INBOX or maildir:/path; empty: it is read by a pipe, or not at all.
PORTAL_BOUNCE_MAILBOX = env.text("PORTAL_BOUNCE_MAILBOX", "")
# A mail provider that reports bounces and complaints to /webhooks/mail/<provider>/: its key for signatures (mailgun), or the
# user:password it shall send with each report (postmark, sendgrid, brevo, mailjet, sparkpost).
PORTAL_MAIL_PROVIDER = env.text("PORTAL_MAIL_PROVIDER", "")
ANYMAIL = {
    name: value
    for name, value in (
        ("MAILGUN_WEBHOOK_SIGNING_KEY", env.text("PORTAL_MAIL_PROVIDER_KEY", "")),
        ("WEBHOOK_SECRET", env.text("PORTAL_MAIL_PROVIDER_SECRET", "")),
    )
    if value
}
if PORTAL_MAIL_PROVIDER and not ANYMAIL:
    raise ImproperlyConfigured("PORTAL_MAIL_PROVIDER needs PORTAL_MAIL_PROVIDER_KEY or _SECRET.")
# A sending pauses itself after so many failed connections in a row.
PORTAL_NEWSLETTER_FAILURES = env.number("PORTAL_NEWSLETTER_FAILURES", 8)
# Who answers for the portal, shown in imprint, privacy notes and accessibility statement; empty: a marked placeholder.
PORTAL_OPERATOR = {
    "name": env.text("PORTAL_OPERATOR_NAME", ""),
    "address": env.text("PORTAL_OPERATOR_ADDRESS", ""),
    "represented_by": env.text("PORTAL_OPERATOR_REPRESENTED_BY", ""),
    "email": env.text("PORTAL_OPERATOR_EMAIL", ""),
    "phone": env.text("PORTAL_OPERATOR_PHONE", ""),
    "privacy_officer": env.text("PORTAL_OPERATOR_PRIVACY_OFFICER", ""),
    "enforcement_body": env.text("PORTAL_OPERATOR_ENFORCEMENT_BODY", ""),
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "platform_portal.core.api.Pagination",
    "DEFAULT_THROTTLE_CLASSES": ["platform_portal.core.api.AddressThrottle"],
    "EXCEPTION_HANDLER": "platform_portal.core.api.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Plattform Wiederaufbau Ukraine",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

# ── logs: one JSON object per line, with the request's id ─────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "platform_portal.core.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.text("PORTAL_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
