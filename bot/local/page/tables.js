// Tables, which scroll sideways on their own, and charts with the figures that they are drawn from.
import { drawing, element } from "./nodes.js";
import { renderRichText } from "./rich_text.js";
import { WORDS } from "./words.js";

const cell = (part) => (part.type === "rich_text" ? renderRichText(part) : document.createTextNode(part.type === "raw_number" ? part.text ?? Number(part.value).toLocaleString("nl-NL") : part.text));

function drawRow(row, settings, isHead) {
  return element("tr", {}, ...row.map((part, place) => element(isHead ? "th" : "td", { scope: isHead ? "col" : null, class: [settings[place]?.align ?? (part.type === "raw_number" ? "right" : "left"), settings[place]?.is_wrapped ? "wrapped" : ""].join(" ") }, cell(part))));
}

export function renderTable(block) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows;
  const table = element("table", {}, element("thead", {}, drawRow(head, settings, true)), element("tbody", {}, ...rows.map((row) => drawRow(row, settings, false))));
  return element("div", { class: "block table-scroll", tabindex: "0", role: "region", "aria-label": WORDS.table }, table);
}

export function renderDataTable(block) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? 5;
  let from = 0;
  const body = element("tbody");
  const where = element("span", { role: "status" });
  const turn = (step) => { from = Math.min(Math.max(0, from + step * size), Math.floor((rows.length - 1) / size) * size); draw(); };
  const button = (label, step) => element("button", { type: "button", class: "button", onclick: () => turn(step) }, label);
  const back = button(WORDS.previous, -1), on = button(WORDS.next, 1);
  function draw() {
    body.replaceChildren(...rows.slice(from, from + size).map((row) => drawRow(row, [], false)));
    where.textContent = WORDS.page(from + 1, Math.min(from + size, rows.length), rows.length);
    back.disabled = from === 0;
    on.disabled = from + size >= rows.length;
  }
  draw();
  const table = element("table", {}, element("caption", {}, block.caption), element("thead", {}, drawRow(head, [], true)), body);
  return element("div", { class: "block" }, element("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": block.caption }, table), rows.length > size ? element("div", { class: "pager" }, back, where, on) : null);
}

const WIDTH = 520, HEIGHT = 200, FOOT = 24, HEAD = 22, SIDE = 8;

export function renderChart(block) {
  const { chart } = block;
  const labels = chart.type === "pie" ? chart.segments.map((segment) => segment.label) : chart.axis_config.categories;
  const series = chart.type === "pie" ? [{ name: block.title, data: chart.segments }] : chart.series;
  const drawn = drawing("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "img", "aria-label": block.title }, ...(chart.type === "pie" ? drawPie(chart.segments) : drawAxes(chart, labels, series)));
  const rows = labels.map((label) => element("tr", {}, element("th", { scope: "row" }, label), ...series.map((one) => element("td", {}, one.data.find((point) => point.label === label).value.toLocaleString("nl-NL")))));
  const table = element("table", {}, element("thead", {}, element("tr", {}, element("td"), ...series.map((one) => element("th", { scope: "col" }, one.name)))), element("tbody", {}, ...rows));
  const key = series.length > 1 ? element("p", { class: "key" }, ...series.map((one, place) => element("span", { class: `series-${place % 6}` }, one.name))) : null;
  return element("figure", { class: "block chart-block" }, element("figcaption", {}, block.title), drawn, key, element("div", { class: "visually-hidden" }, table));
}

function drawAxes(chart, labels, series) {
  const values = series.flatMap((one) => one.data.map((point) => point.value));
  const high = Math.max(...values, 0), low = Math.min(...values, 0);
  const y = (value) => HEAD + ((high - value) / (high - low || 1)) * (HEIGHT - FOOT - HEAD - SIDE);
  const step = (WIDTH - SIDE * 2) / labels.length;
  const valueOf = (one, label) => one.data.find((point) => point.label === label).value;
  const nodes = [drawing("line", { x1: SIDE, x2: WIDTH - SIDE, y1: y(0), y2: y(0), class: "axis" })];
  labels.forEach((label, place) => {
    nodes.push(write(label, SIDE + step * (place + 0.5), HEIGHT - 6));
  });
  series.forEach((one, number) => {
    if (chart.type === "bar") labels.forEach((label, place) => {
      const wide = Math.min(64, step * 0.7) / series.length, value = valueOf(one, label);
      if (series.length === 1) nodes.push(write(value.toLocaleString("nl-NL"), SIDE + step * (place + 0.5), Math.min(y(0), y(value)) - 5));
      nodes.push(drawing("rect", { x: SIDE + step * (place + 0.5) + wide * (number - series.length / 2), y: Math.min(y(0), y(value)), width: wide, height: Math.max(1, Math.abs(y(value) - y(0))), rx: 2, class: `series-${number % 6}` }));
    });
    else {
      const points = labels.map((label, place) => `${SIDE + step * (place + 0.5)},${y(valueOf(one, label))}`);
      if (chart.type === "area") nodes.push(drawing("polygon", { points: [`${SIDE + step / 2},${y(0)}`, ...points, `${WIDTH - SIDE - step / 2},${y(0)}`].join(" "), class: `area series-${number % 6}` }));
      nodes.push(drawing("polyline", { points: points.join(" "), class: `line series-${number % 6}` }));
    }
  });
  return nodes;
}

const write = (text, x, y) => drawing("text", { x, y, "text-anchor": "middle" }, text);

function drawPie(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0);
  let turn = -Math.PI / 2;
  return segments.map((segment, place) => {
    const end = turn + (segment.value / total) * Math.PI * 2 - 1e-6;
    const at = (angle) => `${WIDTH / 2 + 92 * Math.cos(angle)} ${HEIGHT / 2 + 92 * Math.sin(angle)}`;
    const path = `M${WIDTH / 2} ${HEIGHT / 2} L${at(turn)} A92 92 0 ${end - turn > Math.PI ? 1 : 0} 1 ${at(end)} Z`;
    turn = end;
    return drawing("path", { d: path, class: `series-${place % 6}` });
  });
}
