"""Where they meet."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events."""

    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Shows events on profiles, working groups and regions, on the search page and at the desk."""
        from accounts import upload_purposes
        from actors.services import load, merge_relations
        from events import (
            mails_programme,
            mails_registration,
            mails_running,
            search,
            slots,
            slots_registration,
            slots_running,
        )
        from events.services import after_changes, answer_files
        from events.services.load import make_events
        from platform_portal.core import search_registry
        from platform_portal.core import slots as places

        mails_programme.register_kinds()
        search_registry.register(search.EVENTS)
        search_registry.register(search.SESSIONS)
        places.register("actor.profile", slots.actor_events, position=30)
        places.register("working_group.page", slots.group_events, position=10)
        places.register("working-group.meetings", slots.group_events)
        places.register("region.page", slots.region_events)
        places.register("desk.object", slots.programme_link)
        load.register_maker("events", make_events)
        # an actor that is already among the organisers stays there once
        merge_relations.conflicts_stay("events.Event_organisers.actor", "events.Series_organisers.actor")
        mails_registration.register_kinds()
        upload_purposes.register(answer_files.purpose())
        places.register("event.registration", slots_registration.event_box)
        places.register("account.sections", slots_registration.my_registrations, position=20)
        mails_running.register_kinds()
        after_changes.register()
        places.register("account.sections", slots_running.account_impulses, position=40)
        places.register("working_group.page", slots_running.group_impulse, position=60)
