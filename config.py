"""Every setting, once: its default, its meaning, and how it is overridden. Reads a TOML file and the environment.

Order, the later wins: the defaults below, the file (`strikewatch.toml` in the current folder, or the one named by
STRIKEWATCH_CONFIG), the environment (STRIKEWATCH_DB, STRIKEWATCH_MAIL__HOST ...), options of the command line.
"""

import os
import re
import tomllib
from email.errors import HeaderParseError
from email.headerregistry import Address
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

FILE = "strikewatch.toml"


class ConfigError(Exception):
    """A setting cannot be used; the message names the setting and says why."""


class Mail(BaseModel):
    """How the digest leaves the machine. With no host and no maildir it is written as files only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    recipients: tuple[str, ...] = Field(default=(), description="addresses that get the digest")
    readers: Path | None = Field(default=None, description="a TOML file of recipients with filters of their own")
    sender: str = Field(default="strikewatch@localhost", description="the From address")
    host: str | None = Field(default=None, description="the SMTP server")
    port: int | None = Field(default=None, description="its port; by default 587, 465 or 25 as security asks")
    security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="how the line is secured")
    user: str | None = Field(default=None, description="login, if the server asks for one")
    password: SecretStr | None = Field(default=None, description="password; better given by the environment")
    password_file: Path | None = Field(default=None, description="a file that holds the password")
    maildir: Path | None = Field(default=None, description="a Maildir on this machine to deliver to")
    back_off: tuple[Annotated[float, Field(ge=0)], ...] = Field(
        default=(5.0, 30.0, 120.0), description="seconds between attempts in one go"
    )
    unsubscribe: str | None = Field(default=None, description="https address of one-click unsubscription, if any")

    @field_validator("unsubscribe")
    @classmethod
    def _over_https(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith("https://"):
            raise ValueError("one-click unsubscription wants an https address (RFC 8058)")
        return value


_WEEK = "mon|tue|wed|thu|fri|sat|sun"
# "HH:MM", with days of the week before it where it is not every day's; empty: never.
_When = Annotated[str, Field(pattern=rf"^(((({_WEEK}) )*)([01]\d|2[0-3]):[0-5]\d)?$")]


class Clock(BaseModel):
    """When `schedule` starts what, in the zone of the settings. An empty time leaves it out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    night: _When = Field(default="02:00", description="the night")
    digest: _When = Field(default="07:00", description="the mail; empty: at the end of the night")
    poll: Annotated[int, Field(ge=0, le=59)] = Field(default=15, description="minutes between looks at what is due")
    backup: _When = Field(default="12:00", description="the backup")
    learn: _When = Field(default="sun 13:00", description="learning from what curators decided")
    check: _When = Field(default="sun 14:00", description="every channel of every source looked at again")


