"""Settings: from the environment (`PARLEY_…`) or a file `.env`; every fault is named, with where to get the value."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AnyHttpUrl, Field, SecretStr, UrlConstraints, ValidationError, field_validator
from pydantic_core import Url
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.service.faults import StorageBroken
from bot.storage.store import FORMS, shown
from bot.text.words import PROMPTS

PREFIX = "PARLEY_"
DISCORD_API = "https://discord.com/api/v10"
DISCORD_GATEWAY = "wss://gateway.discord.gg/"

_HTTP = Annotated[AnyHttpUrl, Field()]
_SOCKET = Annotated[Url, UrlConstraints(allowed_schemes=["ws", "wss"])]


class Settings(BaseSettings):
    """What an operator may set. Each field is the environment variable `PARLEY_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore")

    token: SecretStr = Field(
        default=SecretStr(""), description="The bot's token. Copy it from https://discord.com/developers/applications"
    )
    database_url: str = Field(
        default="sqlite+aiosqlite:///var/parley.db",
        min_length=1,
        description=f"Where sessions are kept: {FORMS}",
    )
    api_url: _HTTP = Field(
        default=AnyHttpUrl(DISCORD_API), description="The REST address of Discord or of a server like it"
    )
    gateway_url: _SOCKET = Field(default=Url(DISCORD_GATEWAY), description="The gateway address, ws:// or wss://")
    prompts: Path = Field(default=PROMPTS, description="The folder of the words that users read")
    packs_dir: Path | None = Field(default=None, description="A folder of further packs (*.yaml)")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_json: bool = Field(default=False, description="true: one JSON object a line, for log collectors")
    ready_timeout: float = Field(
        default=2.0,
        ge=0,
        le=60,
        description="Seconds without a further server until the start is complete",
    )

    message_content: bool = Field(
        default=False,
        description="true: the bot may read messages, so that a recorded talk has its words. Switch on the Message "
        "Content Intent at https://discord.com/developers/applications first",
    )
    largest_file: int = Field(
        default=8, ge=0, le=100, description="Megabytes up to which a file that is said in a recorded talk is kept"
    )
    members_intent: bool = Field(
        default=False,
        description="true: Discord says at once who leaves a server; switch the Server Members intent on for the bot",
    )
    edits_per_second: float = Field(
        default=1.0,
        ge=0.1,
        le=100,
        description="Edits of a session's cards a second, after the first few at once",
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        try:
            shown(value)
        except StorageBroken as error:
            raise ValueError(str(error).removesuffix(f"; use {FORMS}")) from error
        return value

    @field_validator("prompts", "packs_dir")
    @classmethod
    def _is_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"there is no folder {value}")
        return value


@dataclass(frozen=True, slots=True)
class Problem:
    """A setting that is missing or wrong: the variable's name, what is wrong, and where to get it or what it may be."""

    name: str
    wrong: str
    where: str


class SettingsError(Exception):
    """Settings that the bot cannot start with; `problems` names each."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{one.name}: {one.wrong}" for one in problems))
        self.problems = problems


def load_settings(*, need_token: bool = True, **given: Any) -> Settings:  # noqa: ANN401  # values of any setting
    """Read the settings; `given` values go before the environment, `need_token` is for what talks to Discord.

    Raises SettingsError with every problem at once.
    """
    problems: list[Problem] = []
    settings: Settings | None = None
    try:
        settings = Settings(**given)
    except ValidationError as error:
        # The value itself is never repeated: it may be a password in a URL.
        problems = [_problem(str(one["loc"][0]), one["msg"].removeprefix("Value error, ")) for one in error.errors()]
    if need_token and settings is not None and not settings.token.get_secret_value().strip():
        problems.append(_problem("token", "missing"))
    elif need_token and settings is None and not _token_is_set(given):
        problems.insert(0, _problem("token", "missing"))
    if problems or settings is None:
        raise SettingsError(tuple(problems))
    return settings


def _token_is_set(given: dict[str, Any]) -> bool:
    """Look for the token alone, since another setting is wrong and the whole cannot be read."""

    class TokenOnly(BaseSettings):
        model_config = Settings.model_config
        token: SecretStr = SecretStr("")

    token = TokenOnly(**({"token": given["token"]} if "token" in given else {})).token
    return bool(token.get_secret_value().strip())


def _problem(field: str, wrong: str) -> Problem:
    info = Settings.model_fields.get(field)
    return Problem(f"{PREFIX}{field.upper()}", wrong, (info.description if info else None) or "")
