"""What they read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """Subscribers, editions, deliveries."""

    name = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Makes the letters known; shows the newsletter on the page of the account."""
        from actors.services import load
        from newsletter import mails
        from newsletter.services.load import make_subscribers
        from newsletter.slots import own_newsletter
        from platform_portal.core import slots

        mails.register_kinds()
        slots.register("account.sections", own_newsletter, position=60)
        load.register_maker("subscribers", make_subscribers)