class Bounds(BaseModel):
    """What one answer of a site may take. docs/settings.md has the reasons."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page_mib: Annotated[float, Field(gt=0, le=10)] = Field(default=10, description="MiB of a page, unpacked")
    channel_mib: Annotated[float, Field(gt=0)] = Field(default=50, description="MiB of a feed or sitemap, unpacked")
    response_seconds: Annotated[float, Field(gt=0)] = Field(default=30, description="seconds for a whole answer")
    extraction_seconds: Annotated[float, Field(gt=0)] = Field(default=30, description="seconds for reading a page")
    redirects: Annotated[int, Field(ge=0)] = Field(default=5, description="redirects that are followed in a row")


class Settings(BaseSettings):
    """The settings of one strikewatch. Frozen: a run never changes its own settings."""

    model_config = SettingsConfigDict(env_prefix="STRIKEWATCH_", env_nested_delimiter="__", extra="forbid", frozen=True)

    db: Path = Field(default=Path("var/strikewatch.db"), description="the database; the rest lives beside it")
    archive: Path | None = Field(default=None, description="folder of raw pages (WARC); by default beside the db")
    models: Path | None = Field(default=None, description="folder of translation models; by default beside the db")
    outbox: Path | None = Field(default=None, description="folder of digests as files; by default beside the db")
    catalogue: Path | None = Field(default=None, description="a TOML file of sources that add to or replace ours")
    controls: tuple[str, ...] = Field(default=(), description="addresses that tell whether this machine is online")
    only_catalogue: bool = Field(default=False, description="watch only that file's sources, not the built-in ones")
    shard: str | None = Field(default=None, description="this machine's share of the sources, 2/5 say; by default all")
    contact: str = Field(default="", description="mail or web address in the User-Agent, so that sites can reach you")
    zone: str = Field(default="Asia/Almaty", description="time zone of the day that a digest tells")
    budget: Annotated[float, Field(gt=0)] = Field(default=240, description="minutes that a night may take")
    crawl_share: Annotated[float, Field(gt=0, lt=1)] = Field(
        default=0.6, description="part of the budget after which the crawl stops"
    )
    index: str = Field(
        default="https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json",
        description="the Argos index that `models` reads: an address, a mirror, a file or a folder",
    )
    max_new: Annotated[int, Field(gt=0)] = Field(default=200, description="new addresses a source and night, at most")
    max_age_days: Annotated[int, Field(gt=0)] = Field(default=14, description="older listings are left aside")
    rough: bool = Field(default=True, description="use the rough translator that ships, where no model is installed")
    queue: Annotated[int, Field(gt=0)] = Field(default=50, description="rows that `queue` shows")
    learned: bool = Field(default=True, description="read with the learned reader beside the rules")
    embeddings: bool = Field(default=True, description="tell stories apart by meaning too, not by facts alone")
    audit: Annotated[int, Field(ge=0)] = Field(
        default=2, description="unflagged articles a night that are drawn for a look, to estimate what is missed"
    )
    desk: str | None = Field(default=None, description="address of a review desk, for links in mail")
    desk_header: str | None = Field(default=None, description="header by which a proxy says who is signed in")
    desk_proxy: str = Field(default="127.0.0.1", description="address of the proxy whose header is believed")
    log: Path | None = Field(default=None, description="the log file; by default strikewatch.log beside the db")
    log_format: Literal["text", "json"] = Field(default="text", description="lines for people, or JSON lines")
    heartbeat: str | None = Field(default=None, description="address to ask after each night; /fail after a bad one")
    backups: Path | None = Field(default=None, description="folder of backups; by default beside the db")
    keep_backups: Annotated[int, Field(gt=0)] = Field(default=14, description="daily backups that are kept")
    keep_raw_days: Annotated[int, Field(gt=0)] | None = Field(
        default=None, description="days for which raw pages that led to nothing are kept; by default for ever"
    )
    bounds: Bounds = Field(default_factory=Bounds, description="see below")
    clock: Clock = Field(default_factory=Clock, description="see below")
    mail: Mail = Field(default_factory=Mail, description="see below")

    @field_validator("mail")
    @classmethod
    def _addresses(cls, value: Mail) -> Mail:
        for address in (value.sender, *value.recipients):
            try:
                Address(addr_spec=address)
            except (HeaderParseError, ValueError, IndexError) as error:
                raise ValueError(f"no mail address: {address!r}") from error
        return value

    @field_validator("shard")
    @classmethod
    def _is_a_shard(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\d+(,\d+)*/\d+", value):
            raise ValueError(f"no shard: {value!r}; write 2/5 for the second of five")
        return value

    @field_validator("heartbeat")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("an http or https address")
        return value

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @property
    def catalogue_file(self) -> Path:
        """The person's own catalogue: the file that is named, or sources.toml beside the database."""
        return self.catalogue or self.home / "sources.toml"

    @property
    def home(self) -> Path:
        """The folder in which the database lies, and by default everything else."""
        return self.db.parent

    @property
    def archive_folder(self) -> Path:
        """Where raw pages are kept."""
        return self.archive or self.home / "archive"

    @property
    def models_folder(self) -> Path:
        """Where translation models are installed."""
        return self.models or self.home / "models"

    @property
    def outbox_folder(self) -> Path:
        """Where digests are written as files."""
        return self.outbox or self.home / "outbox"

    @property
    def log_file(self) -> Path:
        """Where the log is written."""
        return self.log or self.home / "strikewatch.log"

    @property
    def backups_folder(self) -> Path:
        """Where backups lie."""
        return self.backups or self.home / "backups"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line before environment before file; no .env files and no secrets folder."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=_file())


def load(**options: object) -> Settings:
    """Return the settings, with the command line's options on top; options that are None do not count.

    Raises ConfigError, which names each setting that cannot be used.
    """
    given = {name: value for name, value in options.items() if value is not None}
    file = _file()
    if "STRIKEWATCH_CONFIG" in os.environ and not file.exists():
        raise ConfigError(f"STRIKEWATCH_CONFIG: {file}: no such file")
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks what the command line gave
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise ConfigError(f"settings ({file} or STRIKEWATCH_*): " + "; ".join(lines)) from error
    except SettingsError as error:  # only `mail` has lists and tables, which the environment gives as JSON
        named = ", ".join(sorted(name for name in os.environ if name.startswith("STRIKEWATCH_MAIL")))
        raise ConfigError(f'{named}: not JSON: {error.__cause__}; a list is written ["a@example.org"]') from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error


def _file() -> Path:
    return Path(os.environ.get("STRIKEWATCH_CONFIG", FILE))
