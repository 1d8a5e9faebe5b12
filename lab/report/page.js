/* Draws a report's figures from the embedded data. The wheel zooms, dragging moves.
   unpack.js is inserted before this script. */
const SVG = "http://www.w3.org/2000/svg";
const { conditions } = JSON.parse(document.querySelector("#campaign").textContent);
const WIDTH = 1040;
const LEFT = 160;
const COLOURS = { utility: "#0b57d0", generator: "#b06000", out: "#1a7037" };
const CONNECTED = {
  utility: "#8ab4f8",
  generator: "#fdc69c",
  none: "#e4e7eb",
  part: "#d7aefb",
  both: "#b3261e",
};
const LIGHT = { off: "#e4e7eb", on: "#1a7037", slow: "#a8dab5", fast: "#f28b82" };
const SWITCH = { closed: "#1a7037", open: "#e4e7eb", split: "#b3261e", unclear: "#f6d365" };

function make(name, attributes, parent) {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  parent?.append(one);
  return one;
}

function label(svg, text, x, y, anchor = "start") {
  make("text", { x, y, "text-anchor": anchor }, svg).textContent = text;
}

/** A chart with a zoomable time axis; `draw` is called with the visible range. */
function chart(figure, height, whole, draw) {
  const svg = make("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img" });
  let [from, to] = whole;
  const paint = () => {
    svg.replaceChildren();
    const x = (time) => LEFT + ((time - from) / (to - from)) * (WIDTH - LEFT - 10);
    draw(svg, x, from, to);
  };
  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const share = ((event.clientX - box.left) / box.width) * WIDTH;
      const at = from + ((share - LEFT) / (WIDTH - LEFT - 10)) * (to - from);
      const factor = event.deltaY < 0 ? 0.8 : 1.25;
      from = Math.max(whole[0], at - (at - from) * factor);
      to = Math.min(whole[1], at + (to - at) * factor);
      paint();
    },
    { passive: false },
  );
  svg.addEventListener("pointermove", (event) => {
    if (event.buttons !== 1) return;
    const moved = (-event.movementX / svg.getBoundingClientRect().width) * (to - from);
    const step = Math.min(Math.max(moved, whole[0] - from), whole[1] - to);
    from += step;
    to += step;
    paint();
  });
  svg.addEventListener("dblclick", () => {
    [from, to] = whole;
    paint();
  });
  paint();
  figure.append(svg);
}

function axis(svg, x, from, to, y, unit) {
  const rough = (to - from) / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    make("line", { x1: x(at), x2: x(at), y1: 0, y2: y - 12, stroke: "#eef0f2" }, svg);
    label(svg, `${Number(at.toPrecision(6))} ${unit}`, x(at), y, "middle");
  }
}

function clipped(from, to, a, b) {
  return [Math.max(a, from), Math.min(b, to)];
}

function strip(svg, x, from, to, y, name, changes, end, colourOf) {
  label(svg, name, 0, y + 10);
  changes.forEach((one, at) => {
    const [a, b] = clipped(from, to, one.time_s, changes[at + 1]?.time_s ?? end);
    if (b <= a) return;
    make(
      "rect",
      { x: x(a), y, width: Math.max(0.5, x(b) - x(a)), height: 12, fill: colourOf(one) },
      svg,
    );
  });
}

function polyline(svg, points, stroke) {
  make("polyline", { points: points.join(" "), fill: "none", stroke, "stroke-width": 1 }, svg);
}

function drawStates(figure) {
  const { changes, waveforms, simulated_s: end } = conditions[figure.dataset.condition];
  if (changes.length === 0) return;
  const strips = [
    ["House connected to", (one) => CONNECTED[one.connected]],
    ["U, verified", (one) => SWITCH[one.switches[0]]],
    ["G, verified", (one) => SWITCH[one.switches[1]]],
    ["Utility available", (one) => LIGHT[one.lights[0]]],
    ["Utility on", (one) => LIGHT[one.lights[1]]],
    ["Generator on", (one) => LIGHT[one.lights[2]]],
  ];
  const envelope = ["utility", "generator", "out"].map((place) => [
    place,
    unpacked(waveforms?.envelope[place] ?? ""),
  ]);
  const HEIGHT = 270;
  chart(figure, HEIGHT, [0, end], (svg, x, from, to) => {
    axis(svg, x, from, to, HEIGHT - 4, "s");
    envelope.forEach(([place, values], lane) => {
      label(svg, `${place === "out" ? "house" : place} V`, 0, 26 + lane * 44);
      const points = values.flatMap((value, at) => {
        const time = (at + 1) * waveforms.envelope.step_s;
        if (time < from || time > to) return [];
        return [`${x(time).toFixed(1)},${(40 + lane * 44 - (value / 300) * 36).toFixed(1)}`];
      });
      polyline(svg, points, COLOURS[place]);
    });
    strips.forEach(([name, colourOf], at) => {
      strip(svg, x, from, to, 142 + at * 18, name, changes, end, colourOf);
    });
  });
}

