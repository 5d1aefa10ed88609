"""The newsletter at the desk. Each part has a module of its own."""

from newsletter import admin_editions, admin_subscribers  # noqa: F401
