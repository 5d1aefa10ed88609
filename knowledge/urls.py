"""Addresses of the app, below the language."""

from django.urls import path

from knowledge.views import handbooks, library, proposals

urlpatterns = [
    path("", library.product_list, name="knowledge"),
    path("handbooks/", handbooks.handbook_list, name="knowledge-handbooks"),
    path("handbooks/<slug:slug>/", handbooks.handbook, name="knowledge-handbook"),
    path("handbooks/<slug:slug>/pdf/", handbooks.pdf, name="knowledge-handbook-pdf"),
    path("propose/", proposals.propose, name="knowledge-propose"),
    path("mine/", proposals.mine, name="knowledge-mine"),
    path("<slug:slug>/", library.product, name="knowledge-product"),
    path("<slug:slug>/edit/", proposals.edit, name="knowledge-edit"),
    path("<slug:slug>/file/", library.product_file, name="knowledge-file"),
    path("<slug:slug>/versions/<int:number>/", library.version, name="knowledge-version"),
]
