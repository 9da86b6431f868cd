/* Lotsen: German for what Streamlit 1.67 says on its own. Streamlit has no languages of its own.

   Only the value of texts and attributes is changed, never a node, so React does not notice.
   What people typed is left alone: words are replaced only where they match as a whole, and only
   inside the parts of the page that Streamlit writes. Another Streamlit: look through the lists. */

(() => {
  "use strict";

  const WORDS = {
    // the shell
    "Skip to main content": "Zum Hauptinhalt springen",
    "App pages": "Seiten der Anwendung",
    "App Logo": "Logo",
    "Clear cache": "Zwischenspeicher leeren",
    "Close": "Schließen",
    "Collapse sidebar": "Menü schließen",
    "Copy link to clipboard": "Adresse kopieren",
    "Dark": "Dunkel",
    "Dismiss": "Schließen",
    "Expand sidebar": "Menü öffnen",
    "Help": "Hilfe",
    "Light": "Hell",
    "Link to heading": "Adresse dieser Überschrift",
    "Main menu": "Hauptmenü",
    "Navigate to home page": "Zur Übersicht",
    "Notifications": "Hinweise",
    "Page not found": "Seite nicht gefunden",
    "Print": "Drucken",
    "Record a screencast": "Bildschirm aufnehmen",
    "Rerun": "Neu laden",
    "Running...": "Wird geladen …",
    "Sidebar": "Menü",
    "Stop": "Anhalten",
    "Theme": "Farben",
    "Use system setting": "Wie im System",
    "View less": "Weniger zeigen",
    // the connection
    "Connecting": "Wird verbunden",
    "Connecting...": "Wird verbunden …",
    "Connection error": "Verbindung unterbrochen",
    "Connection timed out.": "Die Verbindung kam nicht zustande.",
    "Loading...": "Wird geladen …",
    "Please wait...": "Bitte warten …",
    "Cancel": "Abbrechen",
    "Continue anyway": "Trotzdem fortfahren",
    "Try again": "Erneut versuchen",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Lotsen antwortet nicht. Die Verbindung wird von selbst wieder aufgebaut. Dauert es länger, laden Sie die Seite bitte neu.",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Lotsen antwortet nicht. Die Verbindung wird von selbst wieder aufgebaut. Dauert es länger, laden Sie die Seite bitte neu.",
    // the tools above tables and charts
    "Add row": "Zeile hinzufügen",
    "Clear selection": "Auswahl aufheben",
    "Close fullscreen": "Vollbild schließen",
    "Copied": "Kopiert",
    "Copied!": "Kopiert",
    "Copy to clipboard": "In die Zwischenablage kopieren",
    "Copy Vega-Lite spec": "Vega-Lite-Beschreibung kopieren",
    "Delete row(s)": "Zeilen löschen",
    "Download as CSV": "Als CSV herunterladen",
    "Download as PNG": "Als PNG herunterladen",
    "Fullscreen": "Vollbild",
    "Scrollable table": "Tabelle, verschiebbar",
    "Search": "Suchen",
    "Select all": "Alle auswählen",
    "Show chart": "Bild zeigen",
    "Show data": "Daten zeigen",
    "Show/hide columns": "Spalten zeigen oder ausblenden",
    "Vega visualization": "Bild",
    "visualization": "Bild",
    // the menu of a column
    "Accounting": "Buchhaltung",
    "Automatic": "Automatisch",
    "Autosize": "Breite anpassen",
    "Average": "Mittelwert",
    "Average length": "Mittlere Länge",
    "Based on sample": "Aus einer Stichprobe",
    "Calendar": "Kalender",
    "Compact": "Kurz",
    "Copy column name": "Namen der Spalte kopieren",
    "Dataframe column menu": "Menü der Spalte",
    "Distance": "Abstand",
    "Distinct": "Verschiedene",
    "Distribution histogram": "Verteilung als Histogramm",
    "Duration": "Dauer",
    "Empty": "Leer",
    "Hide column": "Spalte ausblenden",
    "Localized": "Wie im Land üblich",
    "Maximum length": "Größte Länge",
    "Minimum length": "Kleinste Länge",
    "No columns": "Keine Spalten",
    "No data": "Keine Daten",
    "Percent": "Prozent",
    "Pin column": "Spalte festhalten",
    "Plain": "Ohne Format",
    "Scientific": "Wissenschaftlich",
    "Sort ascending": "Aufsteigend sortieren",
    "Sort descending": "Absteigend sortieren",
    "Standard deviation": "Standardabweichung",
    "Statistics": "Statistik",
    "Sum": "Summe",
    "Top values frequency chart": "Häufigste Werte",
    "True/false distribution chart": "Verteilung von Ja und Nein",
    "Unpin column": "Spalte lösen",
    "Values": "Werte",
    "Wrap text": "Text umbrechen",
    "checkbox": "Häkchen",
    "date": "Datum",
    "datetime": "Zeitpunkt",
    "list": "Liste",
    "number": "Zahl",
    "selectbox": "Auswahl",
    "time": "Uhrzeit",
    // the search in a table
    "Close Search": "Suche schließen",
    "Next Result": "Nächster Treffer",
    "Over 1000 results": "Über 1000 Treffer",
    "Previous Result": "Voriger Treffer",
    "Type to search": "Suchtext eingeben",
    // choosing
    "Add an option": "Eintrag ergänzen",
    "Add options": "Einträge ergänzen",
    "Add...": "Hinzufügen …",
    "Choose an option": "Bitte wählen",
    "Choose options": "Bitte wählen",
    "Choose or add an option": "Wählen oder ergänzen",
    "Choose or add options": "Wählen oder ergänzen",
    "Clear all": "Alle entfernen",
    "Clear value": "Wert löschen",
    "Multiselect": "Mehrfachauswahl",
    "Multiselect options": "Auswahlliste",
    "No options": "Keine Einträge",
    "No options to select": "Keine Einträge",
    "No options to select.": "Keine Einträge.",
    "No results": "Keine Treffer",
    "Open": "Öffnen",
    "Select...": "Bitte wählen …",
    "Selectbox": "Auswahl",
    "Selectbox options": "Auswahlliste",
    "Selected values": "Ausgewählte Werte",
    // typing
    "Clear entry": "Eingabe löschen",
    "Decrement": "Verringern",
    "Hide password": "Kennwort verbergen",
    "Increment": "Erhöhen",
    "Invalid input.": "Ungültige Eingabe.",
    "Press Ctrl+Enter to apply": "Mit Strg und Eingabetaste übernehmen",
    "Press Ctrl+Enter to submit form": "Mit Strg und Eingabetaste absenden",
    "Press ⌘+Enter to apply": "Mit ⌘ und Eingabetaste übernehmen",
    "Press ⌘+Enter to submit form": "Mit ⌘ und Eingabetaste absenden",
    "Press Enter to apply": "Mit der Eingabetaste übernehmen",
    "Press Enter to submit form": "Mit der Eingabetaste absenden",
    "Show password": "Kennwort zeigen",
    "This field is required.": "Bitte füllen Sie dieses Feld aus.",
    // days and times
    "Choose date": "Datum wählen",
    "Choose date and time": "Datum und Uhrzeit wählen",
    "Choose date range": "Zeitraum wählen",
    "Clear date": "Datum löschen",
    "Clear date and time": "Datum und Uhrzeit löschen",
    "Clear dates": "Zeitraum löschen",
    "Clear time": "Uhrzeit löschen",
    "Date range": "Zeitraum",
    "Invalid time format. Please use HH:MM.": "Bitte geben Sie die Uhrzeit als HH:MM ein.",
    "Invalid time format. Please use HH:MM:SS or HH:MM.": "Bitte geben Sie die Uhrzeit als HH:MM oder HH:MM:SS ein.",
    "Next month": "Nächster Monat",
    "None": "Keiner",
    "Past 2 Years": "Letzte 2 Jahre",
    "Past 3 Months": "Letzte 3 Monate",
    "Past 6 Months": "Letzte 6 Monate",
    "Past Month": "Letzter Monat",
    "Past Week": "Letzte Woche",
    "Past Year": "Letztes Jahr",
    "Previous month": "Voriger Monat",
    "Quick select a date range": "Zeitraum schnell wählen",
    "Time": "Uhrzeit",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Mit den Pfeiltasten zum Tag, die Eingabetaste wählt, Escape schließt.",
    "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.":
      "Mit den Pfeiltasten zum Tag, die Eingabetaste wählt, Tab wechselt zur Uhrzeit, Escape schließt.",
    // files
    "Add files": "Dateien hinzufügen",
    "Browse files": "Datei wählen",
    "Click to retry upload": "Noch einmal hochladen",
    "Drag and drop a file here": "Datei hierher ziehen",
    "Drag and drop directories here": "Ordner hierher ziehen",
    "Drag and drop files here": "Dateien hierher ziehen",
    "File size is too small.": "Die Datei ist zu klein.",
    "File type not allowed.": "Dateien dieser Art gehen hier nicht.",
    "file upload": "Datei wählen",
    "Only one file is allowed.": "Bitte nur eine Datei.",
    "Unexpected error. Please try again.": "Unerwarteter Fehler. Bitte versuchen Sie es noch einmal.",
    "Upload": "Datei wählen",
    "Upload directories": "Ordner wählen",
    // the rest
    "add icon": "",
    "An error has occurred, please try again.": "Das ist nicht gelungen. Bitte versuchen Sie es noch einmal.",
    "Button action menu": "Weitere Möglichkeiten",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Die Verbindung ist unterbrochen. Bitte versuchen Sie es gleich noch einmal.",
    "Connection closed": "Die Verbindung ist unterbrochen. Bitte versuchen Sie es gleich noch einmal.",
    "Count": "Anzahl",
    "Dissatisfied": "Unzufrieden",
    "Download failed": "Das Herunterladen ist nicht gelungen.",
    "Error:": "Fehler:",
    "Failed to generate file for download":
      "Die Datei entstand nicht. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.",
    "Feedback rating": "Bewertung",
    "JSON path": "Pfad im JSON",
    "Network Error": "Die Verbindung ist unterbrochen.",
    "Next page": "Nächste Seite",
    "No content": "Kein Inhalt",
    "Page": "Seite",
    "Pagination": "Seitenwahl",
    "Previous page": "Vorige Seite",
    "Range": "Bereich",
    "Request timed out": "Das dauert zu lange. Bitte versuchen Sie es noch einmal.",
    "Satisfied": "Zufrieden",
    "Script execution error": "Diese Seite lässt sich nicht ausführen",
    "Scroll tabs left": "Nach links",
    "Scroll tabs right": "Nach rechts",
    "Stop script": "Anhalten",
    "Thumbs down": "Daumen runter",
    "Thumbs up": "Daumen hoch",
    "Too many files": "Das sind zu viele Dateien.",
    "Unknown error": "Unbekannter Fehler",
    "Very dissatisfied": "Sehr unzufrieden",
    "Very satisfied": "Sehr zufrieden",
  };

  const PARTS_OF_A_DAY = {
    "AM/PM": "Tageshälfte", day: "Tag", hour: "Stunde", minute: "Minute", month: "Monat", second: "Sekunde", year: "Jahr",
  };

  // what Streamlit says, and what is said instead of it
  const SENTENCES = [
    [/^(AM\/PM|day|hour|minute|month|second|year), (.*)$/s, (part, rest) => `${PARTS_OF_A_DAY[part]}, ${rest}`],
    [/^Choose date(?: range)?, (.*)$/s, (rest) => `Datum wählen, ${rest}`],
    [/^Selected Date: (.*)$/, (day) => `Ausgewählter Tag: ${inWords(day)}`],
    [/^Selected Range: (.*) to (.*)$/, (from, to) => `Ausgewählter Zeitraum: ${inWords(from)} bis ${inWords(to)}`],
    [/^(\d+) options? available\.(.*)$/s, (count, rest) => `${count} Einträge.${rest}`],
    [/^Error: (.*)$/s, (text) => `Fehler: ${word(text) ?? text}`],
    [/^The page that you have requested does not seem to exist\. Running the app's main page\.$/,
      () => "Diese Seite gibt es nicht. Sie sehen die Übersicht."],
    [/^Remove (.+)$/s, (name) => `${name} entfernen`],
    [/^Help for (.+)$/s, (name) => `Hilfe zu ${name}`],
    [/^Rating (\d+)$/, (step) => `Bewertung ${step}`],
    [/^(\d+) out of (\d+) stars?$/, (step, steps) => `${step} von ${steps} Sternen`],
    [/^Page (\d+)$/, (number) => `Seite ${number}`],
    [/^View (\d+) more$/, (count) => `${count} weitere zeigen`],
    [/^(\d+) more$/, (count) => `${count} weitere`],
    [/^(\d+) of (\d+)$/, (step, steps) => `${step} von ${steps}`],
    [/^Add: (.*)$/s, (name) => `Ergänzen: ${name}`],
    [/^Select (\d+) matches$/, (count) => `${count} Treffer auswählen`],
    [/^(\d+) results?$/, (count) => `${count} Treffer`],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
      (count) => `Es gehen höchstens ${count} Einträge. Bitte entfernen Sie zuerst einen.`],
    [/^(?:Limit )?(\d+(?:[.,]\d+)?) ?([KMGT]?B) (?:per|pro) (?:file|Datei)(.*)$/,
      (size, unit, rest) => `höchstens ${size} ${unit} je Datei${rest}`],
    [/^(.*, )?(\d+)\.(\d+) ?([KMGT]?B)$/s, (file, whole, part, unit) => `${file ?? ""}${whole},${part} ${unit}`],
    [/^(.+) files are not allowed\.$/, (kind) => `Dateien der Art ${kind} gehen hier nicht.`],
    [/^File must be ([\d.,]+) ?([KMGT]?B) or smaller\.$/, (size, unit) => `Die Datei darf höchstens ${size} ${unit} groß sein.`],
    [/^File is larger than ([\d.,]+) ?([KMGT]?B)$/, (size, unit) => `Die Datei ist größer als ${size} ${unit}`],
    [/^Upload (.+)$/s, (label) => `Datei wählen: ${label}`],
    [/^Connection failed with status (\d+)/, (status) => `Die Verbindung kam nicht zustande (${status})`],
    [/^Cancel upload of (.+)$/s, (name) => `Hochladen von ${name} abbrechen`],
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/,
      (least, most) => `Bitte geben Sie eine Zahl von ${least} bis ${most} ein.`],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/,
      (least) => `Bitte geben Sie mindestens ${least} ein.`],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/,
      (most) => `Bitte geben Sie höchstens ${most} ein.`],
    [/^Date set outside allowed range\..*$/s, () => "Dieser Tag liegt außerhalb des erlaubten Zeitraums."],
    [/^Shortcut (.+)$/, (keys) => `Tastenkürzel ${keys}`],
  ];

  const TOOLS = new Set([
    "Add row", "Clear selection", "Close fullscreen", "Copied!", "Copy Vega-Lite spec", "Delete row(s)",
    "Distribution histogram", "Download as CSV", "Download as PNG", "Fullscreen", "Search", "Show chart", "Show data",
    "Show/hide columns", "Top values frequency chart", "True/false distribution chart",
  ]);

  const ATTRIBUTES = ["alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"];

  // where Streamlit itself writes
  const OURS_TO_CHANGE = [
    '[role="dialog"]', '[role="listbox"]', '[role="menu"]', '[role="menuitem"]', '[role="tooltip"]', 'a[href="#stMain"]',
    ".dvn-search-bar", ".gdg-search-bar", "[data-live-announcer]", ...[
      "InputInstructions", "search-result-area", "stToolbar", "stConnectionStatus", "stDataFrameColumnMenu",
      "stDataFrameColumnVisibilityMenu", "stDataFrameResizable", "stDataFrameStatisticsMetrics", "stDateInput",
      "stDateInputCalendar", "stDateTimeInput", "stDownloadButtonError", "stElementToolbar", "stFileChip", "stFileUploader", "stHeader", "stMainMenu",
      "stMultiSelect", "stMultiSelectDropdown", "stNumberInput", "stSelectbox", "stSelectboxVirtualDropdown", "stSidebarNav",
      "stSkipToContent", "stStatusWidget", "stTextArea", "stTextInput", "stTimeInput", "stTooltipContent",
    ].map((name) => `[data-testid="${name}"]`),
  ].join();

  // Markdown is what the pages write, except in these
  const STREAMLITS_MARKDOWN = [
    ".rc-overflow-item-rest", '[data-testid="stFileUploader"] button', '[role="tooltip"]', ...[
      "InputInstructions", "stDialog", "stNumberInput", "stTextInput", "stTimeInput", "stTooltipContent",
    ].map((name) => `[data-testid="${name}"]`),
  ].join();

  const NEVER = "canvas, code, pre, script, style, textarea, [data-testid='stTopNavLink'], [data-testid='stTopNavDropdownLink'], [data-testid='stSidebarNavLink']";
  const ANYWHERE = /^Selected (Date|Range): /;  // said to screen readers, at the end of the page
  const LONGEST = 220;  // letters in a text of Streamlit's own; the name of what a tool belongs to may be longer
  const TOOL_OF = /^([^:]+): /;

  function inWords(day) {
    const date = new Date(day);
    return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString("de-DE", { dateStyle: "long" });
  }

  function word(said) {
    const core = said.trim();
    const tool = TOOL_OF.exec(core)?.[1];
    if (TOOLS.has(tool)) return said.replace(tool, () => WORDS[tool]);
    if (!core || core.length > LONGEST) return null;
    if (Object.hasOwn(WORDS, core)) return said.replace(core, () => WORDS[core]);
    for (const [pattern, make] of SENTENCES) {
      const found = pattern.exec(core);
      const made = found && make(...found.slice(1));
      if (typeof made === "string") return said.replace(core, () => made);
    }
    return null;
  }

  function changeText(node) {
    const parent = node.parentElement;
    if (!parent || parent.closest(NEVER)) return;
    if (!parent.closest(OURS_TO_CHANGE) && !ANYWHERE.test(node.nodeValue)) return;
    const markdown = parent.closest('[data-testid="stMarkdownContainer"]');
    if (markdown && !markdown.closest(STREAMLITS_MARKDOWN)) return;
    const german = word(node.nodeValue);
    if (german !== null && german !== node.nodeValue) node.nodeValue = german;
  }

  function changeAttributes(element) {
    for (const name of ATTRIBUTES) {
      const said = element.getAttribute(name);
      const german = said && word(said);
      if (german !== null && german !== said) element.setAttribute(name, german);
    }
  }

  function changeBelow(root) {
    if (root.nodeType === Node.TEXT_NODE) return changeText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
    changeAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.localName === "canvas" || node.localName === "svg" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) changeText(node);
      else changeAttributes(node);
    }
    return undefined;
  }

  function change(mutations) {
    if (!isGerman()) return;
    for (const mutation of mutations) {
      if (mutation.type === "childList") mutation.addedNodes.forEach(changeBelow);
      else if (mutation.type === "characterData") changeText(mutation.target);
      else changeAttributes(mutation.target);
    }
  }

  // whoever asks for English gets what Streamlit says as it is, as long as this tab is not loaded anew
  let english = false;

  function isGerman() {
    const asked = new URLSearchParams(window.location.search).get("lang");
    if (asked) english = asked === "en";
    document.documentElement.lang = english ? "en" : "de";
    return !english;
  }

  // calendars, numbers and the texts of the widgets' library follow the browser's language: it is that of the page
  const LANGUAGES = {
    de: [["language", "de-DE"], ["languages", Object.freeze(["de-DE", "de"])]],
    en: [["language", "en-GB"], ["languages", Object.freeze(["en-GB", "en"])]],
  };
  for (const [name, value] of LANGUAGES[isGerman() ? "de" : "en"]) {
    Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value });
  }

  new MutationObserver(change).observe(document.documentElement, {
    attributeFilter: ATTRIBUTES, attributes: true, characterData: true, childList: true, subtree: true,
  });
  if (document.body && isGerman()) changeBelow(document.body);
})();
