// Shows how far an upload has come. Without it the form is sent as usual; a failure falls back to that.
for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    if (!files.length) return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    const shown = form.querySelector("[data-progress]");
    const bar = shown.querySelector("progress");
    const said = shown.querySelector("output");
    shown.hidden = false;
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const share = total ? Math.floor((loaded / total) * 100) : 0;
      bar.value = share;
      said.value = `${share}%`;
    });
    request.addEventListener("load", () => { window.location.href = request.responseURL || window.location.href; });
    request.addEventListener("error", () => { form.submit(); });
    request.open("POST", form.action);
    request.send(sent);
  });
}
