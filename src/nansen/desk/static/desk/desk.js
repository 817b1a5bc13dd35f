// Make what already works without scripts a little quicker to use: double-click guards, sortable tables, focus on errors.

import { initAll } from "../built/govuk.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

enliven(document);

// htmx tells of each new part of a page; its first word is of the whole page, which is alive by then.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) enliven(event.detail.elt);
});

// A form marked so sends itself when a choice changes; without scripts its button does.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form) form.requestSubmit();
});

// A session ends after 15 minutes without a request. Who types in a long form sends none, so the form says that he is here.
const HERE_EVERY_MS = 4 * 60 * 1000;
let here = Date.now();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-here]");
  if (!form || Date.now() - here < HERE_EVERY_MS) return;
  here = Date.now();
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  // A lost connection is no fault of the page: the next four minutes ask again.
  fetch(form.dataset.here, { method: "POST", headers, credentials: "same-origin", redirect: "manual" }).catch(() => {});
});

// Paper needs the browser: the button stays hidden where no script can press it.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

async function enliven(part) {
  initAll({ scope: part });
  // The second design system weighs 70 KB: it comes only for a page that uses it.
  if (part.querySelector('[data-module^="moj-"]')) (await import("../built/moj.js")).initAll(part);
}
