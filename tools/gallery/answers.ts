import type { GeneratorName } from "../../src/tasks/gallery/entries.ts";

/**
 * Answers for the letters of recorded runs that were made by hand: written down beforehand by a person who knows the task
 * (house seed 1), and carried to the run one after another by `record.ts`. They are labelled so wherever such a run is shown.
 */
export const answersByHand: Partial<Record<GeneratorName, readonly string[]>> = {
  packing: [
    `The seed only looks at the last bin, so every gap before it is lost. Look at all open bins and take the first that has room.

\`\`\`
// place(item, bins, capacity): bins holds the free space of each open bin.
// Return the index of the bin to use, or -1 to open a new one.
function place(item, bins, capacity) {
  for (let i = 0; i < bins.length; i += 1) if (bins[i] >= item) return i;
  return -1;
}
\`\`\``,
    `Large free spaces are left because big gaps are filled with small items. Take the bin that the item fills best.

\`\`\`
// place(item, bins, capacity): the bin with the least room that still holds the item, or -1 for a new one.
function place(item, bins, capacity) {
  let best = -1;
  for (let i = 0; i < bins.length; i += 1)
    if (bins[i] >= item && (best < 0 || bins[i] < bins[best])) best = i;
  return best;
}
\`\`\``,
    `Best fit leaves crumbs that no later item fits into. Take a perfect fit first; else prefer a bin in which something useful stays.

\`\`\`
// place(item, bins, capacity): a bin that becomes (nearly) full, else the fullest in which a usable gap stays,
// else the fullest that holds the item, else -1 for a new bin.
function place(item, bins, capacity) {
  const full = 3;
  const usable = 20;
  let best = -1;
  let bestRank = Infinity;
  for (let i = 0; i < bins.length; i += 1) {
    const left = bins[i] - item;
    if (left < 0) continue;
    const rank = left <= full ? left : left >= usable ? 100 + left : 300 + left;
    if (rank < bestRank) { best = i; bestRank = rank; }
  }
  return best;
}
\`\`\``,
  ],
  circles: [
    `A plain grid wastes places when n is not a square number. Use as few rows as needed and stretch: put the circles where there is most room, one after another, never larger than a cap.

\`\`\`
// pack(n): greedy. Again and again the point with the most room gets a circle, no larger than a cap that fits n.
function pack(n) {
  const steps = 30;
  const cap = 0.55 / Math.sqrt(n);
  const circles = [];
  for (let k = 0; k < n; k += 1) {
    let best = [0.5, 0.5, 0];
    for (let i = 1; i < steps; i += 1) for (let j = 1; j < steps; j += 1) {
      const x = i / steps, y = j / steps;
      let room = Math.min(x, y, 1 - x, 1 - y);
      for (const [cx, cy, r] of circles) {
        room = Math.min(room, Math.hypot(x - cx, y - cy) - r);
        if (room <= best[2]) break;
      }
      if (room > best[2]) best = [x, y, Math.min(room, cap)];
      if (best[2] >= cap) break;
    }
    circles.push(best);
  }
  return circles;
}
\`\`\``,
    `Keep the grid where it is best and use its free places better: in a grid of side s the gaps between four circles can hold a small one each. When n is a little more than a square, a smaller grid with circles in the gaps wins.

\`\`\`
// pack(n): a grid of s by s equal circles, further circles in the gaps between four of them; the best s wins.
function pack(n) {
  let best = [];
  let bestSum = -1;
  for (let s = 1; s <= Math.ceil(Math.sqrt(n)); s += 1) {
    const r = 0.5 / s;
    const circles = [];
    for (let i = 0; i < s * s && circles.length < n; i += 1)
      circles.push([((i % s) + 0.5) / s, (Math.floor(i / s) + 0.5) / s, r]);
    const gap = (Math.SQRT2 - 1) * r;
    for (let i = 1; i < s && circles.length < n; i += 1)
      for (let j = 1; j < s && circles.length < n; j += 1) circles.push([i / s, j / s, gap * 0.999999]);
    if (circles.length < n) continue;
    const sum = circles.reduce((total, c) => total + c[2], 0);
    if (sum > bestSum) { best = circles; bestSum = sum; }
  }
  return best;
}
\`\`\``,
    `Both ideas together, and the radii made as large as they go afterwards: start from the better layout, then let circles grow in turn until they touch a neighbour or the border, moving each a little where that gives it room.

\`\`\`
// pack(n): the best grid with filled gaps, or staggered rows; then each circle is moved a little where that gives room, and grown.
function pack(n) {
  const room = (circles, k, x, y) => {
    let r = Math.min(x, y, 1 - x, 1 - y);
    for (let i = 0; i < circles.length; i += 1)
      if (i !== k) r = Math.min(r, Math.hypot(x - circles[i][0], y - circles[i][1]) - circles[i][2]);
    return r;
  };
  const total = (circles) => circles.reduce((sum, c) => sum + c[2], 0);
  const starts = [];
  for (let s = 1; s <= Math.ceil(Math.sqrt(n)); s += 1) {
    const r = 0.5 / s, circles = [];
    for (let i = 0; i < s * s && circles.length < n; i += 1)
      circles.push([((i % s) + 0.5) / s, (Math.floor(i / s) + 0.5) / s, r]);
    for (let i = 1; i < s && circles.length < n; i += 1)
      for (let j = 1; j < s && circles.length < n; j += 1) circles.push([i / s, j / s, (Math.SQRT2 - 1) * r * 0.999999]);
    if (circles.length === n) starts.push(circles);
  }
  for (let rows = 2; rows <= Math.ceil(Math.sqrt(n)) + 1; rows += 1) {
    const circles = [];
    for (let row = 0; row < rows; row += 1) {
      const here = Math.floor((n * (row + 1)) / rows) - Math.floor((n * row) / rows);
      for (let i = 0; i < here; i += 1) circles.push([(i + 0.5) / here, (row + 0.5) / rows, 0]);
    }
    const placed = circles.map((c) => c.slice());
    for (let k = 0; k < n; k += 1) {
      let half = Math.min(placed[k][0], placed[k][1], 1 - placed[k][0], 1 - placed[k][1]);
      for (let i = 0; i < n; i += 1) if (i !== k) half = Math.min(half, Math.hypot(placed[k][0] - placed[i][0], placed[k][1] - placed[i][1]) / 2);
      circles[k][2] = half * 0.999999;
    }
    starts.push(circles);
  }
  starts.sort((a, b) => total(b) - total(a));
  let best = starts[0];
  for (const start of starts.slice(0, 2)) {
    const circles = start.map((c) => c.slice());
    let step = 0.08;
    for (let turn = 0; turn < 14; turn += 1) {
      for (let k = 0; k < n; k += 1) {
        const [x, y] = circles[k];
        let put = [x, y, room(circles, k, x, y)];
        for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1], [1, -1], [-1, 1]]) {
          const px = x + dx * step, py = y + dy * step, r = room(circles, k, px, py);
          if (r > put[2]) put = [px, py, r];
        }
        circles[k] = [put[0], put[1], Math.max(0, put[2] - 1e-9)];
      }
      step *= 0.75;
    }
    if (total(circles) > total(best)) best = circles;
  }
  return best;
}
\`\`\``,
  ],
  pattern: [
    `It finds numbers of the wrong length and in the middle of other things. The right ones have two letters, a dash and four digits.

\`\`\`
[A-Z]{2}-\\d{4}
\`\`\``,
    `Numbers with a fifth digit are still found. After the digits comes another dash and one letter.

\`\`\`
[A-Z]{2}-\\d{4}-[A-Z]
\`\`\``,
    `Something longer may hold the same signs inside it, so nothing may be joined on either side.

\`\`\`
(?<![A-Za-z0-9])[A-Z]{2}-\\d{4}-[A-Z](?![A-Za-z0-9])
\`\`\``,
  ],
  svg: [
    `Nothing is painted yet. The tiles above want a pale violet, those below an ochre: a sky and a ground.

\`\`\`
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
  <rect x="0" y="0" width="24" height="24" fill="#e3d2ea"/>
  <rect x="0" y="14" width="24" height="10" fill="#c2a56a"/>
</svg>
\`\`\``,
    `To the left a blue block stands on the ground, from x 3 to 14, and something dark comes to a point above it: a house with a roof.

\`\`\`
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
  <rect x="0" y="0" width="24" height="24" fill="#e3d2ea"/>
  <rect x="0" y="14" width="24" height="10" fill="#c2a56a"/>
  <rect x="3" y="10" width="11" height="6" fill="#7d93b8"/>
  <polygon points="8.5,5 2,10 15,10" fill="#4d5a3c"/>
</svg>
\`\`\``,
    `At the upper right an orange disc is missing, and the house lacks its door and its lit window.

\`\`\`
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
  <rect x="0" y="0" width="24" height="24" fill="#e3d2ea"/>
  <circle cx="20" cy="3" r="3" fill="#f08a3c"/>
  <rect x="0" y="14" width="24" height="10" fill="#c2a56a"/>
  <rect x="3" y="10" width="11" height="6" fill="#7d93b8"/>
  <polygon points="8.5,5 2,10 15,10" fill="#4d5a3c"/>
  <rect x="4" y="12" width="2" height="4" fill="#3a2f2a"/>
  <rect x="10" y="12" width="2" height="2" fill="#fdf3c4"/>
</svg>
\`\`\``,
  ],
};
