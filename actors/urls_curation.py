"""Addresses that keep the register true, below the language prefix."""

from django.urls import path

from actors.views_curation import duplicates, entries, freshness

urlpatterns = [
    path("entry-check/<str:key>/thanks/", freshness.thanks, name="entry-freshness-thanks"),
    path("entry-check/<str:key>/<slug:word>/", freshness.question, name="entry-freshness"),
    path("desk/entries/", entries.entries, name="desk-entries"),
    path("desk/entries/decide/", entries.decide, name="desk-entries-decide"),
    path("desk/duplicates/", duplicates.duplicate_list, name="desk-duplicates"),
    path("desk/duplicates/<int:pk>/", duplicates.review, name="duplicate-review"),
    path("desk/duplicates/<int:pk>/different/", duplicates.different, name="duplicate-different"),
    path("desk/duplicates/<int:pk>/merge/", duplicates.merge, name="duplicate-merge"),
    path("desk/duplicates/<int:pk>/undo/", duplicates.undo, name="duplicate-undo"),
]
