"""Production: refuses to start when a secret is missing or a well-known one, HTTPS everywhere."""

from django.core.exceptions import ImproperlyConfigured

from . import env
from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.text("PORTAL_SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("change", "embedded", "test", "django-insecure")):
    raise ImproperlyConfigured(
        "PORTAL_SECRET_KEY is too short or a default: use at least 50 random characters."
    )
for _name in ("DATABASE_URL", "REDIS_URL", "PORTAL_MAIL_URL", "PORTAL_BASE_URL"):
    if "change-me" in env.text(_name):
        raise ImproperlyConfigured(f"{_name} still holds the example value; see .env.example.")
ALLOWED_HOSTS = env.words("PORTAL_ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set PORTAL_ALLOWED_HOSTS to the host names of the portal.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
PORTAL_EXAMPLE_WORLD = False
PORTAL_SECOND_FACTOR = "required"
PORTAL_TRUSTED_PROXIES = env.number("PORTAL_TRUSTED_PROXIES", 1)  # the one of docker-compose.yml
