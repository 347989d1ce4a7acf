"""Responses: how one excerpt takes up another. Debates are made of them."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from critiques.models.excerpts import Excerpt
from filmography.publishing.fields import CleanCharField
from filmography.publishing.models import Publishable, PublishableQuerySet
from filmography.publishing.put_together import once


class ResponseQuerySet(PublishableQuerySet):
    @once
    def published(self) -> "ResponseQuerySet":
        """Public responses between two public excerpts."""
        public = Excerpt.objects.published()
        return (
            super()
            .published()
            .filter(
                Exists(public.filter(pk=OuterRef("from_excerpt"))),
                Exists(public.filter(pk=OuterRef("to_excerpt"))),
            )
        )

    def involving(self, excerpt: Excerpt) -> "ResponseQuerySet":
        return self.filter(Q(from_excerpt=excerpt) | Q(to_excerpt=excerpt))

    def with_page_data(self) -> list["Response"]:
        """Both excerpts, each with what its card shows, fetched together for both ends."""
        responses = list(self)
        ends = {pk for found in responses for pk in (found.from_excerpt_id, found.to_excerpt_id)}
        excerpts = Excerpt.objects.with_page_data().in_bulk(ends)
        for response in responses:
            response.from_excerpt = excerpts[response.from_excerpt_id]
            response.to_excerpt = excerpts[response.to_excerpt_id]
        return responses


class Response(Publishable):
    class Relation(models.TextChoices):
        ANSWERS = "answers", "Answers"
        DISPUTES = "disputes", "Disputes"
        SUPPORTS = "supports", "Supports"
        QUALIFIES = "qualifies", "Qualifies"
        EXTENDS = "extends", "Extends"

    from_excerpt = models.ForeignKey(
        Excerpt, on_delete=models.CASCADE, related_name="responses_made"
    )
    relation = models.CharField(max_length=12, choices=Relation)
    to_excerpt = models.ForeignKey(
        Excerpt, on_delete=models.CASCADE, related_name="responses_received"
    )
    justification = CleanCharField(max_length=300, help_text="One line: in what it does so.")

    objects = ResponseQuerySet.as_manager()
    natural_key_fields = ("from_excerpt__public_id", "to_excerpt__public_id", "relation")

    class Meta(Publishable.Meta):
        ordering = ["-published_at", "-pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="critiques_response_to_another",
                condition=~Q(from_excerpt=F("to_excerpt")),
                violation_error_message="An excerpt cannot respond to itself. Choose another.",
            ),
            models.UniqueConstraint(
                fields=["from_excerpt", "to_excerpt", "relation"],
                name="critiques_response_once",
                violation_error_message="These two are so related already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_excerpt} {self.get_relation_display().lower()} {self.to_excerpt}"
