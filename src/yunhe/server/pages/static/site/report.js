// A report's page: keys, the inspector, filters at once, notes beside their lines. Everything here also works without.
import { on } from "./frame.js";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const rooms = document.getElementById("rooms"), here = rooms.dataset.here;
const inspector = document.getElementById("inspector"), margin = document.querySelector(".margin");
const outline = document.getElementById("outline"), form = document.getElementById("filter"), said = document.getElementById("said");
const indicators = JSON.parse(document.getElementById("indicators").textContent); // a number a figure, in order
const places = all(".report .f[id]").map((figure, at) => ({ start: Number(figure.id.slice(7)), kind: figure.classList[1], status: figure.classList[2], indicator: indicators[at] }));
const figureOf = (start) => document.getElementById(`figure-${start}`);
const noteOf = (number) => document.getElementById(`finding-${number}`);
const markOf = (number) => document.getElementById(`at-${number}`);
const wide = matchMedia("(min-width: 1280px)"), beside = matchMedia("(min-width: 861px)");
document.documentElement.classList.add("js");
if (window.htmx) htmx.config.attributesToSettle = ["class"]; // a style put back as an attribute would be refused
let current = null; // { figure: start } or { finding: number }
let kept = new Set(places.map((place) => place.start));

// what is current

function mark(next) {
  current = next;
  for (const marked of all(".report [aria-current], .finding[aria-current]")) marked.removeAttribute("aria-current");
  for (const marked of all(".m.now, .at.now")) marked.classList.remove("now");
  if (!next) return;
  if (next.figure !== undefined) {
    for (const figure of all(`.f[href$="#figure-${next.figure}"]`)) figure.setAttribute("aria-current", "true");
    return;
  }
  noteOf(next.finding)?.setAttribute("aria-current", "true");
  markOf(next.finding)?.classList.add("now");
  for (const each of all(".m")) each.classList.toggle("now", each.dataset.m.split(" ").includes(String(next.finding)));
}

function reveal(target) {
  const isSheet = innerWidth <= 700 && isOpen();
  const box = target.getBoundingClientRect(), low = isSheet ? inspector.getBoundingClientRect().top : innerHeight * 0.85;
  if (box.top < 70 || box.bottom > low) target.scrollIntoView({ block: isSheet ? "start" : "center" });
}

const isOpen = () => rooms.classList.contains("open");
const hashOf = (what) => (what.figure !== undefined ? `#figure-${what.figure}` : `#finding-${what.finding}`);
const address = () => { const query = asked().toString(); return `${here}${query ? `?${query}` : ""}`; };

function remember(hash, replaces) {
  const next = address() + hash;
  if (location.pathname + location.search + location.hash === next) return;
  history[replaces ? "replaceState" : "pushState"](null, "", next);
}

// the inspector

