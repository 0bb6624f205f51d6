"use strict";
// Runs before textual.js looks at the page, which it does once everything is loaded.
const terminal = document.getElementById("terminal");
const session = new URL("ws", window.location.href.split("?")[0]);
session.protocol = session.protocol.replace("http", "ws");
terminal.dataset.sessionWebsocketUrl = session.href;
const size = Number(new URLSearchParams(window.location.search).get("fontsize"));
if (size >= 6 && size <= 60) terminal.dataset.fontSize = String(size);

new MutationObserver((_changes, observer) => {
  if (document.body.classList.contains("-closed")) {
    observer.disconnect();
    document.getElementById("start").focus();
  } else if (document.body.classList.contains("-first-byte")) {
    terminal.querySelector("textarea")?.focus(); // the keys go to the app without a click
  }
}).observe(document.body, { attributeFilter: ["class"] });
