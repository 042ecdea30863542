"""The static frame of a person's window: regions that are filled and refilled, and the input that stays."""

from dataclasses import dataclass

from nicegui import ui

from bot.loopback.room.scene import Label


@dataclass(frozen=True, eq=False)
class Composer:
    """The places around the input whose HTML changes."""

    menu: ui.html
    notices: ui.html
    extras: ui.html
    chips: ui.html
    fault: ui.html


@dataclass(frozen=True, eq=False)
class Regions:
    """The places of the page whose HTML changes."""

    server: ui.html
    channels: ui.html
    me: ui.html
    head: ui.html
    earlier: ui.html
    log: ui.element
    beside: ui.html
    form: ui.html
    status: ui.html
    composer: Composer


def region(tag: str, class_: str, **props: str) -> ui.html:
    """An empty place for HTML; the browser cleans what comes in once more."""
    made = ui.html("", tag=tag).classes(class_)
    made.props.update({key.replace("_", "-"): value for key, value in props.items()})
    return made


def block(tag: str, class_: str, **props: str) -> ui.element:
    """An element that holds others."""
    made = ui.element(tag).classes(class_)
    made.props.update({key.rstrip("_").replace("_", "-"): value for key, value in props.items()})
    return made


def told(text: str, class_: str, *, act: str, name: str | None = None) -> ui.html:
    """A button of the frame; `name` is what it is called where its text is only a sign."""
    made = ui.html(text, tag="button").classes(class_)
    made.props.update(
        {"type": "button", "data-act": act} | ({} if name is None else {"aria-label": name, "title": name})
    )
    return made


def frame(label: Label, hint: str | None, people: str) -> Regions:
    """Build the window: channel list at the left (a drawer on a phone), messages, composer, board, dialogs."""
    with block("div", "room"):
        with block("aside", "side", id="side", aria_label=label("channels")):
            server = region("div", "server")
            channels = region("nav", "nav", aria_label=label("channels"))
            me = region("div", "me")
        block("button", "scrim", type="button", data_act="drawer", tabindex="-1", aria_label=label("close_channels"))
        with block("div", "middle"):
            with block("header", "head"):
                drawer = told("☰", "icon drawer", act="drawer", name=label("open_channels"))
                drawer.props.update({"aria-controls": "side", "aria-expanded": "false"})
                head = region("div", "head-text")
            status = region("div", "status", role="status", id="status")
            if hint is not None:
                ui.html(hint, tag="section").classes("hint").props["aria-label"] = label("hint_title")
            with block("div", "log-frame", id="log-frame", tabindex="0", aria_label=label("messages")):
                earlier = region("div", "earlier")
                log = block("div", "log", role="log", aria_live="polite", id="log", aria_label=label("messages"))
            told(label("newer"), "newer", act="bottom").props.update({"id": "newer", "hidden": "hidden"})
            composing = _composer(label)
        with block("aside", "beside", id="beside", aria_label=label("beside")):
            fold = told(label("beside"), "fold", act="beside")
            fold.props.update({"aria-controls": "beside-shown", "aria-expanded": "false"})
            beside = region("div", "beside-shown", id="beside-shown", tabindex="0")
        form = region("div", "dialogs", id="form-place")
        ui.html(people, tag="div")
    return Regions(
        server=server,
        channels=channels,
        me=me,
        head=head,
        earlier=earlier,
        log=log,
        beside=beside,
        form=form,
        status=status,
        composer=composing,
    )


def _composer(label: Label) -> Composer:
    with block("div", "composer", id="composer-box", data_mode="chat"):
        menu = region("div", "menu", id="menu")
        notices = region("div", "notices", role="alert")
        extras = region("div", "extras")
        with block("div", "composer-line"):
            told("+", "icon", act="attach", name=label("attach"))
            chips = region("div", "chips")
            # The text is the browser's own: a value set from here would overwrite what is being typed.
            block("textarea", "typed", id="composer", rows="1", autocomplete="off", spellcheck="true")
            told("➤", "icon send", act="send", name=label("send"))
        fault = region("div", "fault", role="alert", id="composer-fault")
    return Composer(menu=menu, notices=notices, extras=extras, chips=chips, fault=fault)
