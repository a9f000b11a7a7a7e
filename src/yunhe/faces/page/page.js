"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text ?? "" }, more);
  const root = document.documentElement;
  root.classList.add("js");

  for (const table of all("table.list")) sortable(table);
  const data = $("#claims") ? JSON.parse($("#claims").textContent) : null;
  const search = $("#search");
  if (data) report(); else index();

  function sortable(table) {
    const heads = all("th", table);
    heads.forEach((head, column) => {
      const button = make("button", head.textContent, { type: "button" });
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const key = row => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
        const numeric = head.classList.contains("n");
        const order = (a, b) => numeric ? (parseFloat(key(a)) || 0) - (parseFloat(key(b)) || 0) : key(a).localeCompare(key(b), "zh");
        const rows = [...body.rows].sort(order);
        body.append(...(down ? rows.reverse() : rows));
      });
      head.replaceChildren(button);
    });
  }

  function index() {
    search.addEventListener("input", () => {
      const words = search.value.trim().toLowerCase();
      for (const row of all("tbody tr")) row.hidden = !row.textContent.toLowerCase().includes(words);
      $(".shown").textContent = `${all("tbody tr:not([hidden])").length} 份`;
    });
    document.addEventListener("keydown", event => {
      if (event.key === "/" && event.target !== search) { event.preventDefault(); search.focus(); }
    });
  }

  function report() {
    const figures = all("article .f"), marks = new Map();
    for (const figure of figures) if (!marks.has(+figure.dataset.i)) marks.set(+figure.dataset.i, figure);
    const rows = new Map(all("#table tbody tr").map(row => [+row.dataset.i, row]));
    const inspector = $(".inspector"), section = $("#section"), help = $("dialog");
    const boxes = all(".side input[type=checkbox]");
    const found = ([label]) => !["章节", "位置"].includes(label);
    const haystack = data.map(claim => [claim.name, claim.amount, claim.figure, ...claim.facts.filter(found).flat()].join(" ").toLowerCase());
    let current = -1, unfolded = false, matching = data.map((_, i) => i);

    function filter() {
      const off = new Set(boxes.filter(box => !box.checked).map(box => box.value));
      const words = search.value.trim().toLowerCase().split(/\s+/), part = section.value;
      const fits = i => !off.has(data[i].kind) && !off.has(data[i].status)
        && (!part || data[i].section === part || data[i].section.startsWith(part + " / "))
        && words.every(word => haystack[i].includes(word));
      matching = data.map((_, i) => i).filter(fits);
      const kept = new Set(matching);
      for (const figure of figures) figure.classList.toggle("away", !kept.has(+figure.dataset.i));
      for (const [i, row] of rows) row.hidden = !kept.has(i);
      $(".nothing").hidden = matching.length > 0;
      $(".shown").textContent = kept.size === data.length ? `${data.length} 条` : `${kept.size} / ${data.length} 条`;
      $("#reset").hidden = kept.size === data.length;
      place();
    }

    function reset() {
      boxes.forEach(box => { box.checked = true; });
      search.value = section.value = "";
      filter();
    }

    const tabular = () => root.classList.contains("tabular");

    function show(table) {
      root.classList.toggle("tabular", table);
      $("#as-text").setAttribute("aria-pressed", String(!table));
      $("#as-table").setAttribute("aria-pressed", String(table));
    }

    function turn(table) {
      show(table);
      remember(table ? "#table" : current >= 0 ? `#f${data[current].start}` : "#");
      if (current >= 0) reveal(current); else scrollTo(0, 0);
    }

    function remember(hash) {
      if (location.hash === hash || (hash === "#" && !location.hash)) return;
      try { history.pushState(null, "", hash); } catch { /* a page without an address has no history to keep */ }
    }

    function reveal(i) {
      const target = tabular() ? rows.get(i) : marks.get(i);
      if (!target) return;
      const box = target.getBoundingClientRect(), low = innerHeight * (innerWidth < 768 ? .38 : .85);
      if (box.top < 90 || box.bottom > low) target.scrollIntoView({ block: innerWidth < 768 ? "start" : "center" });
    }

    function select(i, quiet) {
      current = i;
      for (const marked of all("[aria-current=true], .f.kin")) { marked.removeAttribute("aria-current"); marked.classList.remove("kin"); }
      if (i < 0) { idle(); return; }
      for (const figure of figures) if (+figure.dataset.i === i) figure.setAttribute("aria-current", "true");
      for (const kin of data[i].kin) for (const figure of figures) if (+figure.dataset.i === kin) figure.classList.add("kin");
      rows.get(i)?.setAttribute("aria-current", "true");
      inspect(data[i]);
      reveal(i);
      if (!quiet && !tabular()) remember(`#f${data[i].start}`);
    }

    function place() {
      const at = matching.indexOf(current), label = $(".inspector header span");
      if (label) label.textContent = at < 0 ? `共 ${matching.length} 条` : `第 ${at + 1} / ${matching.length} 条`;
    }

    function idle() {
      inspector.classList.add("idle");
      $(".inspector .body").replaceChildren(make("p", "点一个数字，这里写出读到了什么。按 n、p 逐个看，按 ? 看全部按键。", { className: "empty" }));
      place();
    }

    function inspect(claim) {
      inspector.classList.remove("idle");
      const facts = make("dl"), quote = make("blockquote");
      for (const [label, value, note] of claim.facts) {
        const said = make("dd", value);
        if (note) said.append(make("small", note));
        facts.append(make("dt", label), said);
      }
      quote.append(claim.before, make("mark", claim.figure), claim.after);
      const kin = claim.kin.map(i => {
        const button = make("button", `${i < current ? "←" : "→"} ${data[i].kindWord} ${data[i].amount}`, { type: "button", className: "kin" });
        button.addEventListener("click", () => select(i));
        return button;
      });
      const body = [make("h2", claim.name), make("p", claim.amount, { className: "amount" }), ...kin, quote, facts];
      body.push(reasons(claim));
      if (tabular()) {
        const back = make("button", "在正文里看", { type: "button" });
        back.addEventListener("click", () => turn(false));
        body.push(back);
      }
      $(".inspector .body").replaceChildren(...body);
      inspector.scrollTop = 0;
      place();
    }

    function reasons(claim) {
      const folded = make("details"), list = make("dl");
      for (const [rule, purpose] of claim.rules) list.append(make("dt", rule), make("dd", purpose));
      folded.append(make("summary", `由 ${claim.rules.length} 条规则读出`), list);
      folded.open = unfolded;
      folded.addEventListener("toggle", () => { unfolded = folded.open; });
      return folded;
    }

    function step(by) {
      if (!matching.length) return;
      const order = tabular() ? all("#table tbody tr:not([hidden])").map(row => +row.dataset.i) : matching;
      let at = order.indexOf(current);
      if (at < 0) at = by > 0 ? order.findIndex(i => i > current) - 1 : order.findIndex(i => i >= current);
      select(order[(at + by + order.length) % order.length]);
    }

    function follow() {
      const hash = decodeURIComponent(location.hash);
      if (hash === "#table") { show(true); return; }
      const i = /^#[fr]\d+$/.test(hash) ? data.findIndex(claim => claim.start === +hash.slice(2)) : -1;
      if (i >= 0 || tabular()) show(false);
      if (i >= 0) select(i, true);
      else if (!hash) select(-1, true);
    }

    document.addEventListener("click", event => {
      const figure = event.target.closest("article .f, #table tbody tr");
      if (figure) { event.preventDefault(); select(+figure.dataset.i); return; }
      if (event.target.closest(".side ol a")) {
        if (tabular()) show(false);
        if (innerWidth < 768) $(".side").open = false;
      }
    });
    const keys = {
      n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1),
      t: () => turn(!tabular()), "/": () => search.focus(), "?": () => help.showModal(), r: reset,
      Escape: () => { select(-1, true); remember(tabular() ? "#table" : "#"); },
    };
    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
      const typing = event.target.closest("input[type=search], select");
      if (typing && event.key === "Escape") { event.target.blur(); return; }
      if (typing && event.key === "Enter" && event.target === search) { search.blur(); step(1); return; }
      if (typing || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    $("#as-text").addEventListener("click", () => turn(false));
    $("#as-table").addEventListener("click", () => turn(true));
    $("#help").addEventListener("click", keys["?"]);
    $("#close-help").addEventListener("click", () => help.close());
    $("#next").addEventListener("click", keys.n);
    $("#previous").addEventListener("click", keys.p);
    $("#close").addEventListener("click", keys.Escape);
    $("#reset").addEventListener("click", reset);
    search.addEventListener("input", filter);
    section.addEventListener("change", () => {
      filter();
      const link = section.selectedOptions[0].dataset.to;
      if (link && !tabular()) $(link)?.scrollIntoView();
    });
    boxes.forEach(box => box.addEventListener("change", filter));
    addEventListener("popstate", follow);
    addEventListener("hashchange", follow);

    const links = new Map(all(".side ol a").map(link => [link.hash.slice(1), link]));
    const headings = all("article [data-section]");
    let asked = false;
    function whereWeAre() {
      asked = false;
      if (tabular()) return;
      const passed = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight * .3).pop();
      for (const [id, link] of links) if (passed?.id === id) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
    }
    addEventListener("scroll", () => { if (!asked) { asked = true; requestAnimationFrame(whereWeAre); } }, { passive: true });

    const phone = matchMedia("(max-width: 767px)"), fold = () => { $(".side").open = !phone.matches; };
    phone.addEventListener("change", fold);
    fold();
    idle();
    filter();
    follow();
    whereWeAre();
  }
})();
