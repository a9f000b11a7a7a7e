// Keys of every page: / to the search, ? for the table of keys. A page adds its own with `on(key, act)`.
const acts = new Map();

export function on(key, act) {
  acts.set(key, act);
}

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const act = acts.get(event.key);
  if (!act) return;
  event.preventDefault();
  act(event);
});

const keys = document.getElementById("keys");
on("/", () => document.getElementById("search")?.focus());
on("?", () => keys.showModal());
document.getElementById("show-keys")?.addEventListener("click", () => keys.showModal());

// A part that is asked for after the session has ended leads to the login as a whole; one that fails says so.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (new URL(xhr.responseURL || window.location.href).pathname !== "/account/login/") return;
  event.detail.shouldSwap = false;
  window.location.href = `/account/login/?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
});
