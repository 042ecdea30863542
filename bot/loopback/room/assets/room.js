"use strict";
/* The page's own script: hands on what is pressed and typed, keeps scroll, focus and local times in order. */
const room = (() => {
  const $ = (id) => document.getElementById(id);
  const word = (key) => $("room-words").dataset[key];
  const send = (act, data = {}) => emitEvent("room", { act, ...data });
  const draftKey = `draft:${location.pathname}`;
  const fits = window.matchMedia("(max-width: 760px)");

  /* The composer. Keys that may change the text wait for their answer, so that quick typing keeps its order. */
  let epoch = 0;
  let waiting = null;
  const queue = [];

  function tell(act, data = {}) {
    if (waiting) return void queue.push([act, data]);
    waiting = { act, data, timer: setTimeout(answered, 5000) };
    again();
  }

  function again() {
    if (waiting) send(waiting.act, { ...waiting.data, text: $("composer").value, epoch });
  }

  function answered() {
    clearTimeout(waiting?.timer);
    waiting = null;
    if (queue.length) tell(...queue.shift());
  }

  function typed() {
    const input = $("composer");
    if ($("composer-box").dataset.mode === "chat") sessionStorage.setItem(draftKey, input.value);
    grow(input);
    if (!waiting) send("typed", { text: input.value, epoch });
  }

  function grow(input) {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 220)}px`;
  }

  function composer(replaced, now, mode, cursor, placeholder) {
    const input = $("composer");
    if (!input) return;
    const sent = mode === "chat" && $("composer-box").dataset.mode !== "chat";
    $("composer-box").dataset.mode = mode;
    input.placeholder = mode === "chat" ? placeholder : "";
    input.setAttribute("aria-label", placeholder);
    const line = cursor >= 0 ? $(`line-${cursor}`) : null;
    input.setAttribute("aria-controls", "completions");
    if (line) input.setAttribute("aria-activedescendant", line.id);
    else input.removeAttribute("aria-activedescendant");
    line?.scrollIntoView({ block: "nearest" });
    const stale = epoch !== now;
    epoch = now;
    if (sent) sessionStorage.setItem(draftKey, "");
    if (!replaced) return;
    const [text, known, answer] = replaced;
    if (text !== known || stale) {
      const rest = input.value.startsWith(known) ? input.value.slice(known.length) : "";
      input.value = text + rest;
      grow(input);
      if (rest) send("typed", { text: input.value, epoch });
    } else if (answer && input.value !== known) send("typed", { text: input.value, epoch });
    if (mode === "chat") sessionStorage.setItem(draftKey, input.value);
    if (answer) answered();
  }

  function key(event) {
    const input = event.target;
    // What will be listed counts already: the list itself may be a moment behind quick typing.
    const listed = $("completions") !== null || /^\/|(^|\s)@\S*$/.test(input.value);
    const busy = listed || $("composer-box").dataset.mode !== "chat";
    const bare = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    const takes = {
      Enter: bare,
      Tab: bare && busy,
      ArrowUp: bare && busy,
      ArrowDown: bare && busy,
      Escape: bare && busy,
      Backspace: bare && input.value === "" && $("composer-box").dataset.mode !== "chat",
    }[event.key];
    // What is waited for by the bot is one key away: the newest message that has something to press.
    if (event.key === "ArrowUp" && bare && !busy && !input.value && lastControl()) {
      event.preventDefault();
      return lastControl().focus();
    }
    if (!takes) return;
    event.preventDefault();
    tell("key", { key: event.key });
  }

  function lastControl() {
    const usable = '[data-act="click"]:not(:disabled), .select-face:not(:disabled)';
    const owners = [...$("log").children].filter((one) => one.querySelector(usable));
    return owners.at(-1)?.querySelector(usable);
  }

  /* Files go to the room first and are sent with the message, command or form. */
  async function upload(file) {
    const body = new FormData();
    body.append("file", file);
    const answer = await fetch("/upload", { method: "POST", body });
    if (!answer.ok) throw new Error(word("toolarge"));
    return answer.json();
  }

  async function attach(files) {
    for (const file of files) {
      try {
        tell("upload", await upload(file));
      } catch (error) {
        status(error.message);
      }
    }
    $("composer").focus();
  }

  function browse() {
    const input = Object.assign(document.createElement("input"), { type: "file", id: "file-input", multiple: true });
    input.hidden = true;
    input.addEventListener("change", () => attach([...input.files]).finally(() => input.remove()));
    $("file-input")?.remove();
    document.body.append(input);
    input.click();
  }

  /* Forms. */
  async function field(place) {
    const kind = Number(place.dataset.kind);
    const one = (selector) => place.querySelector(selector);
    if (kind === 4) return one("input, textarea").value;
    if (kind === 19) return (await Promise.all([...one("input").files].map(upload))).map((file) => file.handle);
    if (kind === 21) return one("input:checked")?.value ?? null;
    if (kind === 22) return [...place.querySelectorAll("input:checked")].map((input) => input.value);
    if (kind === 23) return one("input").checked;
    return selects.values(one(".select"));
  }

  async function filled(form, files = true) {
    const places = [...form.querySelectorAll("[data-field]")].filter((one) => files || one.dataset.kind !== "19");
    return Object.fromEntries(await Promise.all(places.map(async (one) => [one.dataset.field, await field(one)])));
  }

  async function submit(form) {
    formErrors({});
    form.querySelector('[type="submit"]').disabled = true;
    try {
      send("form", { id: form.dataset.form, values: await filled(form) });
    } catch (error) {
      formErrors({ "": error.message });
    }
  }

  async function cancel(form) {
    send("form-cancel", { id: form.dataset.form, values: await filled(form, false) });
  }

  function formErrors(errors) {
    const form = document.querySelector("[data-form]");
    if (!form) return;
    form.querySelector('[type="submit"]').disabled = false;
    let first = null;
    for (const place of form.querySelectorAll("[data-error-for]")) {
      const text = errors[place.dataset.errorFor] ?? "";
      place.textContent = text;
      const control = place.closest("[data-field]")?.querySelector("input, textarea, .select-face");
      control?.setAttribute("aria-invalid", text ? "true" : "false");
      if (text) first ??= control;
    }
    first?.focus();
  }

  function openForm() {
    const dialog = $("form-place").querySelector("dialog");
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector("input, textarea, .select-face")?.focus();
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      cancel(dialog.querySelector("form"));
    });
  }

  function closeForm() {
    $("form-place").querySelector("dialog")?.close();
    $("composer").focus();
  }

  /* Scrolling: stays at the end while the reader is there, stays put otherwise. */
  let stick = true;

  function bottom() {
    const frame = $("log-frame");
    frame.scrollTop = frame.scrollHeight;
    stick = true;
    $("newer").hidden = true;
  }

  function shown() {
    bottom();
    drawer(false);
    send("visible", { on: !document.hidden });
    if (!fits.matches) $("composer").focus();
    const kept = sessionStorage.getItem(draftKey);
    if (kept && !$("composer").value && $("composer-box").dataset.mode === "chat") {
      $("composer").value = kept;
      typed();
    }
  }

  function jump(id) {
    const target = document.querySelector(`[data-message="${CSS.escape(id)}"]`);
    if (!target) return false;
    target.scrollIntoView({ block: "center" });
    target.classList.add("found");
    setTimeout(() => target.classList.remove("found"), 1600);
    return true;
  }

  function beside() {
    const open = document.body.classList.toggle("beside-open");
    document.querySelector(".fold")?.setAttribute("aria-expanded", String(open));
  }

  function drawer(open) {
    document.body.classList.toggle("drawer-open", open);
    document.querySelector(".drawer")?.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector(".channel-row")?.focus();
  }

  function status(text, seconds = 6) {
    const place = $("status");
    if (!place) return;
    place.textContent = text;
    clearTimeout(status.timer);
    if (seconds) status.timer = setTimeout(() => (place.textContent = ""), seconds * 1000);
  }

  function idle(message) {
    document.querySelectorAll(`[data-message="${CSS.escape(message)}"] .busy`).forEach((one) => {
      one.classList.remove("busy");
      one.removeAttribute("aria-busy");
    });
  }

  return {
    $, send, tell, again, typed, key, composer, attach, browse, submit, cancel, formErrors, openForm, closeForm, bottom,
    shown, jump, drawer, beside, status, idle, word,
    focus: () => $("composer").focus(),
    title: (text) => (document.title = text),
    sticks: () => stick,
    scrolled: (frame) => {
      stick = frame.scrollHeight - frame.scrollTop - frame.clientHeight < 40;
      if (stick) $("newer").hidden = true;
    },
  };
})();
