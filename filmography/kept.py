"""Which facts have a history, with which of their parts, and which records have none and why."""

from filmography import models as facts
from filmography.publishing import history

# Made from other records, or nothing that editors write.
WITHOUT_HISTORY = {
    facts.Consent: "a log itself",
    facts.FormerSlug: "kept by changes of addresses",
    facts.NetworkTrace: "private, kept for two days",
    facts.OpenForm: "forgotten within minutes",
    facts.OutgoingMail: "on its way",
    facts.PreviewLink: "open for days only",
    facts.RecordVersion: "the history itself",
}


def keep_facts() -> None:
    history.keep(
        facts.Film,
        parts=("credits", "film_organisations", "other_titles", "versions"),
    )
    history.keep(facts.Person, parts=("other_names",))
    history.keep(facts.Image, leave_out=("width", "height"))
    for model in (
        facts.Award,
        facts.Country,
        facts.Genre,
        facts.Language,
        facts.Organisation,
        facts.Scene,
        facts.SiteSettings,
    ):
        history.keep(model)
