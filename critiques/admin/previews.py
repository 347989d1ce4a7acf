"""Where a passage appears, and what it cannot be seen without."""

from critiques.models import Excerpt, Theme
from filmography.admin.previewing import Place
from filmography.publishing.models import Publishable

MOST_PLACES = 3


def stands_with(excerpt: Excerpt) -> list[Publishable]:
    """The passage, its source and what it is about."""
    subjects = excerpt.subjects.select_related("film", "person")
    return [excerpt, excerpt.source, *(subject.target for subject in subjects)]


def places_of(excerpt: Excerpt) -> list[Place]:
    """Its own page, then those of its subjects, of its themes, and of its source."""
    subjects = excerpt.subjects.select_related("film", "person")[:MOST_PLACES]
    themes = Theme.objects.published().filter(tagged_excerpts__content_object=excerpt)
    others = [
        *(subject.target for subject in subjects),
        *themes.in_alphabet()[:MOST_PLACES],
        excerpt.source,
    ]
    pages = [Place(f"On the page of {other}", other.get_absolute_url()) for other in others]
    return [Place("By itself", excerpt.get_absolute_url()), *pages]
