// Files dropped or chosen are listed with their sizes, and sent with progress; without script the form works by itself.
const form = document.querySelector("form.handing-in");
const drop = form?.querySelector(".drop");
const input = form?.querySelector("input[type=file]");
const list = form?.querySelector(".chosen");
const said = form?.querySelector(".said");
const sending = form?.querySelector(".sending");

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`);

function item(file) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  const what = document.createElement("span");
  const isTooLarge = file.size > Number(form.dataset.largest);
  name.textContent = file.name;
  what.textContent = isTooLarge ? `${size(file.size)} ${form.dataset.tooLarge}` : size(file.size);
  line.classList.toggle("too-large", isTooLarge);
  line.append(name, what);
  return line;
}

function showChosen() {
  list.replaceChildren(...[...input.files].map(item));
  list.hidden = input.files.length === 0;
}

function add(files) {
  const all = new DataTransfer();
  for (const file of [...input.files, ...files]) all.items.add(file);
  input.files = all.files;
  showChosen();
}

function arrive(answer) {
  const next = answer.getResponseHeader("HX-Redirect");
  if (next) {
    location.assign(next);
    return;
  }
  const main = new DOMParser().parseFromString(answer.responseText, "text/html").querySelector("main");
  if (!main) {
    stop(form.dataset.broken);
    return;
  }
  document.querySelector("main").replaceWith(main);
  document.querySelector(".errors a")?.focus();
}

function stop(words) {
  form.querySelector("button").disabled = false;
  said.textContent = words;
}

function send(event) {
  event.preventDefault();
  const request = new XMLHttpRequest();
  form.querySelector("button").disabled = true;
  sending.hidden = false;
  request.upload.addEventListener("progress", (now) => {
    const share = now.lengthComputable ? Math.round((now.loaded / now.total) * 100) : 0;
    sending.querySelector("progress").value = share;
    said.textContent = `${form.dataset.sending} ${share}%`;
  });
  request.addEventListener("load", () => arrive(request));
  request.addEventListener("error", () => stop(form.dataset.broken));
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.send(new FormData(form));
}

if (form) {
  input.addEventListener("change", showChosen);
  form.addEventListener("submit", send);
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    add(event.dataTransfer.files);
  });
}
