"""Addresses of what is said about films, and of the site itself."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

import filmography.publishing.converters  # noqa: F401  (makes `uslug` and its like known)
from critiques.feeds import ExcerptFeed, FilmFeed, ThemeFeed
from critiques.sitemaps import SITEMAPS
from critiques.views import (
    contributing,
    contribution_status,
    debates,
    excerpts,
    pages,
    reporting,
    searching,
    sources,
    styleguide,
    themes,
)

app_name = "critiques"
urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("checking/", pages.checking, name="checking"),
    path("films/<uslug:slug>/excerpts/", excerpts.film_excerpts, name="film-excerpts"),
    path("films/<uslug:slug>/feed.atom", require_safe(FilmFeed()), name="film-feed"),
    path("excerpts/", excerpts.excerpt_list, name="excerpt-list"),
    path("excerpts/<publicid:public_id>/", excerpts.excerpt_detail, name="excerpt-detail"),
    path(
        "excerpts/<publicid:public_id>.jsonld",
        excerpts.excerpt_web_annotation,
        name="excerpt-web-annotation",
    ),
    path("excerpts/<publicid:public_id>/debate/", debates.debate, name="debate"),
    path("feeds/excerpts.atom", require_safe(ExcerptFeed()), name="excerpt-feed"),
    path("sources/", sources.source_list, name="source-list"),
    path("sources/<uslug:slug>/", sources.source_detail, name="source-detail"),
    path("publications/<uslug:slug>/", sources.publication_detail, name="publication-detail"),
    path("themes/", themes.theme_list, name="theme-list"),
    path("themes/<uslug:slug>/", themes.theme_detail, name="theme-detail"),
    path("themes/<uslug:slug>/feed.atom", require_safe(ThemeFeed()), name="theme-feed"),
    path("debates/", debates.debate_list, name="debate-list"),
    path("timeline/", debates.timeline, name="timeline"),
    path("lists/", debates.list_list, name="list-list"),
    path("lists/<uslug:slug>/", debates.list_detail, name="list-detail"),
    path("search/", searching.search, name="search"),
    path("search/suggestions/", searching.search_suggestions, name="search-suggestions"),
    path("contribute/", contributing.contribute, name="contribute"),
    path("contribute/sent/", contributing.contribution_sent, name="contribution-sent"),
    path("contribute/terms/", contributing.terms, name="terms"),
    path(
        "contribute/confirm/<secret:secret>/",
        contribution_status.contribution_confirm,
        name="contribution-confirm",
    ),
    path(
        "contribute/<secret:secret>/",
        contribution_status.contribution_status,
        name="contribution-status",
    ),
    path("report/", reporting.report, name="report"),
    path("report/sent/", reporting.report_sent, name="report-sent"),
    path("report/<secret:secret>/", reporting.report_status, name="report-status"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap_index, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        require_safe(sitemap),
        {"sitemaps": SITEMAPS},
        name="sitemap-section",
    ),
]
