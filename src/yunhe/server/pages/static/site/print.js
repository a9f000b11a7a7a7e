// A button that prints, for who has scripts; others use the browser's own menu.
const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
