"""The states of a quotation (architecture §4), as the database holds and the desk words them."""

from django.db import models
from django.db.models import Q

from critiques.quotation import PROVED, State


class QuotationState(models.TextChoices):
    VERBATIM = State.VERBATIM.value, "Word for word"
    TYPOGRAPHIC = State.TYPOGRAPHIC.value, "Word for word, other typography"
    ABRIDGED = State.ABRIDGED.value, "Abridged as marked"
    ALTERED = State.ALTERED.value, "Altered"
    ABSENT = State.ABSENT.value, "Absent"
    AMBIGUOUS = State.AMBIGUOUS.value, "Ambiguous"
    INVALID = State.INVALID.value, "Invalid"
    UNCHECKED = State.UNCHECKED.value, "Not checked yet"
    ATTESTED = State.ATTESTED.value, "Compared by eye"


# Readers may see these without a reason given; the others only with one.
SHOWABLE = frozenset(state.value for state in {*PROVED, State.UNCHECKED, State.ATTESTED})


def showable(prefix: str = "") -> Q:
    """The condition under which the words of an excerpt may stand before readers."""
    states = Q(**{f"{prefix}quotation_state__in": ["", *SHOWABLE]})
    return states | ~Q(**{f"{prefix}override_reason": ""})


def constraints_of_checked_words() -> list[models.CheckConstraint]:
    """What must hold between an excerpt's kind, its state, and what somebody said of its words."""
    attested = Q(attested_on__isnull=False) & ~Q(attested_by="") & ~Q(attested_with="")
    return [
        models.CheckConstraint(
            name="critiques_excerpt_state_of_quotations_only",
            condition=Q(kind="paraphrase", quotation_state="")
            | Q(kind="quotation", quotation_state__in=QuotationState.values),
            violation_error_message="A quotation has a quotation state, a paraphrase has none.",
        ),
        models.CheckConstraint(
            name="critiques_excerpt_attestation_complete",
            condition=attested | Q(attested_on__isnull=True, attested_by="", attested_with=""),
            violation_error_message="Say who compared the words, with what, and when; or leave all "
            "three empty.",
        ),
        models.CheckConstraint(
            name="critiques_excerpt_attested_by_somebody",
            condition=~Q(quotation_state=State.ATTESTED.value) | attested,
            violation_error_message="Say who compared the words, with what, and when.",
        ),
        models.CheckConstraint(
            name="critiques_excerpt_override_dated",
            condition=Q(override_reason="", overridden_at__isnull=True)
            | (~Q(override_reason="") & Q(overridden_at__isnull=False)),
            violation_error_message="A reason for publishing unproved words has its date.",
        ),
    ]
