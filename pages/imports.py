"""Bring the town's files: look at them, mend what is wrong, take all of a file or nothing."""

import streamlit as st

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind
from lotsen.i18n import _, refusals
from lotsen.ui import brought_files, import_view, jobs
from lotsen.ui.notices import as_text
from lotsen.ui.page import open_page
from lotsen.usecases import rounds
from lotsen.usecases.importing import PLAN, TAKE

# load
page = open_page()
criteria = page.query(rounds.criteria, page.round_id)

# show
st.title(_("Dateien einlesen"), anchor=False)
kind = st.segmented_control(
    _("Was enthält die Datei?"),
    list(FileKind),
    format_func=import_view.kind_name,
    default=FileKind.CANDIDATES,
    required=True,
    key="import-kind",
)
refused = page.refusal(PLAN[kind])
if refused:
    st.info(as_text(refused), icon=":material/lock:")
    st.stop()
if jobs.show(_("Die Datei wird übernommen …")):
    st.stop()

uploaded = st.file_uploader(
    _("CSV- oder Excel-Datei (.csv, .xlsx), höchstens 100 MB"),
    key=f"import-file-{kind}",
    help=_("Es wird noch nichts übernommen. Sie sehen zuerst, was in der Datei steht."),
)
if uploaded is None:
    st.text(
        _(
            "Beginnen Sie mit den Abteilungen, dann die Beteiligten, dann die Kandidaturen "
            "und zuletzt die Bewertungen. Dieselbe Datei dürfen Sie beliebig oft einlesen."
        )
    )
    st.stop()

try:
    upload = brought_files.read(uploaded.getvalue(), uploaded.name)
except BadInput as reason:
    st.error(as_text(refusals.sentence(reason)), icon=":material/error:")
    st.stop()

import_view.show_source(upload.raw)
mapping = import_view.choose_columns(
    kind, upload.raw, criteria, key=f"column-{kind}-{upload.digest}"
)
brought = brought_files.check(kind, upload, mapping, criteria)
plan = brought_files.compare(page, brought, mapping)
import_view.show_plan(page, plan)
why_not = import_view.why_not(plan)
import_view.show_why_not(why_not, plan)

# act
st.button(
    _("Alles übernehmen"),
    type="primary",
    disabled=why_not is not None,
    on_click=import_view.start,
    args=(page, TAKE[kind], brought, plan),
)
