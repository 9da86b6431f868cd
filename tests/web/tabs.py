"""One tab of a browser, without the browser: it runs pages over the websocket."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field

from google.protobuf import text_format
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SOCKET = "ws://127.0.0.1:8501/_stcore/stream"
_CHANCE = re.compile(r"\b[0-9a-f]{32}\b")
"""Names that Streamlit draws anew for every run."""
_FINISHED = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}


@dataclass
class Screen:
    """What one run has sent to the tab."""

    text: str = ""
    sent: bytes = b""
    content: dict[tuple[int, ...], str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    menu: list[str] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    session: str = ""


class Tab:
    """An open tab; its websocket stays open between runs."""

    def __init__(self, socket):
        self._socket = socket

    def open(self, page="", *, query="", click=""):
        """Run a page, as by its address or by a click on a button."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        if click:
            pressed = message.rerun_script.widget_states.widgets.add()
            pressed.id, pressed.trigger_value = click, True
        self._socket.send_bytes(message.SerializeToString())
        self.last = self._screen()
        return self.last

    def download(self, label):
        """Have a file made by the button of this name; gives its address."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.session_id = self.last.session
        asked.backend_operation_request.deferred_file.file_id = self.last.files[label]
        self._socket.send_bytes(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(self._socket.receive_bytes())
            if message.WhichOneof("type") == "backend_operation_response":
                return message.backend_operation_response.deferred_file.url

    def _screen(self):
        screen = Screen()
        while True:
            message = ForwardMsg()
            content = self._socket.receive_bytes()
            message.ParseFromString(content)
            screen.sent += content
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished in _FINISHED:
                    return screen
                continue
            _look(message, screen)
            if message.WhichOneof("type") == "delta":  # a later one takes the place of an earlier
                screen.content[tuple(message.metadata.delta_path)] = _without_chance(message)


def _without_chance(message):
    """The content of a message, without the names that Streamlit draws."""
    return _CHANCE.sub("?", text_format.MessageToString(message.delta, as_utf8=True))


@contextmanager
def tab(browser, **headers):
    """Open a tab in this browser."""
    with browser.websocket_connect(SOCKET, subprotocols=["streamlit"], headers=headers) as socket:
        yield Tab(socket)


def _look(message, screen):
    match message.WhichOneof("type"):
        case "delta" if message.delta.HasField("new_element"):
            element = message.delta.new_element
            screen.text += text_format.MessageToString(element, as_utf8=True)
            if element.HasField("button"):
                screen.buttons[element.button.label] = element.button.id
            if element.HasField("download_button"):
                button = element.download_button
                screen.files[button.label] = button.deferred_file_id
        case "new_session":
            screen.session = message.new_session.initialize.session_id
        case "navigation":
            pages = message.navigation.app_pages
            seen = [page for page in pages if not page.is_hidden]
            screen.menu = [page.page_name for page in seen]
            screen.sections = {title: [] for title in message.navigation.sections}
            for page in seen:
                screen.sections[page.section_header].append(page.page_name)
        case "page_config_changed":
            screen.title = message.page_config_changed.title or screen.title
        case _other:
            pass
