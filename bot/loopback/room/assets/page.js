"use strict";
/* What the page listens to; the work is in room.js. */
(() => {
  const local = {
    beside: () => room.beside(),
    drawer: () => room.drawer(!document.body.classList.contains("drawer-open")),
    people: () => room.$("people-dialog").showModal(),
    "close-dialog": (at) => at.closest("dialog").close(),
    bottom: () => room.bottom(),
    jump: (at) => room.jump(at.dataset.target),
    attach: () => room.browse(),
    browse: () => room.browse(),
    "form-cancel": (at) => room.cancel(at.closest("form")),
    "hint-dismiss": () => {
      seen();
      room.focus();
    },
  };
  /* The hint is for a visitor who has done nothing yet; it goes with the first act and does not come back. */
  function seen() {
    document.cookie = "room-hint=seen; max-age=31536000; path=/; samesite=strict";
    document.querySelector(".hint")?.remove();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "composer") seen();
  });

  const composing = new Set(["send", "pick", "chip", "compose", "unfile", "unreply"]);
  const slow = new Set(["click", "menu"]);

  function busy(at) {
    at.classList.add("busy");
    at.setAttribute("aria-busy", "true");
  }

  function press(at) {
    const { act, ...data } = at.dataset;
    if (local[act]) return local[act](at);
    if (composing.has(act)) {
      room.tell(act, data);
      return room.focus();
    }
    const message = at.closest("[data-message]");
    if (message) seen();
    if (message && slow.has(act)) {
      if (at.classList.contains("busy")) return undefined;
      busy(at);
    }
    return room.send(act, { ...data, message: message?.dataset.message });
  }

  /* Leads to a message of this server in this window, as in Discord; another channel needs a moment to be drawn. */
  function visit(channel, message, tries = 30) {
    if (room.jump(message) || !tries) return;
    if (tries === 30) room.send("channel", { channel });
    setTimeout(() => visit(channel, message, tries - 1), 100);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.ext");
    if (link) {
      event.preventDefault();
      const [start, , channel, message] = link.pathname.slice(1).split("/");
      if (link.origin === location.origin && start === "channels" && message) return visit(channel, message);
      window.open(link.href, "_blank", "noopener");
      return undefined;
    }
    const spoiler = event.target.closest(".spoiler:not(.open)");
    if (spoiler) {
      spoiler.classList.add("open");
      spoiler.removeAttribute("role");
      return undefined;
    }
    const at = event.target.closest("[data-act]");
    return at && !at.disabled ? press(at) : undefined;
  });

  /* A button that was redrawn between press and release is the same button: the browser itself would lose the click. */
  const same = (at) => [at.closest("[data-message]")?.dataset.message, at.dataset.act, at.dataset.id].join("\n");
  let down = null;
  document.addEventListener(
    "pointerdown",
    (event) => {
      const at = event.target.closest("[data-message] [data-act]");
      down = at && { at, known: same(at), x: event.clientX, y: event.clientY };
    },
    true,
  );
  document.addEventListener("pointerup", (event) => {
    if (!down || down.at.isConnected) return;
    // Whoever drew back meanwhile did not mean it; that the button itself moved is not the finger's doing.
    if (Math.hypot(event.clientX - down.x, event.clientY - down.y) > 10) return;
    const at = [...document.querySelectorAll("[data-message] [data-act]")].find((one) => same(one) === down.known);
    if (at && !at.disabled) press(at);
  });

  document.addEventListener("input", (event) => event.target.id === "composer" && room.typed());

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.form) return;
    event.preventDefault();
    room.submit(event.target);
  });

  document.addEventListener("chosen", (event) => {
    const message = event.target.closest("[data-message]");
    if (!message) return;
    busy(event.target.querySelector(".select-face"));
    room.send("select", { message: message.dataset.message, id: event.target.dataset.id, values: event.detail });
  });

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.defaultPrevented) return;
    if (at.id === "composer") room.key(event);
    if (at.matches(".spoiler:not(.open)") && (event.key === "Enter" || event.key === " ")) at.click();
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const rows = [...document.querySelectorAll(".channel-row")];
      const now = rows.findIndex((row) => row.getAttribute("aria-current"));
      rows[(now + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % rows.length]?.click();
      event.preventDefault();
      return;
    }
    if (event.key === "Escape" && at.closest("[data-message]") && !selects.busy()) return room.focus();
    if (event.key === "Escape" && document.body.classList.contains("drawer-open")) room.drawer(false);
    // As in Discord: whoever types with nothing in hand means the composer.
    const free = at === document.body || at.id === "log-frame";
    if (free && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") room.focus();
  });

  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (event.target.id === "composer" && files.length) {
      event.preventDefault();
      room.attach(files);
    }
  });

  document.addEventListener("visibilitychange", () => room.send("visible", { on: !document.hidden }));
  document.addEventListener("scroll", (event) => event.target.id === "log-frame" && room.scrolled(event.target), true);
  document.addEventListener("load", (event) => event.target.matches?.(".picture") && room.sticks() && room.bottom(), true);
  /* The log keeps its end in sight when what stands around it grows: the list, a notice, a longer text. */
  let watched = null;
  const sized = new ResizeObserver(() => room.sticks() && room.bottom());

  /* Focus comes back to the same button after its message was redrawn. */
  let held = null;
  document.addEventListener("focusin", (event) => {
    const message = event.target.closest("[data-message]");
    const one = event.target.closest("[data-id], [data-act]");
    held = message && one ? [message.dataset.message, one.dataset.id ?? "", one.dataset.act ?? ""] : null;
  });

  function refocus() {
    if (!held || document.activeElement !== document.body || selects.busy()) return;
    const message = document.querySelector(`[data-message="${CSS.escape(held[0])}"]`);
    const same = [...(message?.querySelectorAll("[data-id], [data-act]") ?? [])].find(
      (one) => (one.dataset.id ?? "") === held[1] && (one.dataset.act ?? "") === held[2],
    );
    (same?.matches(".select") ? same.querySelector(".select-face") : same)?.focus({ preventScroll: true });
  }

  /* Times in the reader's own zone and language. */
  const styles = {
    t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
    f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
  };
  const units = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const ago = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

  function relative(moment) {
    const seconds = (moment - Date.now()) / 1000;
    const [unit, size] = units.find(([, one]) => Math.abs(seconds) >= one) ?? units.at(-1);
    return ago.format(Math.trunc(seconds / size), unit);
  }

  function when(stamp) {
    const moment = new Date(stamp.dateTime);
    if (stamp.dataset.style === "R") return relative(moment);
    const head = stamp.closest(".when");
    const style = head && moment.toDateString() === new Date().toDateString() ? styles.t : styles[stamp.dataset.style];
    return new Intl.DateTimeFormat(undefined, head && style === styles.f ? { dateStyle: "short", timeStyle: "short" } : style).format(moment);
  }

  function times() {
    for (const stamp of document.querySelectorAll("time.stamp")) {
      const text = when(stamp);
      if (stamp.textContent === text) continue;
      stamp.textContent = text;
      stamp.title = new Intl.DateTimeFormat(undefined, styles.F).format(new Date(stamp.dateTime));
    }
  }

  new MutationObserver((changes) => {
    times();
    const frame = room.$("log-frame");
    if (frame && frame !== watched) sized.observe((watched = frame));
    selects.restore();
    refocus();
    const log = room.$("log");
    if (!log || !changes.some((one) => frame.contains(one.target))) return;
    if (room.sticks()) room.bottom();
    else if (changes.some((one) => one.target === log && one.addedNodes.length && one.addedNodes[0] === log.lastElementChild)) room.$("newer").hidden = false;
  }).observe(document.documentElement, { childList: true, subtree: true });
  setInterval(times, 15000);

  /* A lost connection is said, and so is its return. */
  const watch = setInterval(() => {
    if (!window.socket) return;
    clearInterval(watch);
    let lost = false;
    window.socket.on("disconnect", () => {
      lost = true;
      document.body.classList.add("offline");
      room.status(room.word("lost"), 0);
    });
    window.socket.on("connect_error", async () => {
      // A later run has another token and lets this page in no more: show what it says about that.
      const answer = lost && (await fetch("/favicon.ico", { cache: "no-store" }).catch(() => null));
      if (answer && answer.status === 403) location.reload();
    });
    window.socket.on("connect", () => {
      document.body.classList.remove("offline");
      if (lost) room.status(room.word("back"));
    });
  }, 50);
})();
