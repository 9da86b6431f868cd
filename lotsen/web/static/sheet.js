/* Lotsen: a rating sheet in the browser; lotsen/ui/sheet.py and sheet_list.py name its parts. */

(() => {
  "use strict";

  const CRITERION = "[class*='st-key-criterion-']";
  const MARKS = ["1", "2", "3", "4", "5", "n"];
  const PAUSE = 1500, LONGEST = 3000; // milliseconds; who writes without a pause is kept all the same
  let due, since = null, ours = null, typed = null;

  const isNote = (node) => node instanceof HTMLTextAreaElement && node.closest(CRITERION) !== null;

  // Streamlit keeps a text when its field is left, or at Ctrl and Enter; a note is kept at every pause,
  // before a key leads to another person, and before the page goes; if that is amid a word, the browser asks
  const forget = () => { due = clearTimeout(due); since = null; };
  const keep = (note) => {
    forget();
    if (!note.isConnected || note.disabled) return; // without a server its fields are closed
    ours = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true });
    note.dispatchEvent(ours);
  };
  // the field has heard it; whoever listens for shortcuts would take the keys for held down
  document.documentElement.addEventListener("keydown", (event) => { if (event === ours) event.stopPropagation(); });
  const keepNow = () => { if (isNote(document.activeElement)) keep(document.activeElement); };

  // whoever is about to close the page leaves it with the pointer, or holds a key: then it is not too late yet
  const keepDue = () => { if (due) keepNow(); };
  document.documentElement.addEventListener("mouseleave", keepDue);
  window.addEventListener("keydown", (event) => { if (["Control", "Meta", "F5"].includes(event.key)) keepDue(); }, true);

  // another person begins at the top, not where the one before was left
  const begin = () => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);

  document.addEventListener("input", (event) => {
    if (!isNote(event.target)) return;
    clearTimeout(due);
    typed = event.target;
    since ??= performance.now();
    due = setTimeout(keep, Math.min(PAUSE, since + LONGEST - performance.now()), typed);
  }, true);

  // Streamlit closes everything while the server is away, and opens it again without asking what it missed
  new MutationObserver((records) => {
    const again = records.map(({ target }) => target).find((each) => each.matches(".st-key-rate_again button:enabled"));
    if (!again) return;
    if (typed !== null) keep(typed);
    again.click();
  }).observe(document, { attributeFilter: ["disabled"], subtree: true });
  document.addEventListener("focusout", forget);
  document.addEventListener("visibilitychange", keepNow);
  window.addEventListener("beforeunload", (event) => {
    if (due) event.preventDefault(); // a page that goes at once takes with it what it has just sent
    keepNow();
  });
  window.addEventListener("keydown", (event) => {
    const way = event.altKey && { ArrowLeft: "Left", ArrowRight: "Right" }[event.key];
    if (!way || !document.querySelector(`.st-key-rate_turn .st-key-rate_Alt-${way} button:enabled`)) return;
    keepNow();
    begin();
  }, true);

  // 1 to 5, and n for „n. b.“, choose at once where a scale has the focus; arrows would keep every step
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLInputElement)) return;
    const scale = event.target.type === "radio" && event.target.closest(CRITERION);
    const place = MARKS.indexOf(event.key.toLowerCase());
    if (!scale || place < 0) return;
    event.preventDefault();
    const mark = scale.querySelectorAll("input[type=radio]")[place];
    mark?.focus();
    if (mark && !mark.checked) mark.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".st-key-rate_turn button:enabled")) begin();
  });
})();
