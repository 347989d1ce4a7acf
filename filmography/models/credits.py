"""Who made a film: people by role."""

from django.db import models

from filmography.publishing.fields import CleanCharField
from filmography.publishing.models import visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once


class CreditRole(models.TextChoices):
    DIRECTOR = "director", "Director"
    WRITER = "writer", "Writer"
    PRODUCER = "producer", "Producer"
    EXECUTIVE_PRODUCER = "executive_producer", "Executive producer"
    CINEMATOGRAPHER = "cinematographer", "Cinematographer"
    EDITOR = "editor", "Editor"
    COMPOSER = "composer", "Composer"
    PRODUCTION_DESIGNER = "production_designer", "Production designer"
    COSTUME_DESIGNER = "costume_designer", "Costume designer"
    SOUND = "sound", "Sound"
    CASTING = "casting", "Casting"
    CAST = "cast", "Cast"
    NARRATOR = "narrator", "Narrator"
    CONSULTANT = "consultant", "Consultant"
    OTHER = "other", "Other"


class CreditQuerySet(NaturalKeyQuerySet):
    @once
    def visible(self) -> "CreditQuerySet":
        """Credits whose film and person are both public."""
        return self.filter(visible("film__"), visible("person__"))

    def directing(self) -> "CreditQuerySet":
        return self.filter(role=Credit.Role.DIRECTOR)


class Credit(NaturalKeyModel):
    Role = CreditRole

    film = models.ForeignKey("Film", on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="credits")
    role = models.CharField(max_length=24, choices=Role)
    character = CleanCharField(max_length=200, blank=True, help_text="For the cast.")
    note = CleanCharField(
        max_length=200, blank=True, help_text="“uncredited”, “additional editing”."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower stands first.")

    objects = CreditQuerySet.as_manager()
    natural_key_fields = ("film__slug", "person__slug", "role", "character")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "person", "role", "character"],
                name="filmography_credit_once",
                violation_error_message="This person has this credit already.",
            ),
            models.CheckConstraint(
                name="filmography_credit_role_known",
                condition=models.Q(role__in=CreditRole.values),
                violation_error_message="This role does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()} of {self.film}"
