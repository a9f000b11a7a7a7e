// The work floor: the board by keys, forms that open beside the matter, amounts grouped as typed, nothing sent twice.
import { on } from "./frame.js";

const rows = () => [...document.querySelectorAll(".board tbody tr")];
let at = -1;

function go(step) {
  const all = rows();
  if (!all.length) return;
  all[at]?.classList.remove("at");
  at = Math.min(Math.max(at + step, 0), all.length - 1);
  all[at].classList.add("at");
  all[at].querySelector(".what a").focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

if (document.querySelector(".board")) {
  on("j", () => go(1));
  on("k", () => go(-1));
  on("x", () => rows()[at]?.querySelector("input[type=checkbox]").click());
  on("Enter", (event) => (document.activeElement?.matches("a, button, input") ? document.activeElement.click() : rows()[at]?.querySelector(".what a").click()));
}
if (document.getElementById("new")) on("n", () => document.getElementById("new").click());

document.addEventListener("input", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-grouped]")) return;
  const plain = box.value.replaceAll(",", "");
  if (!/^\d+(\.\d*)?$/.test(plain)) return;
  const behind = box.value.length - box.selectionEnd;
  const [whole, part] = plain.split(".");
  box.value = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : `.${part}`);
  const place = Math.max(box.value.length - behind, 0);
  box.setSelectionRange(place, place);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".step")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll(".step[data-sent]").forEach((form) => delete form.dataset.sent));
document.body.addEventListener("htmx:afterSwap", (event) => event.target.querySelector?.("h2")?.focus());

// The drawing opens at the place where the matter stands.
const room = document.querySelector(".drawing-room");
const here = room?.querySelector(".here");
if (here) {
  const place = here.getBoundingClientRect(), frame = room.getBoundingClientRect();
  room.scrollTop = place.top - frame.top - (room.clientHeight - place.height) / 2;
  room.scrollLeft = place.left - frame.left - (room.clientWidth - place.width) / 2;
}

// Several units in one box: what is picked from the list is put behind those that stand there.
let before = "";
document.addEventListener("beforeinput", (event) => {
  if (event.target.matches?.("[data-several]")) before = event.target.value;
});
document.addEventListener("input", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-several]") || event.inputType !== "insertReplacementText" || !before.includes("、")) return;
  box.value = before.slice(0, before.lastIndexOf("、") + 1) + box.value;
});

// What was typed and not handed in comes back in this tab until it is; personal fields and files are never kept.
const draftOf = (form) => `draft:${new URL(form.action, location).pathname}`;
const keptBoxes = (form) => [...form.elements].filter((box) => box.name?.startsWith("g.") && box.type !== "file" && !box.closest("[data-personal]"));

function keepDraft(form) {
  const kept = keptBoxes(form).map((box) => [box.name, box.type === "radio" || box.type === "checkbox" ? box.value : "", box.checked ?? false, box.value]);
  sessionStorage.setItem(draftOf(form), JSON.stringify(kept));
}

function restoreDraft(form) {
  if (form.querySelector(".errors")) return;
  for (const [name, choice, checked, value] of JSON.parse(sessionStorage.getItem(draftOf(form)) ?? "[]")) {
    const box = keptBoxes(form).find((one) => one.name === name && (choice === "" || one.value === choice));
    if (!box) continue;
    if (choice !== "") box.checked = checked;
    else box.value = value;
  }
}

document.addEventListener("input", (event) => event.target.form?.matches(".step") && keepDraft(event.target.form));
document.addEventListener("submit", (event) => event.target.matches(".step") && sessionStorage.removeItem(draftOf(event.target)));
document.querySelectorAll("form.step[enctype]").forEach(restoreDraft);
document.body.addEventListener("htmx:afterSwap", (event) => event.target.querySelectorAll?.("form.step[enctype]").forEach(restoreDraft));
