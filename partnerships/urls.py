"""Addresses of register, postings and regions, below the language prefix."""

from django.urls import include, path

from partnerships.views import entry_postings, posting_renewal, postings, regions, register, statistics

#: The postings of an organisation, kept by its members.
_OWN = [
    path("", entry_postings.listing, name="entry-postings"),
    path("new/", entry_postings.new, name="entry-posting-new"),
    path("<int:pk>/", entry_postings.change, name="entry-posting"),
    path("<int:pk>/withdraw/", entry_postings.withdraw, name="entry-posting-withdraw"),
    path("<int:pk>/renew/", entry_postings.renew, name="entry-posting-renew"),
    path("<int:pk>/found/", entry_postings.found, name="entry-posting-found"),
]

urlpatterns = [
    path("partnerships/", register.register, name="partnerships"),
    path("partnerships/statistics/", statistics.statistics, name="partnership-statistics"),
    path("partnerships/statistics/requests/", statistics.requests, name="request-statistics"),
    path("partnerships/<slug:slug>/", register.partnership, name="partnership"),
    path("regions/<slug:slug>/", regions.region, name="region"),
    path("postings/", postings.postings, name="postings"),
    path("postings/renew/<str:key>/", posting_renewal.renewal, name="posting-renew"),
    path("postings/<slug:slug>/", postings.posting, name="posting"),
    path("account/organisations/<slug:slug>/edit/postings/", include(_OWN)),
    path("", include("partnerships.urls_requests")),
    path("", include("partnerships.urls_living")),
]
