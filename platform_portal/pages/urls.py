"""Addresses of the pages above the apps, below the language prefix."""

from django.urls import path

from platform_portal.pages.views import dashboard, feedback, legal, search, styleguide

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("search/", search.search, name="search"),
    path("imprint/", legal.imprint, name="imprint"),
    path("privacy/", legal.privacy, name="privacy"),
    path("accessibility/", legal.accessibility, name="accessibility"),
    path("accessibility/feedback/", feedback.feedback, name="accessibility-feedback"),
    path("accessibility/feedback/sent/", feedback.sent, name="accessibility-feedback-sent"),
    path("easy-language/", legal.easy_language, name="easy-language"),
    path("sources/", legal.sources, name="sources"),
    path("style-guide/", styleguide.style_guide, name="style-guide"),
]
