"""Who works with whom."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    """Partnerships, postings, matchmaking."""

    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """Shows partnerships and postings on profiles, in the index of actors and on the search page."""
        from accounts import upload_purposes
        from actors import entry_sections
        from actors.revisions import subjects
        from actors.services import index, load
        from partnerships import mails_funding, mails_living, mails_postings, mails_rounds, search
        from partnerships.mails_requests import register_kinds
        from partnerships.revisions import PostingSubject
        from partnerships.selectors.matched import matched_actors
        from partnerships.services import merging
        from partnerships.services.living import portraits
        from partnerships.services.load import make_partnerships
        from partnerships.services.requests import files
        from partnerships.slots import (
            actor_partnerships,
            actor_postings,
            actor_suggestions,
            contributions,
            product_partnerships,
        )
        from partnerships.slots_funding import actor_funding, funding_reminders
        from partnerships.slots_living import own_partnerships
        from partnerships.slots_postings import review_warning
        from partnerships.slots_requests import actor_request, actor_requests, request_from_search
        from partnerships.slots_rounds import rounds_link
        from platform_portal.core import search_registry, slots, visibility

        subjects.register(PostingSubject())
        entry_sections.register(entry_sections.Section("postings", _("Needs and offers"), "entry-postings"))
        slots.register("actor.action", actor_suggestions)
        slots.register("actor.action", actor_request, position=5)
        slots.register("actor.profile", actor_partnerships, position=10)
        slots.register("knowledge.product", product_partnerships)
        slots.register("actor.profile", actor_postings, position=20)
        index.contribute(contributions)
        merging.register_rules()
        load.register_maker("partnerships", make_partnerships)
        search_registry.register(search.PARTNERSHIPS)
        search_registry.register(search.POSTINGS)
        search_registry.register_ways("actor", request_from_search)
        slots.register("account.sections", actor_requests)
        visibility.register_matcher(matched_actors)
        upload_purposes.register(files.purpose())
        upload_purposes.register(portraits.purpose())
        mails_living.register_kinds()
        slots.register("account.sections", own_partnerships, position=30)
        register_kinds()
        mails_rounds.register_kinds()
        mails_funding.register_kinds()
        mails_postings.register_kinds()
        slots.register("revision.review", review_warning)
        slots.register("desk.work", rounds_link)
        slots.register("account.sections", funding_reminders)
        slots.register("actor.profile", actor_funding, position=40)
