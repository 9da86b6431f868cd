/* Lotsen: what the frame does in the browser. */

(() => {
  "use strict";

  const LETTERS_OF_STREAMLIT = new Set(["c", "r"]);
  const TYPING = "input, textarea, select, [contenteditable], [role=combobox], [role=grid], [role=listbox], [role=menu]";

  // Streamlit reloads the page when somebody types a bare „r“; no single letter may do that (WCAG 2.1.4)
  window.addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    const typing = event.target instanceof Element && event.target.closest(TYPING);
    if (bare && !typing && LETTERS_OF_STREAMLIT.has(event.key.toLowerCase())) event.stopImmediatePropagation();
  }, true);

  // the wall: arrows and the page keys of a presenter press its buttons; lotsen/ui/stage.py names them
  const KEYS = {
    ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous",
    ArrowDown: "deeper", ArrowUp: "back",
  };
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.key in KEYS)) return;
    if (!document.querySelector(".st-key-stage") || (event.target instanceof Element && event.target.closest(TYPING))) return;
    event.preventDefault();
    if (!event.repeat) document.querySelector(`.st-key-stage_${KEYS[event.key]} button:enabled`)?.click();
  });

  // a table that has to scroll sideways is reached by Tab, and so scrolls by keyboard
  const tables = document.getElementsByTagName("table");
  const known = new WeakSet();
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const box = target.localName === "table" ? target.parentElement : target;
      if (!box) continue;
      if (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX === "auto") box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  new MutationObserver(() => {
    for (const table of tables) {
      if (known.has(table) || !table.closest('[data-testid="stTable"]')) continue;
      known.add(table);
      sizes.observe(table);
      sizes.observe(table.parentElement);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });

  // whoever has scrolled down on a phone sees the next item of a meeting from its top; lotsen/ui/meeting_member.py names it
  const called = document.getElementsByClassName("st-key-called");
  let item = "";
  new MutationObserver(() => {
    const now = called[0]?.textContent ?? "";
    if (item && now && now !== item) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    item = now;
  }).observe(document.documentElement, { childList: true, characterData: true, subtree: true });

  // who has signed out in this tab goes on to the provider, if it let them in, and to the sign-in page; lotsen/ui/frame.py sets the mark
  const left = document.getElementsByClassName("st-key-frame_left");
  new MutationObserver((_mutations, observer) => {
    if (left.length === 0) return;
    observer.disconnect();
    window.location.assign("/abmelden/dienst");
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
