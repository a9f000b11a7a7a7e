// While the proof runs: say so and for how long, and let nobody press twice.
for (const form of document.querySelectorAll("form.proving")) {
  form.addEventListener("submit", (event) => {
    const said = form.querySelector(".waiting");
    const pressed = event.submitter;
    if (!said || !pressed || !["propose", "accept"].includes(pressed.value)) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    pressed.setAttribute("aria-disabled", "true");
    const began = Date.now();
    const running = said.dataset.running || said.textContent;
    const tell = () => { said.textContent = running.replace("{n}", String(Math.round((Date.now() - began) / 1000))); };
    tell();
    setInterval(tell, 1000);
  });
}
window.addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form.proving")) delete form.dataset.sent; });
