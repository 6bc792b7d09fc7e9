/**
 * Scores an SVG against a tile of a picture, inside the sandbox: there is no DOM there, so simple shapes are read and
 * painted here, pixel by pixel. Text in the language of the sandbox, for that is where it runs.
 */
export const svgEvaluator = `const SIDE = 24;
const NAMED = { white: "#ffffff", black: "#000000", red: "#ff0000", green: "#008000", blue: "#0000ff", yellow: "#ffff00", orange: "#ffa500", brown: "#a52a2a", gray: "#808080", grey: "#808080" };

function colourOf(text) {
  const name = (text || "black").trim().toLowerCase();
  const hex = NAMED[name] || name;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(hex);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(hex);
  if (short) return [1, 2, 3].map((i) => parseInt(short[i] + short[i], 16));
  return long ? [1, 2, 3].map((i) => parseInt(long[i], 16)) : undefined;
}

function pathPoints(d) {
  const parts = d.match(/[MmLlHhVvZz]|[-+]?[0-9]*\\.?[0-9]+/g) || [];
  const points = [];
  let x = 0, y = 0, order = "", at = 0;
  const next = () => Number(parts[at++]);
  while (at < parts.length) {
    if (/[a-z]/i.test(parts[at])) order = parts[at++];
    if (/z/i.test(order)) continue;
    const base = order === order.toLowerCase() ? [x, y] : [0, 0];
    if (/h/i.test(order)) x = base[0] + next();
    else if (/v/i.test(order)) y = base[1] + next();
    else if (/[ml]/i.test(order)) { x = base[0] + next(); y = base[1] + next(); }
    else return [];
    points.push([x, y]);
  }
  return points;
}

function insidePolygon(points, x, y) {
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
    const [xi, yi] = points[i], [xj, yj] = points[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function shapeOf(tag, get) {
  const n = (name, usual) => (get(name) === undefined ? usual || 0 : parseFloat(get(name)));
  if (tag === "rect") {
    const [x, y, w, h] = [n("x"), n("y"), n("width"), n("height")];
    return (px, py) => px >= x && px < x + w && py >= y && py < y + h;
  }
  if (tag === "circle") return (px, py) => Math.hypot(px - n("cx"), py - n("cy")) <= n("r");
  if (tag === "ellipse") return (px, py) => ((px - n("cx")) / n("rx")) ** 2 + ((py - n("cy")) / n("ry")) ** 2 <= 1;
  if (tag === "polygon" || tag === "path") {
    const numbers = (get("points") || "").match(/[-+]?[0-9]*\\.?[0-9]+/g) || [];
    const pairs = [];
    for (let i = 0; i + 1 < numbers.length; i += 2) pairs.push([Number(numbers[i]), Number(numbers[i + 1])]);
    const points = tag === "path" ? pathPoints(get("d") || "") : pairs;
    return points.length < 3 ? undefined : (px, py) => insidePolygon(points, px, py);
  }
  return undefined;
}

function readSvg(text) {
  const shapes = [], unread = [];
  for (const [, name, body] of text.matchAll(/<([a-zA-Z]+)((?:[^>"']|"[^"]*"|'[^']*')*)>/g)) {
    const tag = name.toLowerCase();
    if (tag === "svg" || tag === "g" || tag === "title") continue;
    const get = (wanted) => (new RegExp("(?:^|\\\\s)" + wanted + "\\\\s*=\\\\s*[\\"']([^\\"']*)[\\"']").exec(body) || [])[1];
    const covers = shapeOf(tag, get);
    const colour = colourOf(get("fill"));
    if (covers === undefined || colour === undefined || get("transform") !== undefined) { unread.push("<" + name + body + ">"); continue; }
    const opacity = parseFloat(get("opacity") || get("fill-opacity") || "1");
    shapes.push({ covers, colour, opacity: Math.min(1, Math.max(0, opacity)) });
  }
  return { shapes, unread };
}

function hex(colour) {
  return "#" + colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
}

function most(colours) {
  const counts = {};
  for (const colour of colours) counts[colour] = (counts[colour] || 0) + 1;
  return Object.entries(counts).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([colour, count]) => colour + " (" + count + " px)").join(", ");
}

function score(row) {
  const text = row.texts.picture;
  if (!/<svg[\\s>]/i.test(text)) return { score: 0, feedback: "The text holds no <svg> element." };
  if (text.length > 6000) return { score: 0, feedback: "The picture is longer than 6000 characters." };
  const { shapes, unread } = readSvg(text);
  if (shapes.length > 120) return { score: 0, feedback: "More than 120 shapes." };
  const colours = Object.fromEntries(row.expected.colours.split(", ").map((entry) => entry.split(" ")));
  const lines = row.expected.pixels.trim().split(/\\s+/);
  const wanted = lines.join("").split("").map((letter) => colours[letter]);
  const left = Number(row.inputs.left), top = Number(row.inputs.top), side = Number(row.inputs.side);
  const got = [];
  let sum = 0;
  for (let y = 0; y < side; y += 1) for (let x = 0; x < side; x += 1) {
    let colour = [255, 255, 255];
    for (const shape of shapes)
      if (shape.covers(left + x + 0.5, top + y + 0.5))
        colour = colour.map((part, i) => part * (1 - shape.opacity) + shape.colour[i] * shape.opacity);
    const want = colourOf(wanted[y * side + x]);
    const distance = Math.hypot(...colour.map((part, i) => part - want[i])) / Math.hypot(255, 255, 255);
    sum += Math.max(0, 1 - 3 * distance);
    got.push(hex(colour));
  }
  const share = sum / (side * side);
  const rows = lines.map((line, y) => "y " + (top + y) + ": " + line);
  const where = "The tile from x " + left + " to " + (left + side) + " and from y " + top + " to " + (top + side);
  const skipped = unread.length === 0 ? "" : " Not painted, because only rect, circle, ellipse, polygon and straight paths with a plain fill are read: " + unread.slice(0, 3).join(" ") + ".";
  if (share > 0.995) return { score: 1, feedback: where + " is right." + skipped };
  return { score: share, feedback: where + " is " + Math.round(share * 100) + " % right. It wants " + most(wanted) + "; painted is " + most(got) + "." + skipped + " Wanted, pixel by pixel from x " + left + ", where " + row.expected.colours + ":\\n" + rows.join("\\n") };
}`;
