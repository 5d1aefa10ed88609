"""Letters about proposed products. All texts are lazy: they are worked out in the reader's language."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from actors.mails_joining import address
from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

PUBLISHED, RETURNED = "product-published", "product-returned"
_WHY = _("You receive this mail because you proposed the product.")


def name_of(product: object) -> Text:
    """The title in the language the letter is rendered in."""
    return lazy(lambda: str(product), str)()


def published(*, title: Text, url: Text) -> Letter:
    """The product is in the library."""
    return Letter(
        subject=filled(_("In the library: %(title)s"), title=title),
        paragraphs=(
            filled(_("The secretariat has published your product “%(title)s” in the library."), title=title),
            _("A new version can be sent to the secretariat at any time."),
        ),
        actions=(Action(_("To the product"), url),),
        why=_WHY,
    )


def returned(*, title: Text, reason: Text, url: Text) -> Letter:
    """The product has to be corrected first."""
    return Letter(
        subject=filled(_("Please correct: %(title)s"), title=title),
        paragraphs=(
            filled(
                _("The secretariat has looked at your product “%(title)s” and asks for a correction."),
                title=title,
            ),
            filled(_("Reason: %(reason)s"), reason=reason),
            _("What you entered is kept. Correct it and send it again."),
        ),
        actions=(Action(_("Correct the product"), url),),
        why=_WHY,
    )


def register_kinds() -> None:
    """Makes the letters known to the preview, with invented examples."""
    title = "Leitfaden Wasserpartnerschaften"
    register(
        LetterKind(
            PUBLISHED,
            _("Knowledge product published"),
            lambda: published(title=title, url=address("dashboard")),
        )
    )
    register(
        LetterKind(
            RETURNED,
            _("Knowledge product returned"),
            lambda: returned(
                title=title, reason=_("The licence is missing."), url=address("dashboard")
            ),
        )
    )  # fmt: skip
