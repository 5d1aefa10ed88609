"""Addresses of change proposals, below the language prefix."""

from django.urls import path, re_path

from actors.views_revision import entry, mine, review, typed_text

urlpatterns = [
    path("account/organisations/<slug:slug>/edit/", entry.entry, name="entry-edit"),
    path(
        "account/organisations/<slug:slug>/edit/translation/",
        entry.confirm_translation,
        name="entry-translation-right",
    ),
    re_path(  # named one by one: further sections are pages of other apps
        r"^account/organisations/(?P<slug>[-a-zA-Z0-9_]+)/edit/(?P<section>topics|contacts|logo)/$",
        entry.entry,
        name="entry-edit-section",
    ),
    path("account/changes/", mine.index, name="my-changes"),
    path("account/changes/<int:pk>/withdraw/", mine.withdraw, name="my-change-withdraw"),
    path("account/drafts/<slug:form>/", typed_text.draft, name="form-draft"),
    path("account/drafts/<slug:form>/discard/", typed_text.discard_draft, name="form-draft-discard"),
    path("desk/changes/", review.index, name="revisions"),
    path("desk/changes/<int:pk>/", review.review, name="revision-review"),
    path("desk/changes/<int:pk>/accept/", review.accept_all, name="revision-accept-all"),
]