let waited = 0;
async function open(what, { focuses = false, remembers = true } = {}) {
  const path = what.figure !== undefined ? `figure/${what.figure}` : `finding/${what.finding}`;
  const turn = ++waited, wasOpen = isOpen();
  mark(what);
  const answer = await fetch(`${here}${path}/`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (turn !== waited) return;
  if (!answer) { tell(said.dataset.lost); return; }
  if (!answer.ok || answer.redirected) { location.assign(`${here}?${path.replace("/", "=")}${hashOf(what)}`); return; } // logged out, or gone: the page says so
  inspector.innerHTML = await answer.text(); // written by the site itself
  window.htmx?.process(inspector);
  rooms.classList.add("open");
  inspector.classList.toggle("arrives", !wasOpen);
  inspector.scrollTop = 0;
  settle();
  if (remembers) remember(hashOf(what));
  if (focuses) inspector.focus({ preventScroll: true });
  const target = what.figure !== undefined ? figureOf(what.figure) : markOf(what.finding);
  if (target) reveal(target);
}

function settle() {
  const title = inspector.querySelector("[data-title]");
  if (title) inspector.setAttribute("aria-label", title.textContent);
  for (const button of all("[data-copy]", inspector)) button.hidden = false;
  for (const kin of all(".report .f.kin")) kin.classList.remove("kin");
  for (const link of all(".kin [data-figure]", inspector)) figureOf(link.dataset.figure)?.classList.add("kin");
}

function close() {
  const was = current;
  waited += 1;
  rooms.classList.remove("open");
  for (const kin of all(".report .f.kin")) kin.classList.remove("kin");
  if (was) (was.figure !== undefined ? figureOf(was.figure) : noteOf(was.finding)?.querySelector(".open") ?? markOf(was.finding))?.focus({ preventScroll: true });
  remember("", true);
}

// going from one to the next

function step(by) {
  const order = places.filter((place) => kept.has(place.start)).map((place) => place.start);
  if (!order.length) return;
  const at = current?.figure !== undefined ? order.indexOf(current.figure) : -1;
  const next = at >= 0 ? order[(at + by + order.length) % order.length] : nearest(order, figureOf, by);
  go({ figure: next }, figureOf(next));
}

function stepNote(by) {
  const order = all(".finding:not([hidden])").map((note) => Number(note.dataset.n));
  if (!order.length) return;
  const at = current?.finding !== undefined ? order.indexOf(current.finding) : -1;
  const next = at >= 0 ? order[(at + by + order.length) % order.length] : nearest(order, markOf, by);
  go({ finding: next }, markOf(next));
}

function go(what, target) {
  if (isOpen()) open(what);
  else { mark(what); remember(hashOf(what), true); }
  place();
  target?.focus({ preventScroll: true });
  if (target) reveal(target);
}

function nearest(order, find, by) {
  const top = innerHeight * 0.2, below = order.find((each) => find(each)?.getBoundingClientRect().top > top);
  if (by > 0) return below ?? order[0];
  const at = below === undefined ? order.length : order.indexOf(below);
  return order[(at - 1 + order.length) % order.length];
}

const headings = all(".report [data-section]");
function stepSection(by) {
  const at = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight * 0.2 + 4);
  const next = headings[by > 0 ? at + 1 : Math.max(0, at - (at >= 0 && headings[at].getBoundingClientRect().top < innerHeight * 0.1 ? 0 : 1))];
  if (!next) return;
  next.scrollIntoView({ block: "start" });
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

let told = 0;
function tell(words) {
  said.textContent = words;
  clearTimeout(told);
  told = setTimeout(() => { said.textContent = ""; }, 5000);
}

function copy(path) {
  const link = path ? new URL(path, location.href).href : current ? new URL(here + hashOf(current), location.href).href : location.href;
  const copied = navigator.clipboard?.writeText(link) ?? Promise.reject();
  copied.then(() => tell(said.dataset.done), () => tell(link)); // where the browser lets nobody copy, the link can be marked
}

on("j", () => step(1));
on("k", () => step(-1));
on("n", () => stepNote(1));
on("p", () => stepNote(-1));
on("]", () => stepSection(1));
on("[", () => stepSection(-1));
on("c", () => copy());
const take = document.querySelector(".take");
document.addEventListener("click", (event) => { if (take?.open && !take.contains(event.target)) take.open = false; });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (take?.open) { take.open = false; take.querySelector("summary").focus(); return; }
  if (!isOpen()) return;
  event.preventDefault();
  close();
});

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a, [data-copy]");
  if (!link) {
    const dot = event.target.closest("[data-link]");
    if (dot) { location.assign(dot.dataset.link); return; }
    const marked = event.target.closest(".m");
    if (marked && getSelection().isCollapsed) open({ finding: Number(marked.dataset.m.split(" ")[0]) });
    return;
  }
  const take = (act) => { event.preventDefault(); act(); };
  const byKey = event.detail === 0;
  if (link.dataset.copy) take(() => copy(link.dataset.copy));
  else if ("close" in link.dataset) take(close);
  else if (link.dataset.go) take(() => markOf(current.finding)?.scrollIntoView({ block: "center" }));
  else if (link.dataset.figure) take(() => open({ figure: Number(link.dataset.figure) }, { focuses: byKey }));
  else if (link.matches(".report .f")) take(() => open({ figure: Number(link.hash.slice(8)) }, { focuses: byKey }));
  else if (link.matches(".report .at")) take(() => open({ finding: Number(link.dataset.n) }, { focuses: byKey }));
  else if (link.matches(".finding .open")) take(() => open({ finding: Number(link.closest(".finding").dataset.n) }, { focuses: byKey }));
  else if (link.matches(".outline nav a") && !wide.matches) outline.open = false;
});

