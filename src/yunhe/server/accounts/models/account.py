"""Somebody who logs in: staff by their 工号, the public by a name of their own."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models


class Accounts(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str, *, name: str = "", is_public: bool = False) -> "Account":
        """A new account; the password is kept as a slow salted hash only."""
        account = Account(username=username, name=name, is_public=is_public)
        account.set_password(password)
        account.full_clean(exclude=["password"])
        account.save()
        return account

    def under(self, username: str) -> "models.QuerySet[Account]":
        """Who logs in under a name; neither case nor width makes a difference, as they make none at the login."""
        return self.filter(username__iexact=Account.normalize_username(username))


class Account(AbstractBaseUser):
    """A login. For staff `username` is the 工号 under which the ledger knows the person; a resident's opens no post."""

    username = models.CharField(
        "账号",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "已有这个账号"},
    )
    name = models.CharField("姓名", max_length=60, blank=True)
    is_public = models.BooleanField("公众账号", default=False)
    is_active = models.BooleanField("启用", default=True)
    must_change = models.BooleanField("要改口令", default=False)
    made = models.DateTimeField("建立于", auto_now_add=True)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "username"

    class Meta:
        db_table = "accounts_account"
        verbose_name = verbose_name_plural = "账号"

    def clean(self) -> None:
        """Two names that differ by case alone would keep both from logging in."""
        super().clean()
        if Account.objects.under(self.username).exclude(pk=self.pk).exists():
            raise ValidationError({"username": "已有这个账号"})

    @property
    def person(self) -> str:
        """The 工号 in the ledger, empty for the public."""
        return "" if self.is_public else self.username

    def get_full_name(self) -> str:
        """What the frame calls them."""
        return self.name or self.username
