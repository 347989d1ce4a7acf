"""Pictures of a film, a person or a scene, never without words for those who do not see them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from filmography.publishing.fields import (
    CleanCharField,
    PublicIdField,
    WebAddressField,
    web_address,
)
from filmography.publishing.natural import NaturalKeyModel

_SHARE = [MinValueValidator(0), MaxValueValidator(1)]


class Image(NaturalKeyModel):
    class Kind(models.TextChoices):
        POSTER = "poster", "Poster"
        STILL = "still", "Still"
        PORTRAIT = "portrait", "Portrait"

    public_id = PublicIdField()
    kind = models.CharField(max_length=12, choices=Kind)
    film = models.ForeignKey(
        "Film", on_delete=models.CASCADE, null=True, blank=True, related_name="images"
    )
    person = models.ForeignKey(
        "Person", on_delete=models.CASCADE, null=True, blank=True, related_name="images"
    )
    scene = models.ForeignKey(
        "Scene", on_delete=models.CASCADE, null=True, blank=True, related_name="images"
    )
    file = models.ImageField(upload_to="images/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt_text = CleanCharField(
        max_length=300, help_text="What is to be seen, for those who do not see it."
    )
    caption = CleanCharField(max_length=300, blank=True)
    credit_line = CleanCharField(max_length=200, help_text="Who made it, and whose it is.")
    licence = CleanCharField(max_length=100, blank=True)
    licence_url = WebAddressField()
    focal_x = models.FloatField(default=0.5, validators=_SHARE, help_text="0 left, 1 right.")
    focal_y = models.FloatField(default=0.5, validators=_SHARE, help_text="0 top, 1 bottom.")
    position = models.PositiveSmallIntegerField(default=0)

    natural_key_fields = ("public_id",)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="filmography_image_of_one_thing",
                condition=Q(film__isnull=False, person__isnull=True, scene__isnull=True)
                | Q(film__isnull=True, person__isnull=False, scene__isnull=True)
                | Q(film__isnull=True, person__isnull=True, scene__isnull=False),
                violation_error_message="An image is of one film, one person or one scene.",
            ),
            models.CheckConstraint(
                name="filmography_image_has_alt_text",
                condition=~Q(alt_text=""),
                violation_error_message="Describe the image for those who do not see it.",
            ),
            models.CheckConstraint(
                name="filmography_image_focal_point_inside",
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                violation_error_message="The focal point lies outside the image.",
            ),
            models.CheckConstraint(
                name="filmography_image_licence_web",
                condition=web_address("licence_url"),
                violation_error_message="The address must begin with http:// or https://.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.alt_text}"
