"""What every template may ask about the site itself."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from filmography.publishing.site import SiteSettings


def site(request: HttpRequest) -> dict:
    return {"site": SimpleLazyObject(SiteSettings.load)}
