/* What a page has asked its server for and not got yet: `lotsenWaits()`; tests/e2e/browsing.py asks it.

   Streamlit shows that a script runs only when the server says so; between a click and that word
   the page looks as if nothing were to come. The field numbers are those of BackMsg, ClientState
   and ForwardMsg.
*/
(() => {
  "use strict";

  const RERUN = 11, BY_ITSELF = 6, NEW_SESSION = 4, FINISHED = 6, EARLY = 2;
  const STREAM = "/_stcore/stream";
  const heard = new WeakSet();
  let state = "still";
  window.lotsenWaits = () => state !== "still";

  function number(bytes, at) {
    let [value, factor] = [0, 1];
    for (; bytes[at] >= 0x80; at += 1, factor *= 0x80) value += (bytes[at] & 0x7f) * factor;
    return [value + bytes[at] * factor, at + 1];
  }

  // the outermost fields of a message: numbers as they are, all else as bytes
  function fields(bytes) {
    const found = new Map();
    for (let at = 0; at < bytes.length;) {
      let key, value;
      [key, at] = number(bytes, at);
      [value, at] = number(bytes, at);
      const kind = key & 7;
      if (kind !== 0 && kind !== 2) break;
      if (kind === 2) [value, at] = [bytes.subarray(at, at + value), at + value];
      found.set(key >>> 3, value);
    }
    return found;
  }

  function hear({ data }) {
    const said = fields(new Uint8Array(data));
    if (said.has(NEW_SESSION) && state === "asked") state = "begun";
    if (said.has(FINISHED) && said.get(FINISHED) !== EARLY && state === "begun") state = "still";
  }

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (this.url.includes(STREAM)) {
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener("message", hear);
        this.addEventListener("close", () => { state = "still"; });
      }
      const asked = fields(new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength)).get(RERUN);
      if (asked && !fields(asked).get(BY_ITSELF)) state = "asked";  // what a page asks by itself may go unanswered
    }
    return send.call(this, data);
  };
})();
