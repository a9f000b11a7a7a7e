"""How long a password must be, said in the words of the site: Django has no Chinese for its own."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Refuses what is too short."""

    def get_error_message(self) -> str:
        """What is wrong, and how long it has to be."""
        return _("口令太短 → 至少 %d 个字") % self.min_length
