// Follows the keyboard: what was reached, what could have been, and whether one sees where one is.
() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=combobox], [role=tab]";
  // one of a group is reached by Tab, the others by arrows; tools of a chart or table show up under the mouse alone
  const ELSEWHERE = "[tabindex='-1'], [role=radiogroup] *, [data-testid=stElementToolbar] *, [aria-hidden=true] *";
  // a box with something chosen has a button of its own inside, and keeps its frame while that has the focus
  const inside = (box, element) => box.matches("[role=combobox]") && box.parentElement.parentElement.contains(element);
  const DRAWN = "canvas, canvas *";  // a table draws the frame of the cell by itself, and tells the cell to screen readers
  const reached = new Map();  // each with its name
  const unseen = [];
  let here = new Set();  // reached since the way last came round
  let again = false;
  let last = null;
  let rounds = 0;

  const name = (element) => {
    const place = element.closest("[data-testid]")?.dataset.testid ?? "";
    const said = element.getAttribute("aria-label") || element.innerText || "";
    return `${element.localName} ${place} ${said.trim().slice(0, 60)}`;
  };
  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
    return [outlineStyle === "none" ? "" : `${outlineWidth} ${outlineColor}`, boxShadow, borderColor, backgroundColor].join("|");
  };
  const looks = (element) =>
    [element, element.parentElement, element.parentElement?.parentElement].filter(Boolean).map(look).join("\n");

  // the way begins at the top of the page, wherever somebody has clicked before
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();

  window.lotsenFocus = {
    // after each Tab; false when the way has come round, past the browser's own controls; it goes
    // round once more where something was missed: what is drawn anew under way moves the focus
    step() {
      const element = document.activeElement;
      if (element === last?.element) return true;  // in a table, Tab goes from cell to cell first
      if (last?.element.isConnected && last.looks === looks(last.element) && !last.element.matches(DRAWN) && !inside(last.element, element)) {
        unseen.push(name(last.element));
      }
      if (element === document.body) {  // the browser's own controls: the way may begin before them
        last = null;
        rounds += 1;
        return rounds <= 4;  // a page that just changed may drop the focus in between
      }
      last = { element, looks: looks(element) };
      if (here.has(element)) {
        if (again || missed().length === 0) return false;
        again = true;
        here = new Set();
      }
      here.add(element);
      reached.set(element, name(element));
      return true;
    },
    result() {
      return { missed: missed().map(name), unseen, steps: reached.size };
    },
  };

  function missed() {
    // what was drawn anew on the way is another element under the same name
    const redrawn = new Set([...reached].filter(([each]) => !each.isConnected).map(([, said]) => said));
    return [...document.querySelectorAll(CONTROLS)]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && !each.closest(ELSEWHERE))
      .filter((each) => each.getBoundingClientRect().width > 1 && !reached.has(each) && !redrawn.has(name(each)));
  }
}
