"""Addresses of register, postings and regions, below the language prefix."""

from django.urls import include, path

from partnerships.views import entry_postings, posting_renewal, postings, regions, register, statistics

urlpatterns = [
    path("", include("partnerships.urls_requests")),
    path("", include("partnerships.urls_living")),
    path("account/organisations/<slug:slug>/edit/postings/", entry_postings.listing, name="entry-postings"),
    path(
        "account/organisations/<slug:slug>/edit/postings/new/", entry_postings.new, name="entry-posting-new"
    ),
    path(
        "account/organisations/<slug:slug>/edit/postings/<int:pk>/",
        entry_postings.change,
        name="entry-posting",
    ),
    path(
        "account/organisations/<slug:slug>/edit/postings/<int:pk>/withdraw/",
        entry_postings.withdraw,
        name="entry-posting-withdraw",
    ),
    path(
        "account/organisations/<slug:slug>/edit/postings/<int:pk>/renew/",
        entry_postings.renew,
        name="entry-posting-renew",
    ),
    path(
        "account/organisations/<slug:slug>/edit/postings/<int:pk>/found/",
        entry_postings.found,
        name="entry-posting-found",
    ),
    path("partnerships/", register.register, name="partnerships"),
    path("partnerships/statistics/", statistics.statistics, name="partnership-statistics"),
    path("partnerships/statistics/requests/", statistics.requests, name="request-statistics"),
    path("partnerships/<slug:slug>/", register.partnership, name="partnership"),
    path("regions/<slug:slug>/", regions.region, name="region"),
    path("postings/", postings.postings, name="postings"),
    path("postings/renew/<str:key>/", posting_renewal.renewal, name="posting-renew"),
    path("postings/<slug:slug>/", postings.posting, name="posting"),
]
