// Draws the charts of a page with ECharts in SVG mode. The library is loaded when the first chart comes near the view;
// colours are those of tokens.css, drawn anew when the page turns dark, and in ink on paper for print.
const FONT = 13;
let library;

function load(url) {
  library ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: url, async: true });
    script.onload = () => resolve(window.echarts);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

function tokens() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  const found = { sans: of("sans") };
  for (const name of ["paper", "ink", "canal", "ochre", "celadon", "slate", "hairline", "shade"]) found[name] = of(name);
  return found;
}

const lastOf = (values) => values.findLastIndex((value) => value !== null);
const wide = (words) => [...words].reduce((sum, char) => sum + (char.charCodeAt(0) > 255 ? FONT : FONT * 0.58), 0);

// Four looks that differ by line and by fill as well as by colour.
const LOOKS = [
  { colour: "canal", line: "solid", decal: undefined },
  { colour: "ochre", line: "dashed", decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 } },
  { colour: "celadon", line: "dotted", decal: { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.7 } },
  { colour: "slate", line: [8, 3, 2, 3], decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 4 } },
];

function series(each, at, data, colours, right) {
  const look = LOOKS[at % LOOKS.length];
  const colour = colours[look.colour];
  const last = lastOf(each.values);
  const isBar = each.mark === "bar";
  const isOne = data.series.length === 1;
  const name = isOne ? "" : each.name;
  const place = data.across || !isOne ? "right" : isBar ? "top" : "right";
  const label = (index) => (data.stacked || each.isQuiet ? "" : data.across ? each.said[index] : index === last ? `${name} ${each.said[index]}`.trim() : "");
  const shared = {
    name: each.name,
    data: each.values.map((value, index) => ({ value, label: { show: label(index) !== "" && value !== null } })),
    label: {
      show: true, position: place, color: colours.ink, fontFamily: colours.sans, fontSize: FONT,
      formatter: (point) => label(point.dataIndex),
    },
    labelLayout: isOne || data.across ? {} : () => ({ x: right, align: "left", moveOverlap: "shiftY" }),
    emphasis: { disabled: true },
    cursor: each.links.length ? "pointer" : "default",
    markLine: at || !data.breaks.length || data.across ? undefined : {
      silent: true, symbol: "none", lineStyle: { color: colours.ochre, type: "dotted", width: 1 },
      label: { show: true, formatter: "≠", color: colours.ochre, fontSize: FONT },
      data: each.isQuiet ? [] : data.breaks.map((broken) => ({ xAxis: data.labels.indexOf(broken.label) })),
    },
  };
  if (isBar) {
    return { ...shared, type: "bar", barMaxWidth: 26, stack: data.stacked ? "all" : undefined,
      itemStyle: { color: colour, borderColor: colours.ink, borderWidth: look.decal ? 0.5 : 0, decal: look.decal } };
  }
  const hollow = each.mark === "hollow" || each.mark === "revised";
  return { ...shared, type: hollow ? "scatter" : "line", symbol: each.mark === "revised" ? "rect" : hollow ? "diamond" : "circle", symbolSize: hollow ? 11 : 6,
    connectNulls: false, z: hollow ? 4 : 3,
    lineStyle: { color: colour, type: look.line, width: 2 },
    itemStyle: hollow ? { color: colours.paper, borderColor: colour, borderWidth: 2 } : { color: colour } };
}

// A line stops at a break: one piece a stretch, and only the last has the name at its end.
function pieces(each, data) {
  if (each.mark !== "line" || !data.breaks.length) return [each];
  const ends = [0, ...data.breaks.map((broken) => data.labels.indexOf(broken.label)), data.labels.length];
  const found = ends.slice(1).map((end, at) => ({ ...each, values: each.values.map((value, index) => (index >= ends[at] && index < end ? value : null)) }));
  const last = found.findLastIndex((piece) => lastOf(piece.values) >= 0);
  return found.map((piece, at) => ({ ...piece, isQuiet: at !== last }));
}

function tip(points, data) {
  const shown = Array.isArray(points) ? points : [points];
  const at = shown[0].dataIndex;
  const lines = data.series.filter((each) => each.values[at] !== null).map((each) => {
    const note = each.notes[at] ? `（${each.notes[at]}）` : "";
    return `${each.mark === "hollow" ? "◇" : each.mark === "revised" ? "□" : each.mark === "bar" ? "■" : "●"} ${each.name}  ${each.said[at]} ${data.unit}${note}`;
  });
  return [data.labels[at], ...lines].join("\n");
}

