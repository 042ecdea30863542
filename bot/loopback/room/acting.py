"""What a person presses in a window beside the composer: buttons, selects, forms, replies, reactions."""

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from bot.loopback.people import File, Message, Modal, PersonError, Reply
from bot.loopback.room import forms
from bot.loopback.room.composing import THINKING
from bot.loopback.room.refusals import refused
from bot.loopback.room.uploads import Uploads

if TYPE_CHECKING:
    from bot.loopback.room.window import Window

_UPLOAD = 19


class Acting:
    """Does what is pressed and shows what comes of it; keeps the form that is open."""

    def __init__(self, window: "Window", uploads: Uploads) -> None:
        self._window = window
        self._uploads = uploads
        self._form: Modal | None = None
        self._filled: dict[str, dict[str, Any]] = {}

    async def do(self, act: str, payload: dict[str, Any]) -> None:
        """Take one event that is about a message or about the form."""
        window, person = self._window, self._window.presence.person
        match act:
            case "form":
                await self._submit(str(payload.get("id")), dict(payload.get("values") or {}))
                return
            case "form-cancel":
                self._filled[str(payload.get("id"))] = dict(payload.get("values") or {})
                self._close()
                return
            case _:
                pass
        message = window.find(payload)
        if message is None:
            return
        match act:
            case "click":
                await self._wait(person.click(message, str(payload.get("id")), THINKING))
            case "select":
                values = [str(one) for one in payload.get("values") or []]
                await self._wait(person.select(message, str(payload.get("id")), values, THINKING))
            case "menu":
                await self._wait(person.context_menu(str(payload.get("name")), message))
            case _:
                await self._simple(act, message, payload)
        window.script("idle", str(message.id))

    async def _simple(self, act: str, message: Message, payload: dict[str, Any]) -> None:
        window, person = self._window, self._window.presence.person
        match act:
            case "dismiss":
                window.presence.dismissed.add(message.id)
                window.redraw()
            case "reply":
                window.composing.reply_to(message)
                window.script("focus")
            case "delete":
                await self._wait(person.delete(message))
            case "react":
                emoji = str(payload.get("emoji"))
                given = message.raw.get("reactions") or []
                mine = any(one.get("me") and one["emoji"].get("name") == emoji for one in given)
                await self._wait(person.react(message, emoji, take_back=mine))
            case _:
                pass

    async def _wait(self, work: Awaitable[Reply | None]) -> None:
        """Wait for what comes of something pressed; what goes wrong is shown, never raised."""
        reply, error = await self._result(work)
        if error:
            self._window.complain(error)
        elif reply is not None:
            self.answered(reply)

    async def _result(self, work: Awaitable[Reply | None]) -> tuple[Reply | None, str]:
        label = self._window.label
        try:
            reply = await work
        except PersonError as refusal:
            return None, refused(refusal, label)
        except LookupError:
            return None, label("component_gone")
        except TimeoutError:
            return None, label("still_thinking")
        except OSError:
            return None, label("no_server")
        return (None, label("no_response")) if reply is not None and reply.error else (reply, "")

    def answered(self, reply: Reply) -> None:
        """Show a form that the bot opened; messages show themselves."""
        if reply.modal is not None:
            self._form = reply.modal
            held = self._filled.get(reply.modal.custom_id)
            self._window.regions.form.content = str(forms.dialog(reply.modal, self._window.presence.scene(), held))
            self._window.script("openForm")

    async def _submit(self, custom_id: str, values: dict[str, Any]) -> None:
        form, window = self._form, self._window
        if form is None or form.custom_id != custom_id:
            return
        self._filled[custom_id] = values
        wrong = forms.faults(form, values, window.presence.scene())
        ready, lost = self._with_files(form, values)
        if lost:
            wrong |= dict.fromkeys(lost, window.label("file_lost"))
        if wrong:
            window.script("formErrors", wrong)
            return
        reply, error = await self._result(window.presence.person.submit(form, ready, THINKING))
        if error:
            # The form stays open with everything that was typed.
            window.script("formErrors", {"": error})
            return
        self._filled.pop(custom_id, None)
        self._close()
        if reply is not None:
            self.answered(reply)

    def _with_files(self, form: Modal, values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        """The values with files for their handles, and the fields whose files were forgotten."""
        ready, lost = dict(values), []
        for one in form.fields():
            if one["type"] != _UPLOAD:
                continue
            key = str(one["custom_id"])
            files = [self._uploads.get(str(handle)) for handle in values.get(key) or []]
            ready[key] = [file for file in files if isinstance(file, File)]
            if None in files:
                lost.append(key)
        return {
            key: value for key, value in ready.items() if key in {str(one["custom_id"]) for one in form.fields()}
        }, lost

    def _close(self) -> None:
        self._form = None
        self._window.script("closeForm")
        asyncio.get_running_loop().call_soon(self._empty)

    def _empty(self) -> None:
        if self._form is None:
            self._window.regions.form.content = ""
