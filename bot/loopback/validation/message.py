"""Messages as Discord checks them: content, embeds, layouts, files, references; from the body to a draft."""

import mimetypes
import struct
from dataclasses import dataclass
from typing import Any

from bot.loopback.errors import JSON, ApiError
from bot.loopback.validation.components import check_components
from bot.loopback.validation.embeds import check_embeds
from bot.loopback.validation.problems import Problems
from bot.loopback.world.message_views import ATTACHMENT_LIMIT
from bot.loopback.world.messages import Draft
from bot.loopback.world.model import Attachment, Message, MessageFlag
from bot.loopback.world.store import Store

CONTENT_LIMIT = 2000
FILES_LIMIT = 10
_SENDABLE = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.EPHEMERAL | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    filename: str
    content_type: str
    content: bytes


def read_draft(store: Store, form: JSON, files: dict[int, Upload], edited: Message | None = None) -> Draft:
    """Check a body and turn it into a draft; refuses with 50035, 50006 (nothing to send) or 40005 (file too large).

    `edited` is the message that the body changes: what the body leaves out stays as it is there.
    """
    problems = Problems()
    draft = Draft(
        flags=_flags(form, edited, problems),
        content=problems.text(form, "content", (), (0, CONTENT_LIMIT)),
        nonce=_nonce(form, problems),
        enforce_nonce=form.get("enforce_nonce") is True,
        allowed_mentions=_allowed_mentions(form, problems),
    )
    if "content" in form and form["content"] is None and edited is not None:
        draft.content = ""
    _files(store, form, files, draft, problems)
    layout = bool(draft.flags & MessageFlag.COMPONENTS_V2)
    names = {one.filename for one, _ in draft.files}
    names |= {
        one.filename for one in (edited.attachments if edited else ()) if draft.kept is None or one.id in draft.kept
    }
    if form.get("embeds") is not None:
        draft.embeds = check_embeds(form, problems)
    if form.get("components") is not None:
        draft.components = check_components(form, problems, layout=layout, files=names)
    if layout:
        _no_legacy_fields(form, edited, problems)
    problems.refuse()
    _not_empty(draft, edited)
    return draft


def _flags(form: JSON, edited: Message | None, problems: Problems) -> int:
    flags = problems.number(form, "flags", (), (0, (1 << 32) - 1), 0)
    kept = edited.flags & MessageFlag.COMPONENTS_V2 if edited is not None else 0
    return int(flags & _SENDABLE | kept)


def _nonce(form: JSON, problems: Problems) -> str | int | None:
    nonce: Any = form.get("nonce")
    if isinstance(nonce, str) and len(nonce) > 25:  # noqa: PLR2004 -- Discord's limit of a nonce
        problems.add(("nonce",), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
        return None
    return nonce if isinstance(nonce, str | int) else None


def _allowed_mentions(form: JSON, problems: Problems) -> JSON | None:
    allowed = form.get("allowed_mentions")
    if allowed is None:
        return None
    if not isinstance(allowed, dict):
        problems.add(("allowed_mentions",), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return None
    parse = problems.items(allowed, "parse", ("allowed_mentions",), (0, 3))
    for index, kind in enumerate(parse):
        problems.choice(("allowed_mentions", "parse", index), kind, ("everyone", "roles", "users"))
    for kind in ("roles", "users"):
        if kind in parse and allowed.get(kind):
            message = f'"parse:["{kind}"]" and "{kind}: [ids...]" are mutually exclusive.'
            problems.add(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    return allowed


def _files(store: Store, form: JSON, files: dict[int, Upload], draft: Draft, problems: Problems) -> None:
    described: dict[int, JSON] = {}
    kept: list[int] = []
    for index, entry in enumerate(problems.items(form, "attachments", (), (0, FILES_LIMIT))):
        if not isinstance(entry, dict) or not str(entry.get("id", "")).isdecimal():
            problems.required(("attachments", index, "id"))
        elif int(entry["id"]) in files:
            described[int(entry["id"])] = entry
        else:
            kept.append(int(entry["id"]))
    if form.get("attachments") is not None:
        draft.kept = kept
    if len(files) > FILES_LIMIT:
        problems.add(("files",), "BASE_TYPE_MAX_LENGTH", f"Must be {FILES_LIMIT} or fewer in length.")
    for number, upload in sorted(files.items()):
        draft.files.append((make_attachment(store, upload, described.get(number, {})), upload.content))


def make_attachment(store: Store, upload: Upload, entry: JSON) -> Attachment:
    """An attachment for an uploaded file; `entry` may rename or describe it. 40005 for one that is too large."""
    if len(upload.content) > ATTACHMENT_LIMIT:
        raise ApiError(413, 40005, "Request entity too large")
    name = str(entry.get("filename") or upload.filename)
    kind = upload.content_type
    if kind in {"", "application/octet-stream"}:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    size = _picture_size(upload.content)
    return Attachment(
        id=store.new_id(),
        filename=name,
        content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else kind,
        size=len(upload.content),
        description=entry.get("description"),
        width=size[0] if size else None,
        height=size[1] if size else None,
    )


def _picture_size(content: bytes) -> tuple[int, int] | None:
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:  # noqa: PLR2004 -- a PNG header's length
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    return None


def _no_legacy_fields(form: JSON, edited: Message | None, problems: Problems) -> None:
    for key in ("content", "embeds", "stickers", "poll"):
        if form.get(key):
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    # A message that becomes a layout must give its old content and embeds up in the same edit.
    for key in ("content", "embeds"):
        if edited is not None and getattr(edited, key) and key not in form:
            message = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def _not_empty(draft: Draft, edited: Message | None) -> None:
    content = draft.content if draft.content is not None else edited.content if edited else ""
    embeds = draft.embeds if draft.embeds is not None else edited.embeds if edited else []
    components = draft.components if draft.components is not None else edited.components if edited else []
    kept = edited.attachments if edited and draft.kept is None else draft.kept
    if not (content.strip() or embeds or components or draft.files or kept):
        raise ApiError(400, 50006, "Cannot send an empty message")
