"""One public address of each kind of page of the demonstration, the fullest there is."""

from django.db.models import Count
from django.urls import reverse

from tests.browser.sent import SENT_KINDS

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
    "excerpt crowded",
    "sources",
    "source",
    "publication",
    "themes",
    "theme",
    "debates",
    "debate",
    "timeline",
    "filter left out",
    "lists",
    "list",
    "search",
    "search results",
    "search of one kind",
    "search without results",
    "about",
    "privacy",
    "accessibility",
    "not found",
    *SENT_KINDS,
]


CROWD = 25


def crowded_passage() -> None:
    """A long passage with 25 notes, many of which overlap and some of which are long."""
    from critiques.models import Annotation, Excerpt, Source
    from filmography.models import Film
    from tests.factories import make_annotation, make_excerpt

    words = [f"word{number}" for number in range(160)]
    source = Source.objects.published()[0]
    about = Film.objects.get(slug="tangerine")
    excerpt = make_excerpt(
        " ".join(words), about=about, source=source, kind=Excerpt.Kind.PARAPHRASE
    )
    for number in range(CROWD):
        span = " ".join(words[number * 5 : number * 5 + 3 + number % 9])
        body = "A note that goes on for a while. " * (1 + 4 * (number % 3))
        make_annotation(excerpt, span, body=body, kind=Annotation.Kind.values[number % 5])


def page_kinds() -> dict[str, str]:
    from critiques.models import Annotation, Excerpt, FilmList, Publication, Source, Theme

    public = Excerpt.objects.published()
    most_noted = Annotation.objects.published().values("excerpt").annotate(n=Count("pk"))
    crowded, noted = (public.get(pk=row["excerpt"]) for row in most_noted.order_by("-n")[:2])
    theme = Theme.objects.annotate(n=Count("tagged_excerpts")).order_by("-n")[0]
    source = Source.objects.annotate(n=Count("excerpts")).order_by("-n")[0]
    debated = public.annotate(n=Count("responses_received")).order_by("-n")[0]
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
        "excerpt crowded": crowded.get_absolute_url(),
        "sources": reverse("critiques:source-list"),
        "source": source.get_absolute_url(),
        "publication": Publication.objects.published()[0].get_absolute_url(),
        "themes": reverse("critiques:theme-list"),
        "theme": theme.get_absolute_url(),
        "debates": reverse("critiques:debate-list"),
        "debate": reverse("critiques:debate", args=[debated.public_id]),
        "timeline": reverse("critiques:timeline"),
        "filter left out": f"{excerpts}?film=anora&theme=no-such-theme&sort=oddly",
        "lists": reverse("critiques:list-list"),
        "list": FilmList.objects.published()[0].get_absolute_url(),
        "search": reverse("critiques:search"),
        "search results": f"{reverse('critiques:search')}?q=comedy+work",
        "search of one kind": f"{reverse('critiques:search')}?q=the&kind=excerpt&film=anora&page=2",
        "search without results": f"{reverse('critiques:search')}?q=zzyzx",
        "about": reverse("critiques:about"),
        "privacy": reverse("critiques:privacy"),
        "accessibility": reverse("critiques:accessibility"),
        "not found": "/films/no-such-film/",
    }
