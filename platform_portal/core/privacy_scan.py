"""Finds fields that may hold personal data and that nobody has said anything about."""

from __future__ import annotations

import re

from django.apps import apps
from django.conf import settings
from django.db import models

from platform_portal.core import privacy

PERSONAL_NAME = re.compile(
    r"(^|_)(name|names|email|mail|phone|telephone|mobile|ip|address|user_agent|person|author|signature|"
    r"first_name|last_name|birthday|born_on|iban)(_|$)"
)
LANGUAGE = re.compile(r"_(de|uk|en)$")
TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField)
CERTAIN = (models.EmailField, models.GenericIPAddressField)


def unexplained() -> list[str]:
    """`app.Model.field` of every suspicious field without an entry or declaration, sorted."""
    declared = privacy.declared_impersonal()
    found = []
    for model in apps.get_models(include_auto_created=True):
        explained = set(declared.get(model, ()))
        if "*" in explained or model._meta.proxy:
            continue
        entry = privacy.entry_of(model)
        covered = explained | (entry.covered if entry else frozenset())
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            name = LANGUAGE.sub("", field.name)
            if not {field.name, name} & covered and is_suspicious(
                field, about_person=entry is not None or _has_user(model)
            ):
                found.append(f"{model._meta.label}.{field.name}")
    return sorted(found)


def is_suspicious(field: models.Field, *, about_person: bool) -> bool:
    """Whether a field may hold personal data; in a model about persons every free text may."""
    if _points_to_user(field) or isinstance(field, CERTAIN):
        return True
    if not isinstance(field, TEXT) or field.choices:
        return False
    return about_person or bool(PERSONAL_NAME.search(LANGUAGE.sub("", field.name)))


def _has_user(model: type[models.Model]) -> bool:
    return any(_points_to_user(field) for field in model._meta.local_fields)


def _points_to_user(field: models.Field) -> bool:
    related = field.related_model if field.is_relation else None
    return isinstance(related, type) and related._meta.label == settings.AUTH_USER_MODEL
