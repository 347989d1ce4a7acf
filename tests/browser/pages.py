"""One public address of each kind of page of the demonstration, the fullest there is."""

from django.db.models import Count
from django.urls import reverse

KINDS = [
    "home",
    "films",
    "film",
    "film excerpts",
    "film scenes",
    "people",
    "person",
    "critic or speaker",
    "awards",
    "organisation",
    "excerpts",
    "excerpts filtered",
    "excerpt with notes",
    "excerpt covered",
    "sources",
    "source",
    "publication",
    "themes",
    "theme",
    "debates",
    "lists",
    "list",
    "about",
    "privacy",
    "accessibility",
    "not found",
]


def page_kinds() -> dict[str, str]:
    from critiques.models import Annotation, Excerpt, FilmList, Publication, Source, Theme

    public = Excerpt.objects.published()
    most_noted = Annotation.objects.published().values("excerpt").annotate(n=Count("pk"))
    noted = public.get(pk=most_noted.order_by("-n")[0]["excerpt"])
    theme = Theme.objects.annotate(n=Count("tagged_excerpts")).order_by("-n")[0]
    source = Source.objects.annotate(n=Count("excerpts")).order_by("-n")[0]
    excerpts = reverse("critiques:excerpt-list")
    return {
        "home": "/",
        "films": reverse("filmography:film-list"),
        "film": reverse("filmography:film-detail", args=["anora"]),
        "film excerpts": reverse("critiques:film-excerpts", args=["anora"]),
        "film scenes": reverse("filmography:film-scenes", args=["anora"]),
        "people": reverse("filmography:person-list"),
        "person": reverse("filmography:person-detail", args=["sean-baker"]),
        "critic or speaker": reverse("filmography:person-detail", args=["mikey-madison"]),
        "awards": reverse("filmography:award-list"),
        "organisation": reverse(
            "filmography:organisation-detail",
            args=["academy-of-motion-picture-arts-and-sciences"],
        ),
        "excerpts": excerpts,
        "excerpts filtered": f"{excerpts}?film=anora&stance=mixed",
        "excerpt with notes": noted.get_absolute_url(),
        "excerpt covered": public.filter(spoiler=True)[0].get_absolute_url(),
        "sources": reverse("critiques:source-list"),
        "source": source.get_absolute_url(),
        "publication": Publication.objects.published()[0].get_absolute_url(),
        "themes": reverse("critiques:theme-list"),
        "theme": theme.get_absolute_url(),
        "debates": reverse("critiques:debate-list"),
        "lists": reverse("critiques:list-list"),
        "list": FilmList.objects.published()[0].get_absolute_url(),
        "about": reverse("critiques:about"),
        "privacy": reverse("critiques:privacy"),
        "accessibility": reverse("critiques:accessibility"),
        "not found": "/films/no-such-film/",
    }
