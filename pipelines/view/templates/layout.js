"use strict";

// Where nodes stand: springs along the edges, all nodes pushing each other apart, a pull to the middle.
// Nothing is random: nodes start on a spiral in their order, so that one page always looks the same.

function placeNodes(nodes, edges, wide, high) {
  const turn = Math.PI * (3 - Math.sqrt(5));
  nodes.forEach((node, at) => {
    const far = 30 * Math.sqrt(at + 0.5);
    Object.assign(node, { x: far * Math.cos(at * turn), y: far * Math.sin(at * turn), vx: 0, vy: 0, held: false });
  });
  const springs = springsOf(nodes, edges);
  // The work grows with the square of the number of nodes.
  const steps = Math.max(60, Math.min(400, Math.round(4e7 / (nodes.length ** 2 + 1))));
  const cooling = 1 - 0.001 ** (1 / steps);
  for (let step = 0, heat = 1; step < steps; step += 1, heat *= 1 - cooling) move(nodes, springs, heat, wide / high);
  return springs;
}

// One spring for two nodes, however many facts lie between them; short where there is much to draw.
function springsOf(nodes, edges) {
  const length = Math.max(64, 150 - nodes.length);
  const pairs = new Map();
  for (const { head, tail } of edges) {
    if (head !== tail) pairs.set(Math.min(head, tail) * nodes.length + Math.max(head, tail), [head, tail]);
  }
  const degree = nodes.map(() => 0);
  for (const [a, b] of pairs.values()) { degree[a] += 1; degree[b] += 1; }
  return [...pairs.values()].map(([a, b]) => ({
    a: nodes[a],
    b: nodes[b],
    // Two hubs need room between them for what hangs on each.
    length: length * (1 + 0.35 * Math.log2(Math.min(degree[a], degree[b]))) + Math.min(60, Math.max(degree[a], degree[b])),
    strength: 1 / Math.min(degree[a], degree[b]),
    share: degree[a] / (degree[a] + degree[b]),
  }));
}

function move(nodes, springs, heat, shape) {
  for (const { a, b, length, strength, share } of springs) {
    const dx = b.x + b.vx - a.x - a.vx || 0.01;
    const dy = b.y + b.vy - a.y - a.vy || 0.01;
    const far = Math.hypot(dx, dy);
    const pull = ((far - length) / far) * heat * strength;
    b.vx -= dx * pull * share; b.vy -= dy * pull * share;
    a.vx += dx * pull * (1 - share); a.vy += dy * pull * (1 - share);
  }
  const push = 520 * heat;
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const a = nodes[i], b = nodes[j];
      const dx = b.x - a.x || 0.01, dy = b.y - a.y || 0.01;
      const square = dx * dx + dy * dy;
      if (square > 810000) continue;
      const force = push / Math.max(square, 60);
      b.vx += dx * force; b.vy += dy * force;
      a.vx -= dx * force; a.vy -= dy * force;
    }
  }
  // Pulled more strongly along the short side of the window, so that the picture takes its shape.
  const across = 0.06 * heat * Math.min(2.2, Math.max(0.6, 1 / shape));
  const down = 0.06 * heat * Math.min(2.2, Math.max(0.6, shape));
  for (const node of nodes) {
    if (node.held) { node.vx = node.vy = 0; continue; }
    const middle = node.start ? 2.5 : 1;
    node.vx = (node.vx - node.x * across * middle) * 0.6; node.vy = (node.vy - node.y * down * middle) * 0.6;
    node.x += node.vx; node.y += node.vy;
  }
}
