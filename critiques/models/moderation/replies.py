"""Replies: what a person who is quoted, or spoken of, says under a passage, as theirs."""

from django.db import models
from django.db.models import Q

from critiques.models.excerpts import Excerpt
from filmography.publishing.fields import CleanCharField, CleanTextField, PublicIdField
from filmography.publishing.models import Publishable, PublishableQuerySet
from filmography.publishing.put_together import once


class ReplyQuerySet(PublishableQuerySet):
    @once
    def published(self) -> "ReplyQuerySet":
        """Public replies to public excerpts."""
        return super().published().filter(excerpt__in=Excerpt.objects.published())


class Reply(Publishable):
    public_id = PublicIdField()
    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="replies")
    name = CleanCharField(max_length=200, help_text="Of the person whose words these are.")
    text = CleanTextField(max_length=2_000, help_text="Their own words, as they sent them.")

    objects = ReplyQuerySet.as_manager()
    natural_key_fields = ("public_id",)

    class Meta(Publishable.Meta):
        ordering = ["published_at", "pk"]
        verbose_name_plural = "replies"
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="critiques_reply_says_something",
                condition=~Q(text="") & ~Q(name=""),
                violation_error_message="A reply needs a name and words.",
            ),
        ]

    def __str__(self) -> str:
        return f"Reply by {self.name}"

    def get_absolute_url(self) -> str:
        return f"{self.excerpt.get_absolute_url()}#reply-{self.public_id}"
