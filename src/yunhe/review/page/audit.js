"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  root.classList.add("js");
  const cards = all(".findings ol > li"), marks = all(".mark"), boxes = all(".side input");
  const search = document.querySelector("#search"), nothing = document.querySelector(".findings .nothing");
  const numberOf = card => card.id.slice(1);
  let current = null;

  function filter() {
    const off = name => new Set(boxes.filter(box => box.name === name && !box.checked).map(box => box.value));
    const severities = off("severity"), checks = off("check");
    const words = search.value.trim().toLowerCase().split(/\s+/);
    const kept = new Set();
    for (const card of cards) {
      const fits = !severities.has(card.classList[0]) && !checks.has(card.dataset.check)
        && words.every(word => card.textContent.toLowerCase().includes(word));
      card.hidden = !fits;
      if (fits) kept.add(numberOf(card));
    }
    for (const mark of marks) mark.classList.toggle("away", !mark.dataset.rows.split(" ").some(row => kept.has(row)));
    nothing.hidden = kept.size > 0;
  }

  function select(number, from) {
    current = number;
    for (const marked of all("[aria-current]")) marked.removeAttribute("aria-current");
    const card = document.getElementById(`r${number}`);
    const own = marks.filter(mark => mark.dataset.rows.split(" ").includes(number));
    card?.setAttribute("aria-current", "true");
    own.forEach(mark => mark.setAttribute("aria-current", "true"));
    if (from !== "card") card?.scrollIntoView({ block: "nearest" });
    if (from !== "mark") own[0]?.scrollIntoView({ block: "center" });
    try { history.replaceState(null, "", `#r${number}`); } catch { /* a page without an address has none to keep */ }
  }

  function step(by) {
    const open = cards.filter(card => !card.hidden).map(numberOf);
    if (!open.length) return;
    const at = open.indexOf(current);
    select(open[at < 0 ? (by > 0 ? 0 : open.length - 1) : (at + by + open.length) % open.length]);
  }

  document.addEventListener("click", event => {
    const mark = event.target.closest(".mark");
    if (mark) {
      event.preventDefault();
      const rows = mark.dataset.rows.split(" ").filter(row => !document.getElementById(`r${row}`)?.hidden);
      if (rows.length) select(rows[(rows.indexOf(current) + 1) % rows.length], "mark");
      return;
    }
    const card = event.target.closest(".findings ol > li");
    if (card) { if (event.target.closest("a")) event.preventDefault(); select(numberOf(card), "card"); }
  });
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) { if (event.key === "Escape") search.blur(); return; }
    const keys = { n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), "/": () => search.focus() };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  boxes.forEach(box => box.addEventListener("change", filter));
  search.addEventListener("input", filter);
  const phone = matchMedia("(max-width: 1199px)"), side = document.querySelector(".side");
  const fold = () => { side.open = !phone.matches; };
  phone.addEventListener("change", fold);
  fold();
  filter();
  if (/^#[rm]\d+$/.test(location.hash)) select(location.hash.slice(2));
})();
