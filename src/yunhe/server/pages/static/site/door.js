// On the front door a system opens beside the report instead of loading the page anew; Esc leads back to today.
import { on } from "./frame.js";

const aside = document.getElementById("today");
const first = aside.querySelector(".behind") ? null : aside.innerHTML;
const wide = window.matchMedia("(min-width: 1001px)");

async function open(link, pushes) {
  const answer = await fetch(`/system/${link.dataset.system}/`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return void (window.location.href = link.href);
  aside.innerHTML = await answer.text();
  document.querySelectorAll(".system[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  aside.scrollTop = 0;
  if (pushes) history.pushState({ system: link.dataset.system }, "", `?system=${link.dataset.system}`);
  if (!wide.matches) aside.scrollIntoView();
  aside.focus({ preventScroll: true });
}

function close(pushes) {
  if (first === null) return void (window.location.href = "/");
  const current = document.querySelector(".system[aria-current]");
  aside.innerHTML = first;
  current?.removeAttribute("aria-current");
  current?.focus();
  if (pushes) history.pushState({}, "", "/");
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("[data-system]");
  if (link) {
    event.preventDefault();
    open(link, true);
  } else if (event.target.closest("[data-close]")) {
    event.preventDefault();
    close(true);
  }
});
window.addEventListener("popstate", () => {
  const wanted = new URLSearchParams(window.location.search).get("system");
  const link = wanted && document.getElementById(wanted);
  link ? open(link, false) : close(false);
});
on("Escape", () => close(true));

const systems = [...document.querySelectorAll("[data-system]")];
const step = (by) => {
  const at = systems.indexOf(document.activeElement.closest?.("[data-system]"));
  systems[Math.min(Math.max(at + by, 0), systems.length - 1)].focus();
};
on("j", () => step(1));
on("k", () => step(-1));
