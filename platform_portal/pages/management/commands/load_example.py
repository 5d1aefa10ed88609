"""`load_example`: the example world, built through the services of the apps."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.example import LOGINS, ensure_logins
from accounts.models import User
from actors.enums import MembershipRole
from actors.models import Actor, Membership
from actors.services import index
from actors.services.example import load_example_actors
from actors.services.seeds import load_seed_actors
from actors.services.workspace.example import load_example_plans
from events.services.example_events import load_example_events
from knowledge.services.example import load_products
from newsletter.services.example import load_example_subscribers
from newsletter.services.example_editions import load_example_editions
from partnerships.services.cited_figures import load_cited_figures
from partnerships.services.example_postings import load_example_postings
from partnerships.services.example_requests import load_example_requests
from partnerships.services.funding import load_programmes
from partnerships.services.published_requests import load_requests
from partnerships.services.register import load_register
from platform_portal.core.errors import Refusal


class Command(BaseCommand):
    """Facts from the sources, and a few entries marked as example; repeatable, all or nothing."""

    help = "Load the register, the published requests and the example accounts; can be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step creates what is missing and leaves the rest alone."""
        if not settings.PORTAL_EXAMPLE_WORLD:
            raise CommandError(
                "The example world is not for production: set PORTAL_EXAMPLE_WORLD=1 to load it elsewhere."
            )
        begun = time.monotonic()
        try:
            with transaction.atomic():
                self._build()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"load_example: done in {time.monotonic() - begun:.1f} s")

    def _build(self) -> None:
        with index.postponed():
            self.stdout.write(f"{load_seed_actors()} actors of the source documents")
            report = load_register()
            self.stdout.write(
                f"{report.created} partnerships new, {report.unchanged} known "
                f"({report.rows} lines of the register, {report.triangles} triangles)"
            )
            self.stdout.write(f"{load_example_actors()} entries with content marked as example")
            self.stdout.write(f"{load_cited_figures()} cited figures new")
            self.stdout.write(f"{load_requests()} published requests new")
            self.stdout.write(f"{load_programmes()} funding programmes new")
            self.stdout.write(f"{load_example_postings()} example postings new")
            self.stdout.write(f"{load_example_events()} events new")
            self.stdout.write(f"{load_example_plans()} example plans of working groups new")
            loaded = load_products()
            self.stdout.write(f"{loaded.products} knowledge products new, {loaded.handbooks} handbooks new")
        self._logins()
        self.stdout.write(f"{load_example_subscribers()} example subscribers new")
        self.stdout.write(f"{load_example_requests()} example requests new")
        self.stdout.write(f"{load_example_editions()} example editions new")
        self.stdout.write(f"{index.rebuild()} actors in the search index")

    def _logins(self) -> None:
        """The example accounts keep the entries of their municipalities."""
        users = {user.email: user for user in ensure_logins()}
        for login in LOGINS:
            if login.actor_slug:
                self._membership(users[login.email], login.actor_slug)

    def _membership(self, user: User, slug: str) -> None:
        actor = Actor.objects.filter(slug=slug).first()
        if actor is None:
            raise CommandError(
                f"The example account {user.email} keeps the actor “{slug}”, which does not exist."
            )
        Membership.objects.get_or_create(user=user, actor=actor, defaults={"role": MembershipRole.OWNER})
