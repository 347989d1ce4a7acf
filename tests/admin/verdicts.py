"""Who may do what at the desk: the one table to review.

The site's settings can be added only while there are none, and never be deleted.

Words: `ok` a page with what was asked for · `login` sent to the log-in · `no` forbidden ·
`hidden` treated as if it were not there · `-` there is no such page.
Columns: anonymous, moderator, editor, administrator.
"""

from django.contrib.auth.models import Group, User

from critiques.models import (
    Annotation,
    Capture,
    CaptureRead,
    Contribution,
    Excerpt,
    FilmList,
    Publication,
    Reply,
    Response,
    Source,
    Theme,
)
from filmography.models import (
    Award,
    Country,
    Film,
    FilmVersion,
    Genre,
    Image,
    Language,
    Organisation,
    Person,
    Scene,
    SiteSettings,
)

KINDS = {
    "publishable": [Film, Person, Annotation, Excerpt, FilmList, Response, Source, Theme],
    "editorial": [
        Award, Country, FilmVersion, Genre, Language, Organisation, Publication, Scene,
    ],
    "picture": [Image],
    "reply": [Reply],
    "desk": [Contribution],
    "capture": [Capture],
    "reading": [CaptureRead],
    "owner": [User, Group],
    "settings": [SiteSettings],
}  # fmt: skip

VERDICTS = """
publishable  changelist  -          login  ok      ok  ok
publishable  add         -          login  no      ok  ok
publishable  popup       -          login  no      ok  ok
publishable  change      draft      login  hidden  ok  ok
publishable  change      published  login  ok      ok  ok
publishable  change      withdrawn  login  hidden  ok  ok
publishable  save        draft      login  no      ok  ok
publishable  save        published  login  no      ok  ok
publishable  delete      draft      login  no      ok  ok
publishable  delete      published  login  no      no  ok
publishable  delete      withdrawn  login  no      no  ok
publishable  history     draft      login  no      ok  ok
publishable  history     published  login  no      ok  ok
publishable  withdraw    draft      login  hidden  ok  ok
publishable  withdraw    published  login  ok      ok  ok
publishable  withdraw    withdrawn  login  hidden  ok  ok
publishable  choose      -          login  ok      ok  ok

editorial    changelist  -          login  no      ok  ok
editorial    add         -          login  no      ok  ok
editorial    popup       -          login  no      ok  ok
editorial    change      -          login  no      ok  ok
editorial    save        -          login  no      ok  ok
editorial    delete      -          login  no      ok  ok
editorial    history     -          login  no      ok  ok
editorial    choose      -          login  no      ok  ok

picture      changelist  -          login  no      ok  ok
picture      add         -          login  no      no  no
picture      change      -          login  no      ok  ok
picture      save        -          login  no      ok  ok
picture      delete      -          login  no      no  no
picture      history     -          login  no      ok  ok

reply        changelist  -          login  ok      ok  ok
reply        add         -          login  no      no  no
reply        change      draft      login  hidden  ok  ok
reply        change      published  login  ok      ok  ok
reply        delete      draft      login  no      ok  ok
reply        delete      published  login  no      no  ok
reply        withdraw    draft      login  hidden  ok  ok
reply        withdraw    published  login  ok      ok  ok

desk         changelist  -          login  ok      ok  ok

capture      changelist  -          login  no      ok  ok
capture      add         -          login  no      no  no
capture      change      -          login  no      ok  ok
capture      save        -          login  no      no  no
capture      delete      -          login  no      no  ok
capture      history     -          login  no      ok  ok

reading      changelist  -          login  no      no  ok
reading      add         -          login  no      no  no
reading      delete      -          login  no      no  no

owner        changelist  -          login  no      no  ok
owner        add         -          login  no      no  ok
owner        change      -          login  no      no  ok
owner        save        -          login  no      no  ok
owner        delete      -          login  no      no  ok
owner        history     -          login  no      no  ok

settings     changelist  -          login  no      no  ok
settings     add         -          login  no      no  ok
settings     change      -          login  no      no  ok
settings     save        -          login  no      no  ok
settings     delete      -          login  no      no  no
settings     history     -          login  no      no  ok
"""

ROLES = ("anonymous", "moderator", "editor", "administrator")


def rows() -> list[tuple[str, str, str, dict[str, str]]]:
    """Kind, view, state of the record and the verdict for each role."""
    lines = [line.split() for line in VERDICTS.splitlines() if line]
    return [
        (kind, view, state, dict(zip(ROLES, verdicts, strict=True)))
        for kind, view, state, *verdicts in lines
    ]
