"""The addresses of the whole site: the admin, then what the two apps publish."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

# Links in reset mails are built from SITE_URL: the Host header is chosen by whoever asks.
_mail_context = {
    "protocol": urlsplit(settings.SITE_URL).scheme,
    "domain": urlsplit(settings.SITE_URL).netloc,
    "site_name": urlsplit(settings.SITE_URL).netloc,
}
_page_context = {"site_header": admin.site.site_header, "site_title": admin.site.site_title}

admin_patterns = [
    path(
        "password_reset/",
        auth.PasswordResetView.as_view(
            extra_context=_page_context, extra_email_context=_mail_context
        ),
        name="admin_password_reset",
    ),
    path(
        "password_reset/done/",
        auth.PasswordResetDoneView.as_view(extra_context=_page_context),
        name="password_reset_done",
    ),
    path(
        "reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(extra_context=_page_context),
        name="password_reset_confirm",
    ),
    path(
        "reset/done/",
        auth.PasswordResetCompleteView.as_view(extra_context=_page_context),
        name="password_reset_complete",
    ),
    path("", admin.site.urls),
]

urlpatterns = [
    path(settings.ADMIN_PATH, include(admin_patterns)),
    path("", include("critiques.urls")),
    path("", include("filmography.urls")),
]

handler500 = "config.errors.server_error"