// filters

function asked() {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) given.append(name, value);
  return given;
}

function filter() {
  const query = asked(), has = (name, value) => !query.has(name) || query.getAll(name).includes(value);
  const chosen = query.get("indicator"), section = form.elements.section.selectedOptions[0];
  const from = Number(section?.dataset.start ?? 0), to = Number(section?.dataset.end ?? Infinity);
  const number = chosen ? Number(form.elements.indicator.selectedOptions[0].dataset.number) : null;
  kept = new Set(places.filter((place) => has("kind", place.kind) && has("status", place.status) && (number === null || place.indicator === number) && place.start >= from && place.start < to).map((place) => place.start));
  for (const figure of all(".report .f")) figure.classList.toggle("away", !kept.has(Number(figure.hash.slice(8))));
  for (const note of all(".finding")) {
    const at = Number(note.dataset.at);
    note.hidden = !(has("severity", note.dataset.severity) && has("check", note.dataset.check) && at >= from && at < to);
    markOf(note.dataset.n)?.classList.toggle("away", note.hidden);
  }
  document.getElementById("kept").textContent = kept.size;
  document.getElementById("reset").hidden = !query.size;
  remember(location.hash, true);
  place();
}

form.addEventListener("change", (event) => {
  filter();
  if (event.target.name === "section" && event.target.value) document.getElementById(`section-${event.target.value}`)?.scrollIntoView({ block: "start" });
});
form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
document.getElementById("reset").addEventListener("click", (event) => {
  event.preventDefault();
  for (const box of all("input", form)) box.checked = false;
  for (const select of all("select", form)) select.value = "";
  filter();
});

// notes beside their lines, none over another

function place() {
  const notes = all(".finding:not([hidden])");
  margin.classList.toggle("placed", beside.matches && notes.length > 0);
  if (!beside.matches) { for (const note of all(".finding")) note.style.top = ""; return; }
  const top = margin.getBoundingClientRect().top, least = margin.querySelector("h2").getBoundingClientRect().bottom - top + 8;
  const wanted = notes.map((note) => (markOf(note.dataset.n)?.getBoundingClientRect().top ?? 0) - top - 4);
  const heights = notes.map((note) => note.offsetHeight + 6);
  const tops = apart(wanted, heights, least, notes.findIndex((note) => note.hasAttribute("aria-current")));
  notes.forEach((note, at) => { note.style.top = `${tops[at]}px`; });
  const last = notes.length - 1;
  margin.style.minHeight = last >= 0 ? `${tops[last] + heights[last]}px` : "";
}

// The chosen one stands at its line; those above give way upwards, those below downwards.
function apart(wanted, heights, least, chosen) {
  const tops = [...wanted];
  let low = least;
  tops.forEach((top, at) => { tops[at] = Math.max(top, low); low = tops[at] + heights[at]; });
  if (chosen < 0 || tops[chosen] <= wanted[chosen]) return tops;
  let high = Math.max(wanted[chosen], least + heights.slice(0, chosen).reduce((sum, height) => sum + height, 0));
  tops[chosen] = high;
  for (let at = chosen - 1; at >= 0; at -= 1) { tops[at] = Math.min(tops[at], high - heights[at]); high = tops[at]; }
  low = tops[chosen] + heights[chosen];
  for (let at = chosen + 1; at < tops.length; at += 1) { tops[at] = Math.max(wanted[at], low); low = tops[at] + heights[at]; }
  return tops;
}

