// Follows how far reports are by server-sent events; when nothing is left to wait for, the page is loaded anew.
const place = document.querySelector("[data-follow]");

function show(report) {
  const row = place.querySelector(`[data-report="${CSS.escape(report.id)}"]`);
  if (!row) return;
  const bar = row.querySelector("progress");
  const word = row.querySelector(".word");
  if (bar) bar.value = report.progress;
  if (word) word.textContent = report.problem ? `${report.word}：${report.problem}` : `${report.word} ${report.progress}%`;
}

if (place) {
  const source = new EventSource(place.dataset.follow);
  source.addEventListener("standing", (event) => {
    const reports = JSON.parse(event.data);
    const left = document.querySelector(".left");
    reports.forEach(show);
    if (left) left.textContent = reports.filter((report) => !["done", "failed"].includes(report.state)).length;
  });
  source.addEventListener("done", () => {
    source.close();
    location.reload();
  });
  addEventListener("pagehide", () => source.close());
}
