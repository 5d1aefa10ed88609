"""Choices of knowledge products, and which step leads from where to where."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProductKind(models.TextChoices):
    """What a knowledge product is."""

    DOCUMENTATION = "documentation", pgettext_lazy("kind of knowledge product", "Documentation")
    GUIDE = "guide", pgettext_lazy("kind of knowledge product", "Guide")
    HANDBOOK = "handbook", pgettext_lazy("kind of knowledge product", "Handbook")
    GOOD_PRACTICE = "good-practice", pgettext_lazy("kind of knowledge product", "Good practice")
    LESSONS_LEARNED = "lessons-learned", pgettext_lazy("kind of knowledge product", "Lessons learned")
    SLIDES = "slides", pgettext_lazy("kind of knowledge product", "Slides")
    RECORDING = "recording", pgettext_lazy("kind of knowledge product", "Recording")
    REPORT = "report", pgettext_lazy("kind of knowledge product", "Report")


class ProductStatus(models.TextChoices):
    """Life of a knowledge product; a proposal that is returned is a draft again."""

    DRAFT = "draft", pgettext_lazy("product status", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("product status", "In review")
    PUBLISHED = "published", pgettext_lazy("product status", "Published")
    ARCHIVED = "archived", pgettext_lazy("product status", "Archived")


#: From which state a product may go to which.
TRANSITIONS: dict[str, frozenset[str]] = {
    ProductStatus.DRAFT: frozenset(
        {ProductStatus.IN_REVIEW, ProductStatus.PUBLISHED, ProductStatus.ARCHIVED}
    ),
    ProductStatus.IN_REVIEW: frozenset({ProductStatus.DRAFT, ProductStatus.PUBLISHED}),
    ProductStatus.PUBLISHED: frozenset({ProductStatus.ARCHIVED}),
    ProductStatus.ARCHIVED: frozenset({ProductStatus.PUBLISHED}),
}


class Licence(models.TextChoices):
    """What may be done with it."""

    UNKNOWN = "unknown", pgettext_lazy("licence", "unknown")
    CC0 = "cc0", _("CC0 1.0 (no rights reserved)")
    CC_BY = "cc-by", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0")
    CC_BY_NC = "cc-by-nc", _("CC BY-NC 4.0")
    CC_BY_ND = "cc-by-nd", _("CC BY-ND 4.0")
    ALL_RIGHTS = "all-rights", _("All rights reserved")


#: Where a licence is explained.
LICENCE_URLS: dict[str, str] = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_ND: "https://creativecommons.org/licenses/by-nd/4.0/",
}


class Precision(models.TextChoices):
    """How exactly a day is known."""

    DAY = "day", pgettext_lazy("precision", "day")
    MONTH = "month", pgettext_lazy("precision", "month")
    YEAR = "year", pgettext_lazy("precision", "year")


class Accessible(models.TextChoices):
    """What those who made a document say about its accessibility."""

    UNKNOWN = "unknown", pgettext_lazy("accessibility", "unknown")
    YES = "yes", pgettext_lazy("accessibility", "accessible")
    PARTLY = "partly", pgettext_lazy("accessibility", "partly accessible")
    NO = "no", pgettext_lazy("accessibility", "not accessible")


class TextState(models.TextChoices):
    """How far the text of a file has been read for the search."""

    NONE = "none", pgettext_lazy("text of a file", "nothing to read")
    WAITING = "waiting", pgettext_lazy("text of a file", "waiting")
    READ = "read", pgettext_lazy("text of a file", "read")
    SHORTENED = "shortened", pgettext_lazy("text of a file", "read in part")
    EMPTY = "empty", pgettext_lazy("text of a file", "without text, such as a scan")
    ENCRYPTED = "encrypted", pgettext_lazy("text of a file", "protected by a password")
    BROKEN = "broken", pgettext_lazy("text of a file", "could not be read")
    TOO_MUCH = "too_much", pgettext_lazy("text of a file", "took too long or too much memory")