function option(data, colours, width, isPrinted) {
  const bars = data.series.some((each) => each.mark === "bar");
  const words = { color: colours.slate, fontFamily: colours.sans, fontSize: FONT };
  const isKeyed = data.across && data.series.length > 1; // what lies in one row has no room for its name
  const room = Math.min(14 + Math.max(...data.series.map((each) => wide(`${data.series.length > 1 && !data.across ? each.name : ""} ${each.said[lastOf(each.values)] ?? ""}`))), 190);
  const labels = { type: "category", data: data.labels, inverse: data.across, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.slate } },
    axisLabel: { ...words, hideOverlap: !data.across, interval: data.across ? 0 : "auto" }, boundaryGap: bars || data.labels.length === 1 };
  const values = { type: "value", scale: !bars, splitNumber: 4, axisLabel: { ...words, formatter: (value) => value.toLocaleString("en") },
    splitLine: { lineStyle: { color: colours.hairline, width: 1 } }, name: data.across ? "" : data.unit,
    nameTextStyle: { ...words, align: "left", padding: [0, 0, 0, -30] }, show: !data.across };
  return {
    animation: false, backgroundColor: "transparent", aria: { enabled: false },
    textStyle: words,
    legend: isKeyed ? { left: 0, top: 0, itemWidth: 18, itemHeight: 12, selectedMode: false, textStyle: { ...words, color: colours.ink } } : undefined,
    grid: { left: 4, right: room, top: isKeyed ? 32 : data.across ? 4 : 34, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: isPrinted ? undefined : { trigger: data.series.every((each) => each.mark !== "line" && each.mark !== "bar") ? "item" : "axis", renderMode: "richText", confine: true, formatter: (points) => tip(points, data),
      transitionDuration: 0, backgroundColor: colours.shade, borderColor: colours.hairline, textStyle: { ...words, color: colours.ink },
      axisPointer: { type: bars ? "shadow" : "line", lineStyle: { color: colours.slate }, shadowStyle: { color: colours.slate, opacity: 0.1 } } },
    xAxis: data.across ? values : labels, yAxis: data.across ? labels : values,
    series: data.series.flatMap((each, at) => pieces(each, data).map((piece) => series(piece, at, data, colours, width - room + 8))),
  };
}

const drawn = new Map();

export async function draw(figure) {
  const plot = figure.querySelector(".plot");
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const echarts = await load(figure.dataset.library);
  if (data.across) plot.style.height = `${data.labels.length * 30 * (data.stacked ? 1 : Math.max(1, data.series.length * 0.6)) + 16 + (data.series.length > 1 ? 30 : 0)}px`;
  const chart = echarts.init(plot, null, { renderer: "svg" });
  const paint = (isPrinted = false) => chart.setOption(option(data, tokens(), chart.getWidth(), isPrinted), true);
  paint();
  chart.on("click", (event) => {
    const link = data.series.find((each) => each.name === event.seriesName)?.links[event.dataIndex];
    if (link?.startsWith("/") && !link.startsWith("//")) location.href = link;
  });
  drawn.set(plot, { chart, paint });
  sizes.observe(plot);
}

const sizes = new ResizeObserver((entries) => entries.forEach((entry) => repaint(entry.target)));
const near = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((entry) => entry.isIntersecting)) {
    near.unobserve(entry.target);
    draw(entry.target);
  }
}, { rootMargin: "400px" });

export function watch(root = document) {
  root.querySelectorAll("figure[data-chart]:not([data-seen])").forEach((figure) => {
    figure.dataset.seen = "";
    if (figure.querySelector(".plot")) near.observe(figure);
  });
}

function repaint(plot, isPrinted = false) {
  const { chart, paint } = drawn.get(plot);
  chart.resize();
  paint(isPrinted);
}

const all = (isPrinted) => drawn.forEach((_, plot) => repaint(plot, isPrinted));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => all(false));
matchMedia("print").addEventListener("change", (event) => all(event.matches));
document.addEventListener("htmx:load", (event) => watch(event.target));
watch();
