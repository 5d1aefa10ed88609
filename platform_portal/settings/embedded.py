"""`./run` on one machine: embedded services, plain HTTP on loopback, the example world."""

from . import env
from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.text("PORTAL_SECRET_KEY", "embedded-only-not-for-production")
ALLOWED_HOSTS = env.words("PORTAL_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
PORTAL_EXAMPLE_WORLD = env.flag("PORTAL_EXAMPLE_WORLD", default=True)
PORTAL_SECOND_FACTOR = "offered" if PORTAL_EXAMPLE_WORLD else "required"
