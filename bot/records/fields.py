"""What the models of an exported record are made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 as 64 hexadecimal digits")]
Time = Annotated[str, Field(description="ISO 8601, UTC")]
Id = Annotated[str, Field(description="an id, as a string")]
Number = Annotated[int, Field(ge=1)]


class Part(BaseModel):
    """A part of an exported file: nothing may stand in it that is not named, and no type gives way."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
