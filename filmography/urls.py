"""Addresses of the facts."""

from django.urls import path

import filmography.publishing.converters  # noqa: F401  (makes `uslug` known)
from filmography import views

app_name = "filmography"
urlpatterns = [
    path("films/", views.film_list, name="film-list"),
    path("films/<uslug:slug>/", views.film_detail, name="film-detail"),
    path("films/<uslug:slug>/scenes/", views.film_scenes, name="film-scenes"),
    path("people/", views.person_list, name="person-list"),
    path("people/<uslug:slug>/", views.person_detail, name="person-detail"),
    path("awards/", views.award_list, name="award-list"),
    path("organisations/<uslug:slug>/", views.organisation_detail, name="organisation-detail"),
    path("preview/<secret:secret>/", views.preview, name="preview"),
]
