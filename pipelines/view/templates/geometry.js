// Shapes and curves, in pixels of the window.

// A type has a shape beside its colour, for those who see few colours.
const SHAPES = [
  (r) => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`,
  (r) => polygon(4, r * 1.2, Math.PI / 4),
  (r) => polygon(3, r * 1.3, -Math.PI / 2),
  (r) => polygon(4, r * 1.22, 0),
  (r) => polygon(6, r * 1.1, 0),
  (r) => polygon(3, r * 1.3, Math.PI / 2),
  (r) => polygon(5, r * 1.15, -Math.PI / 2),
];
const DOT = SHAPES[0];

function polygon(corners, r, from) {
  const at = (n) => from + (2 * Math.PI * n) / corners;
  const points = Array.from({ length: corners }, (_, n) => `${round(r * Math.cos(at(n)))},${round(r * Math.sin(at(n)))}`);
  return `M${points.join("L")}Z`;
}

function round(number) { return Math.round(number * 10) / 10; }

// Which of several edges between the same two nodes each is, so that they can be drawn apart.
function spread(edges) {
  const groups = new Map();
  for (const edge of edges) {
    const key = `${Math.min(edge.head, edge.tail)} ${Math.max(edge.head, edge.tail)}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  for (const group of groups.values()) {
    group.forEach((edge, at) => { edge.turn = at; edge.bend = at - (group.length - 1) / 2; });
  }
}

// The curve of an edge from node to node: its path, its arrow's tip, and where its label stands.
function curve(edge, from, to, tip) {
  return from === to ? loop(edge, from, tip) : arc(edge, from, to, tip);
}

function arc(edge, from, to, tip) {
  const dx = to.sx - from.sx, dy = to.sy - from.sy;
  const far = Math.hypot(dx, dy) || 1;
  // The side to bend to must not depend on which end is the head.
  const side = edge.head < edge.tail ? 1 : -1;
  const off = edge.bend * side * Math.min(52, 20 + far * 0.2);
  const cx = (from.sx + to.sx) / 2 - (dy / far) * off, cy = (from.sy + to.sy) / 2 + (dx / far) * off;
  const start = towards(from, cx, cy, from.r + 1), end = towards(to, cx, cy, to.r + 4);
  return {
    path: `M${start.x},${start.y}Q${round(cx)},${round(cy)} ${end.x},${end.y}`,
    tip: arrow(end, cx, cy, tip),
    x: (start.x + 2 * cx + end.x) / 4,
    y: (start.y + 2 * cy + end.y) / 4,
    far,
  };
}

function loop(edge, node, tip) {
  const middle = -Math.PI / 2 + edge.turn * 0.95, out = node.r + 52;
  const corner = (angle) => ({ x: node.sx + out * Math.cos(angle), y: node.sy + out * Math.sin(angle) });
  const a = corner(middle - 0.45), b = corner(middle + 0.45);
  const start = towards(node, a.x, a.y, node.r + 1), end = towards(node, b.x, b.y, node.r + 4);
  return {
    path: `M${start.x},${start.y}C${round(a.x)},${round(a.y)} ${round(b.x)},${round(b.y)} ${end.x},${end.y}`,
    tip: arrow(end, b.x, b.y, tip),
    x: node.sx + (node.r + 40) * Math.cos(middle),
    y: node.sy + (node.r + 40) * Math.sin(middle),
    far: 200,
  };
}

function towards(node, x, y, by) {
  const far = Math.hypot(x - node.sx, y - node.sy) || 1;
  return { x: round(node.sx + ((x - node.sx) / far) * by), y: round(node.sy + ((y - node.sy) / far) * by) };
}

function arrow(end, fromX, fromY, size) {
  const far = Math.hypot(end.x - fromX, end.y - fromY) || 1;
  const ux = (end.x - fromX) / far, uy = (end.y - fromY) / far;
  const back = { x: end.x - ux * 5 * size, y: end.y - uy * 5 * size };
  const side = 4 * size;
  const tip = `${round(end.x + ux * 3)},${round(end.y + uy * 3)}`;
  return `M${tip}L${round(back.x - uy * side)},${round(back.y + ux * side)}L${round(back.x + uy * side)},${round(back.y - ux * side)}Z`;
}
