// Everything on the page that a person reads or is read to, with the place where it stands.
() => {
  const ATTRIBUTES = ["alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext", "placeholder", "title"];
  const SILENT = "script, style, noscript, template, [data-testid=stIconMaterial], [data-testid=stAlertDynamicIcon]";
  const found = [];

  const place = (element) => {
    const marked = element.closest("[data-testid]");
    return marked ? marked.dataset.testid : element.localName;
  };
  const seen = (element) => element.closest("canvas") !== null || element.checkVisibility();
  const note = (text, element) => {
    if (text && text.trim() && seen(element)) found.push([text.trim(), place(element)]);
  };

  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest(SILENT)) continue;
    if (node.nodeType === Node.TEXT_NODE) note(node.nodeValue, element);
    else for (const name of ATTRIBUTES) note(element.getAttribute(name), element);
  }
  return found;
}
