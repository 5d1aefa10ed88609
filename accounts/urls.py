"""Addresses under /<language>/account/: signing in, security, preferences, one's own data."""

from allauth.mfa.webauthn.views import login_webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from accounts.views import addresses, personal_data, preferences, previews, sessions, uploads

urlpatterns = [
    path("", preferences.index, name="account"),
    path("data/", personal_data.index, name="account_data"),
    path("data/download/", personal_data.download, name="account_data_download"),
    path("files/<uuid:pk>/", uploads.upload, name="upload"),
    path("delete/", personal_data.delete, name="account_delete"),
    path("sessions/", sessions.index, name="usersessions_list"),
    path("sessions/everywhere/", sessions.end_everywhere, name="account_logout_everywhere"),
    path("sessions/<int:pk>/end/", sessions.end_one, name="account_end_session"),
    path("preview/", previews.begin, name="account_preview"),
    path("preview/end/", previews.end, name="account_preview_end"),
    # allauth leaves this one behind the login: a passkey is the login
    path("email/", addresses.index, name="account_email"),
    path("confirm-email/<str:key>/", addresses.confirm, name="account_confirm_email"),
    path("security/webauthn/login/", login_not_required(login_webauthn), name="mfa_login_webauthn"),
    path("security/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
