"""Addresses of register, postings and regions, below the language prefix."""

from django.urls import path

from partnerships.views import postings, regions, register, statistics

urlpatterns = [
    path("partnerships/", register.register, name="partnerships"),
    path("partnerships/statistics/", statistics.statistics, name="partnership-statistics"),
    path("partnerships/<slug:slug>/", register.partnership, name="partnership"),
    path("regions/<slug:slug>/", regions.region, name="region"),
    path("postings/", postings.postings, name="postings"),
]