/** One transfer with its numbers unpacked. */
function oscillogramOf({ samples, sample_ms, moments, channels, switch_u, switch_g }) {
  return {
    times: unpacked(samples).map((sample) => sample * sample_ms),
    moments,
    channels: channels.map(({ name, values }) => ({ name, values: unpacked(values) })),
    switch_u: unpacked(switch_u),
    switch_g: unpacked(switch_g),
  };
}

function drawOscillogram(figure, one) {
  const { times } = one;
  const zero = one.moments.at(-1)?.time_ms ?? 0;
  const caption = document.createElement("figcaption");
  const moments = one.moments.map(({ what }) => what).join(", ");
  const at = `0 ms is ${(zero / 1000).toFixed(3)} s`;
  caption.textContent = `${moments}; ${at}. The wheel zooms, dragging moves.`;
  figure.append(caption);
  const HEIGHT = one.channels.length * 34 + 60;
  // Samples are shown side by side; a dashed line marks a jump in time.
  chart(figure, HEIGHT, [0, times.length - 1], (svg, x, from, to) => {
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(times.length - 1, Math.ceil(to));
    const step = Math.max(1, Math.round((last - first) / 8));
    for (let k = first; k <= last; k += step) {
      make("line", { x1: x(k), x2: x(k), y1: 0, y2: HEIGHT - 16, stroke: "#eef0f2" }, svg);
      const anchor = x(k) > WIDTH - 60 ? "end" : "middle";
      label(svg, `${(times[k] - zero).toFixed(1)} ms`, x(k), HEIGHT - 4, anchor);
    }
    for (let k = first + 1; k <= last; k++) {
      if (times[k] - times[k - 1] < 1) continue;
      const dashed = { stroke: "#57606a", "stroke-dasharray": "3 3" };
      make("line", { x1: x(k), x2: x(k), y1: 0, y2: HEIGHT - 16, ...dashed }, svg);
    }
    one.channels.forEach(({ name, values }, lane) => {
      const most = Math.max(20, ...values.map(Math.abs));
      const current = name.includes("current");
      const shown = current ? `${(most / 10).toFixed(1)} A` : `${most} V`;
      label(svg, `${name}, ${shown}`, 0, 20 + lane * 34);
      const points = [];
      for (let k = first; k <= last; k++) {
        points.push(`${x(k).toFixed(1)},${(17 + lane * 34 - (values[k] / most) * 15).toFixed(1)}`);
      }
      polyline(svg, points, COLOURS[name.split("-")[0]] ?? "#57606a");
    });
    ["switch_u", "switch_g"].forEach((key, lane) => {
      const y = one.channels.length * 34 + 4 + lane * 16;
      label(svg, key === "switch_u" ? "U closed" : "G closed", 0, y + 9);
      for (let k = first; k <= last; k++) {
        if (one[key][k] !== 1) continue;
        make(
          "rect",
          { x: x(k), y, width: Math.max(0.6, x(k + 1) - x(k)), height: 10, fill: "#1a7037" },
          svg,
        );
      }
    });
  });
}

function drawWaves(figure) {
  if (figure.childElementCount > 0) return;
  const { waveforms } = conditions[figure.dataset.condition];
  for (const one of waveforms?.oscillograms ?? []) drawOscillogram(figure, oscillogramOf(one));
  if (waveforms?.left_out > 0) {
    const note = document.createElement("figcaption");
    note.textContent = `${waveforms.left_out} more transfers are not shown.`;
    figure.append(note);
  }
}

for (const figure of document.querySelectorAll("figure.states")) drawStates(figure);
for (const details of document.querySelectorAll("details")) {
  details.addEventListener("toggle", () => {
    if (details.open) drawWaves(details.querySelector("figure.waves"));
  });
}
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const figure of document.querySelectorAll("figure.waves")) drawWaves(figure);
});
