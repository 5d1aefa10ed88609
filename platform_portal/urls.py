"""All addresses. Pages live under /de/, /uk/ and /en/; machines under /api/v1/, /healthz and /readyz."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from platform_portal.core.files import published
from platform_portal.core.health import healthz, readyz

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("media/<path:name>", published, name="media"),
    path("api/v1/", include("platform_portal.api_urls")),
    path("", include("platform_portal.pages.root_urls")),
    path("webhooks/", include("newsletter.urls_machines")),
    path("admin/editions/", include("newsletter.urls_sending")),
    path("admin/match-rounds/", include("partnerships.urls_rounds")),
    path("admin/editions/", include("newsletter.urls_editions")),
    path("admin/events/", include("events.urls_desk")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        # what has a beginning of its own stands first: the rest is tried one by one
        path("matchmaking/", include("partnerships.urls_matchmaking")),
        path("funding/", include("partnerships.urls_funding")),
        path("knowledge/", include("knowledge.urls")),
        path("events/", include("events.urls")),
        path("newsletter/", include("newsletter.urls")),
        path("", include("platform_portal.pages.urls")),
        path("", include("places.urls")),
        path("", include("actors.urls")),
        path("", include("partnerships.urls")),
        path("account/event-proposals/", include("events.urls_impulses")),
        path("account/", include("accounts.urls")),
    ),
]

handler400 = "platform_portal.pages.views.errors.bad_request"
handler403 = "platform_portal.pages.views.errors.permission_denied"
handler404 = "platform_portal.pages.views.errors.page_not_found"
handler500 = "platform_portal.pages.views.errors.server_error"
