"""What they read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """Subscribers, editions, deliveries."""

    name = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Makes letters, search and pictures known; shows the newsletter on the page of the account."""
        from accounts import upload_purposes as purposes
        from actors.services import load
        from newsletter import mails, mails_sending, search, upload_purposes
        from newsletter.services.load import make_subscribers
        from newsletter.slots import own_newsletter
        from platform_portal.core import search_registry, slots

        mails.register_kinds()
        mails_sending.register_kinds()
        slots.register("account.sections", own_newsletter, position=60)
        load.register_maker("subscribers", make_subscribers)
        search_registry.register(search.EDITIONS)
        purposes.register(upload_purposes.purpose())
