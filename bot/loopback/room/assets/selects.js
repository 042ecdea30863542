"use strict";
/* Selects: a face and a list in the top layer. Keys as in a native select; `chosen` is told what was chosen. */
const selects = (() => {
  let open = null;

  const list = (select) => select.querySelector('[role="listbox"]');
  const lines = (select) => [...list(select).querySelectorAll('[role="option"]')];
  const values = (select) =>
    lines(select)
      .filter((line) => line.getAttribute("aria-selected") === "true")
      .map((line) => line.dataset.value);
  const most = (select) => Number(select.dataset.max);

  function show(select) {
    const face = select.querySelector(".select-face");
    const names = lines(select)
      .filter((line) => line.getAttribute("aria-selected") === "true")
      .map((line) => line.querySelector(".option-name").textContent);
    face.querySelector(".select-shown").textContent = names.join(", ") || face.dataset.placeholder;
    face.classList.toggle("empty", names.length === 0);
  }

  function place(select) {
    const face = select.querySelector(".select-face").getBoundingClientRect();
    const box = list(select);
    const below = window.innerHeight - face.bottom - 12;
    const above = face.top - 12;
    const up = below < 180 && above > below;
    box.style.left = `${Math.max(8, Math.min(face.left, window.innerWidth - face.width - 8))}px`;
    box.style.width = `${Math.min(face.width, window.innerWidth - 16)}px`;
    box.style.maxHeight = `${Math.max(120, Math.min(360, up ? above : below))}px`;
    box.style.top = up ? "auto" : `${face.bottom + 4}px`;
    box.style.bottom = up ? `${window.innerHeight - face.top + 4}px` : "auto";
  }

  function start(select) {
    close(false);
    const face = select.querySelector(".select-face");
    list(select).id ||= `list-${Math.random().toString(36).slice(2)}`;
    face.setAttribute("aria-controls", list(select).id);
    face.setAttribute("aria-expanded", "true");
    list(select).showPopover();
    const message = select.closest("[data-message]")?.dataset.message;
    open = { select, before: values(select).join("\n"), message, line: null };
    place(select);
    const all = lines(select);
    (all.find((line) => line.getAttribute("aria-selected") === "true") || all[0])?.focus();
  }

  /* The message was redrawn while its list was open: go on in the new one, with what was marked and focused. */
  function restore() {
    if (!open || open.select.isConnected) return;
    const old = open.select;
    const at = lines(old).findIndex((line) => line === open.line);
    const message = document.querySelector(`[data-message="${CSS.escape(open.message ?? "")}"]`);
    const same = [...(message?.querySelectorAll("[data-select]") ?? [])].find((one) => one.dataset.id === old.dataset.id);
    open = null;
    if (!same || same.querySelector(".select-face").disabled) return;
    start(same);
    if (most(same) > 1) {
      const marked = values(old);
      lines(same).forEach((line) => line.setAttribute("aria-selected", String(marked.includes(line.dataset.value))));
      show(same);
    }
    lines(same)[at]?.focus();
  }

  function close(refocus = true) {
    if (!open) return;
    const { select, before } = open;
    open = null;
    const face = select.querySelector(".select-face");
    if (list(select).matches(":popover-open")) list(select).hidePopover();
    face.setAttribute("aria-expanded", "false");
    if (refocus) face.focus();
    const now = values(select);
    if (now.join("\n") === before) return;
    if (now.length < Number(select.dataset.min)) {
      // Too few: as it was before.
      const kept = before.split("\n");
      lines(select).forEach((line) => line.setAttribute("aria-selected", String(kept.includes(line.dataset.value))));
      show(select);
      return;
    }
    select.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: now }));
  }

  function choose(line) {
    const { select } = open;
    const on = line.getAttribute("aria-selected") === "true";
    if (most(select) > 1) {
      if (on || values(select).length < most(select)) line.setAttribute("aria-selected", String(!on));
      show(select);
      return;
    }
    const clear = on && Number(select.dataset.min) === 0;
    lines(select).forEach((one) => one.setAttribute("aria-selected", String(one === line && !clear)));
    show(select);
    close();
  }

  function key(event) {
    const all = lines(open.select);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (at >= 0) choose(all[at]);
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key.length === 1) {
      const wanted = event.key.toLowerCase();
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      next.find((line) => line.textContent.trim().toLowerCase().startsWith(wanted))?.focus();
    }
  }

  document.addEventListener("focusin", (event) => {
    if (open && event.target.matches('[role="option"]')) open.line = event.target;
  });
  document.addEventListener("keydown", (event) => open && key(event), true);
  document.addEventListener("click", (event) => {
    const line = event.target.closest('.select [role="option"]');
    const face = event.target.closest(".select-face");
    if (line && open) choose(line);
    else if (face && !face.disabled) {
      const select = face.closest(".select");
      if (open?.select === select) close();
      else start(select);
    } else if (open && !event.target.closest(".options")) close(false);
  });
  window.addEventListener("resize", () => close(false));
  document.addEventListener("scroll", (event) => {
    if (!open?.select.isConnected || event.target.closest?.(".options")) return;
    const { top, bottom } = open.select.getBoundingClientRect();
    if (bottom < 0 || top > window.innerHeight) close(false);
    else place(open.select);
  }, true);
  return { values, restore, busy: () => open !== null };
})();
