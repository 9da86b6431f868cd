"""A visitor without a browser: speaks Streamlit's protocol over the websocket."""

import asyncio
import time
from collections import Counter
from types import TracebackType
from typing import Self

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Radio_pb2 import Radio

from bench.servers import ADDRESS, Server

PATIENCE = 30.0
_DONE = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
)


class Trouble(RuntimeError):
    """The page showed a mistake."""


class Visitor:
    """One session on one page; the boxes keep what was chosen, as a browser does.

    Attributes:
        messages: what the server sent for the last run, as it came.
        bytes_in: how much that was.
    """

    def __init__(
        self, server: Server, page: str = "", cookie: str = "", *, query: str = ""
    ) -> None:
        self._server = server
        self._query = query
        self._part = ""
        self._script = ""
        self._page = page
        self._headers = {"Cookie": cookie} if cookie else {}
        self._chosen: dict[str, str] = {}
        self._picked: dict[str, str] = {}
        self._pressed = ""
        self.messages: list[ForwardMsg] = []
        self._shown: list[ForwardMsg] = []
        self.bytes_in = 0

    async def __aenter__(self) -> Self:
        self._socket = await websockets.connect(
            f"ws://{ADDRESS}:{self._server.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers=self._headers,
            compression=None,
            max_size=None,
            proxy=None,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._socket.close()

    async def run(self) -> float:
        """Have the page run; gives the milliseconds until it is finished."""
        duration = await self._run("")
        self._shown, self._part = self.messages, self._live_part()
        return duration

    async def poll(self) -> float:
        """Have the live part of the page run, as a browser does by itself again and again.

        Where it finds that something has changed, the whole page runs within this time.
        """
        duration = await self._run(self._part)
        if self.has_changed():
            self._shown, self._part = self.messages, self._live_part()
        return duration

    def has_changed(self) -> bool:
        """Whether the last question found something new, so that the whole page has run."""
        return any(message.HasField("auto_rerun") for message in self.messages)

    def _live_part(self) -> str:
        """The part of the page that asks again and again, as the last run has drawn it."""
        parts = [each.auto_rerun for each in self.messages if each.HasField("auto_rerun")]
        return parts[-1].fragment_id if parts else ""

    async def _run(self, part: str) -> float:
        request = BackMsg()
        request.rerun_script.page_name = self._page
        request.rerun_script.query_string = self._query
        request.rerun_script.fragment_id = part
        request.rerun_script.is_auto_rerun = bool(part)
        if part:  # by this the server knows where to go on, should the whole page run
            request.rerun_script.page_script_hash = self._script
        for key, value in self._chosen.items():
            state = request.rerun_script.widget_states.widgets.add(id=key)
            state.string_array_value.data.append(value)
        for key, value in self._picked.items():
            state = request.rerun_script.widget_states.widgets.add(id=key)
            state.string_value = value
        if self._pressed:
            state = request.rerun_script.widget_states.widgets.add(id=self._pressed)
            state.trigger_value, self._pressed = True, ""
        self.messages, self.bytes_in = [], 0
        started = time.perf_counter()
        await self._socket.send(request.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            await self._finished()
        duration = (time.perf_counter() - started) * 1000
        self._look()
        for message in self.messages:
            if message.HasField("navigation"):
                self._script = message.navigation.page_script_hash
        shown = {radio.id for radio in self.radios()}
        self._picked = {key: value for key, value in self._picked.items() if key in shown}
        return duration

    def waits(self) -> bool:
        """Whether the page said that something is being worked out, and looks again by itself."""
        return bool(self._part)

    def elements(self) -> Counter[str]:
        """How many elements of each kind the last run has drawn, boxes around others included."""
        drawn = (message.delta for message in self.messages if message.HasField("delta"))
        return Counter(
            str(delta.new_element.WhichOneof("type")) if delta.HasField("new_element") else "box"
            for delta in drawn
        )

    def choices(self) -> list[ButtonGroup]:
        """The boxes of the last run in which one of several is chosen."""
        elements = [message.delta.new_element for message in self.messages]
        return [element.button_group for element in elements if element.HasField("button_group")]

    def choose(self, box: ButtonGroup, number: int) -> None:
        """Choose another; the next run tells it."""
        self._chosen[box.id] = box.raw_values[number] if box.raw_values else str(number)

    def radios(self) -> list[Radio]:
        """The lists of the last run of which one entry is picked."""
        elements = [message.delta.new_element for message in self.messages]
        return [element.radio for element in elements if element.HasField("radio")]

    def pick(self, radio: Radio, option: str) -> None:
        """Pick an entry; the next run tells it."""
        self._picked[radio.id] = option

    def press(self, label: str) -> None:
        """Press a button of the page as it was shown last; the next run tells it, once."""
        elements = [message.delta.new_element for message in self._shown]
        (self._pressed,) = [
            element.button.id for element in elements if element.button.label == label
        ]

    async def _finished(self) -> None:
        while True:
            content = await self._socket.recv(decode=False)
            message = ForwardMsg.FromString(content)
            self.messages.append(message)
            self.bytes_in += len(content)
            if message.HasField("script_finished") and message.script_finished in _DONE:
                return

    def _look(self) -> None:
        """Refuse a page that shows a mistake: its time would be nobody's."""
        if self.messages[-1].script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise Trouble("The script cannot be compiled.")
        for message in self.messages:
            element = message.delta.new_element
            if element.HasField("exception"):
                raise Trouble(element.exception.message)
            if element.HasField("alert") and element.alert.format == Alert.ERROR:
                raise Trouble(element.alert.body)