document.body.addEventListener("htmx:oobAfterSwap", follow);
document.body.addEventListener("htmx:afterSettle", follow);
function follow() {
  const states = new Map(all(".finding").map((note) => [note.dataset.n, note.classList.contains("done")]));
  for (const [number, done] of states) markOf(number)?.classList.toggle("done", done);
  for (const each of all(".m")) each.classList.toggle("done", each.dataset.m.split(" ").every((number) => states.get(number)));
  if (current) mark(current);
  recount();
  settle();
  place();
}
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 422) event.detail.shouldSwap = true;
  else if (!new URL(xhr.responseURL).pathname.startsWith(here)) { event.detail.shouldSwap = false; tell(said.dataset.refused); }
});
for (const wrong of ["htmx:responseError", "htmx:sendError"]) {
  document.body.addEventListener(wrong, (event) => { if (event.detail.xhr.status !== 422) tell(said.dataset.refused); });
}

// the shapes in the outline count what nobody has accepted

const SHAPES = { error: "■", warning: "▲", note: "○" };
function recount() {
  const open = all(".finding:not(.done)");
  for (const option of all("option[data-start]", form)) {
    const link = links.get(`section-${option.value}`), from = Number(option.dataset.start), to = Number(option.dataset.end);
    for (const shape of all(".severity", link)) shape.remove();
    for (const [key, shape] of Object.entries(SHAPES)) {
      const count = open.filter((note) => note.dataset.severity === key && note.dataset.at >= from && note.dataset.at < to).length;
      if (count) link.append(Object.assign(document.createElement("span"), { className: `severity ${key}`, textContent: `${shape}${count}`, ariaHidden: "true" }));
    }
  }
}

// the outline follows

const links = new Map(all(".outline nav a").map((link) => [link.hash.slice(1), link])), now = document.getElementById("now");
let awaited = false;
function whereWeAre() {
  awaited = false;
  const passed = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight * 0.3);
  for (const [id, link] of links) {
    if (passed?.id !== id) { link.removeAttribute("aria-current"); continue; }
    if (link.hasAttribute("aria-current")) continue;
    link.setAttribute("aria-current", "location");
    now.textContent = link.querySelector(".what").textContent;
    const box = link.getBoundingClientRect(), list = link.closest("ol"), frame = list.getBoundingClientRect();
    if (box.top < frame.top + 8 || box.bottom > frame.bottom - 8) list.scrollTop += box.top - frame.top - frame.height / 3;
  }
}
addEventListener("scroll", () => { if (!awaited) { awaited = true; requestAnimationFrame(whereWeAre); } }, { passive: true });

function byAddress() {
  const found = /^#(figure|finding|at)-(\d+)$/.exec(location.hash);
  if (!found) { if (isOpen()) { rooms.classList.remove("open"); mark(null); } return; }
  const number = Number(found[2]), what = found[1] === "figure" ? { figure: number } : { finding: number };
  if (found[1] === "at") { mark(what); return; }
  if (what.figure !== undefined ? figureOf(number) : noteOf(number)) open(what, { remembers: false });
}

const fold = () => { outline.open = wide.matches; };
wide.addEventListener("change", () => { fold(); place(); });
beside.addEventListener("change", place);
new ResizeObserver(place).observe(document.querySelector(".report"));
document.fonts?.ready.then(place);
addEventListener("popstate", byAddress);
fold();
settle();
const opened = inspector.querySelector("[data-title]")?.dataset.title.split("-");
if (opened) mark({ [opened[0]]: Number(opened[1]) });
if (!opened || location.hash) byAddress();
whereWeAre();
place();
