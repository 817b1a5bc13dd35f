// A little comfort where there is JavaScript; every page works without it.
import { initAll as initGovuk } from "../built/govuk.js";
import { initAll as initMoj } from "../built/moj.js";

const MENUS = "details.nansen-menu[open]";

// GOV.UK asks for these two classes before its parts wake; an inline script, its own way, is not allowed here.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initGovuk();
initMoj();

// A menu closes when the officer turns to something else.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(MENUS)) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What htmx brings in later needs its parts woken too.
document.addEventListener("htmx:load", (event) => {
  if (event.target === document.body) return;
  initGovuk({ scope: event.target });
  initMoj({ scope: event.target });
});

// The browser's own print dialogue, for pages that offer paper.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
