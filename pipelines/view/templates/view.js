// The picture itself: its elements, which of them are lit, and what the panel shows.

document.documentElement.classList.add("js");
const world = JSON.parse(document.getElementById("data").textContent);
const graph = document.getElementById("graph");
const panel = document.getElementById("panel");
const MANY = 80; // edges
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const camera = { k: 1, x: 0, y: 0 };
const state = { hover: null, chosen: null, found: null, back: [], touched: false };
let size = { w: 800, h: 600 };

const typed = world.groups.some((group) => group.kind === "type");
let types = 0;
for (const group of world.groups) {
  const own = group.kind === "type" || (group.kind === "untyped" && !typed) ? types++ : -1;
  group.fill = own < 0 ? (group.kind === "values" ? "var(--page)" : "var(--grey)") : `var(--g${own})`;
  group.shape = own < 0 ? DOT : SHAPES[own % SHAPES.length];
  group.shown = true;
}
world.nodes.forEach((node, at) => Object.assign(node, { at, beside: new Set([at]), edges: [] }));
world.edges.forEach((edge, order) => {
  edge.order = order;
  for (const [one, other] of [[edge.head, edge.tail], [edge.tail, edge.head]]) {
    world.nodes[one].beside.add(other);
    world.nodes[one].edges.push(edge);
  }
});
spread(world.edges);

// Elements, made once: edges under nodes.
const moved = draw("g");
const layers = [draw("g"), draw("g")];
moved.append(...layers);
graph.append(moved);
for (const edge of world.edges) {
  const label = `${world.nodes[edge.head].label} ${edge.relation} ${world.nodes[edge.tail].label}`;
  edge.g = draw("g", { class: `edge${edge.sentences.length ? " told" : ""}${edge.on ? " on" : ""}`, tabindex: -1, role: "button", "aria-label": label });
  edge.parts = [draw("path", { class: "wide" }), draw("path", { class: "thin" }), draw("path", { class: "tip" }), draw("text")];
  edge.parts[3].textContent = short(edge.relation);
  edge.labelWidth = widthOf(short(edge.relation), 11, edge.on ? 600 : 400);
  edge.g.append(...edge.parts);
  edge.g.item = edge;
}
layers[0].append(...[...world.edges].sort((a, b) => a.on - b.on || a.sentences.length - b.sentences.length).map((edge) => edge.g));
for (const node of world.nodes) {
  const group = world.groups[node.group];
  const label = [node.label, node.type || group.name, counted(node.edges.length, "fact")].join(", ");
  node.g = draw("g", { class: `node${node.start ? " start" : ""}${node.role ? ` ${node.role}` : ""}`, tabindex: node.at ? -1 : 0, role: "button", "aria-label": label });
  node.parts = [draw("path", { class: "ring" }), draw("path", { class: "body", fill: group.fill }), draw("text")];
  node.parts[2].textContent = short(node.label);
  const [px, weight] = node.start ? [15, 650] : [12.5, 500];
  node.labelWidth = widthOf(short(node.label), px, weight);
  node.labelHeight = px + 4;
  if (node.cut) {
    const more = ` +${node.cut.toLocaleString("en")} more`;
    node.parts[2].append(Object.assign(draw("tspan", { class: "more" }), { textContent: more }));
    node.labelWidth += widthOf(more, 11.5, 400);
  }
  node.weight = (node.start ? 1e6 : 0) + (node.role ? 1e5 : 0) + node.beside.size * 10 - node.at / 1000;
  node.size = node.start ? 12 : node.literal ? 5 : 6 + Math.min(5, Math.sqrt(node.edges.length));
  node.g.append(...node.parts);
  node.g.item = node;
}
// What weighs most lies on top.
layers[1].append(...[...world.nodes].sort((a, b) => a.weight - b.weight).map((node) => node.g));

const isShown = (node) => world.groups[node.group].shown;

// Which are lit, where anything is: what the pointer is on, else what is chosen, else what was searched.
function lit() {
  const item = state.hover || state.chosen;
  if (!item && state.found) return { nodes: state.found, edges: new Set() };
  if (!item) return null;
  if (item.g.classList.contains("edge")) return { nodes: new Set([item.head, item.tail]), edges: new Set([item]) };
  return { nodes: item.beside, edges: new Set(item.edges) };
}

// Panning moves all at once and draws nothing anew.
function pan(dx = 0, dy = 0) {
  camera.x += dx;
  camera.y += dy;
  moved.setAttribute("transform", `translate(${round(camera.x)},${round(camera.y)})`);
}

function paint() {
  pan();
  const light = lit();
  const scale = Math.min(1.25, Math.max(0.6, Math.sqrt(camera.k)));
  const nodes = world.nodes.filter(isShown);
  const edges = world.edges.filter((edge) => isShown(world.nodes[edge.head]) && isShown(world.nodes[edge.tail]));
  for (const node of nodes) {
    node.sx = round(node.x * camera.k);
    node.sy = round(node.y * camera.k);
    node.r = node.size * scale;
  }
  const tip = Math.min(1.2, scale) * (edges.length > MANY ? 0.75 : 1);
  for (const edge of edges) edge.line = curve(edge, world.nodes[edge.head], world.nodes[edge.tail], edge.on ? 1.4 : tip);
  const focus = state.hover || state.chosen;
  // Where there is much to see, relations are named closer by, or of what is lit.
  const seen = { left: -camera.x, right: size.w - camera.x, edges: edges.length <= MANY || camera.k > 1.5 };
  placeLabels(nodes, edges, seen, (item) => {
    if (item === focus) return 2;
    if (!light) return Number(Boolean(item.start || item.role || item.on));
    return item.beside ? Number(light.nodes.has(item.at)) : Number(light.edges.has(item));
  });
  graph.classList.toggle("dim", light !== null);
  for (const node of world.nodes) {
    node.g.style.display = isShown(node) ? "" : "none";
    if (!isShown(node)) continue;
    const [ring, body, text] = node.parts;
    node.g.setAttribute("transform", `translate(${node.sx},${node.sy})`);
    const group = world.groups[node.group];
    ring.setAttribute("d", DOT(round(node.r + 4)));
    body.setAttribute("d", group.shape(round(node.r)));
    text.style.display = node.box ? "" : "none";
    if (node.box) {
      text.setAttribute("text-anchor", node.box.anchor);
      text.setAttribute("x", round(node.box.tx - node.sx));
      text.setAttribute("y", round(node.box.y - node.sy + node.labelHeight * 0.78));
    }
    node.g.classList.toggle("lit", light !== null && light.nodes.has(node.at));
    node.g.classList.toggle("chosen", state.chosen === node);
  }
  const drawn = new Set(edges);
  for (const edge of world.edges) {
    edge.g.style.display = drawn.has(edge) ? "" : "none";
    if (!drawn.has(edge)) continue;
    const [wide, thin, tip, text] = edge.parts;
    wide.setAttribute("d", edge.line.path);
    thin.setAttribute("d", edge.line.path);
    tip.setAttribute("d", edge.line.tip);
    text.style.display = edge.labelled ? "" : "none";
    text.setAttribute("x", round(edge.line.x));
    text.setAttribute("y", round(edge.line.y + 4));
    edge.g.classList.toggle("lit", light !== null && light.edges.has(edge));
    edge.g.classList.toggle("chosen", state.chosen === edge);
  }
}

let waiting = false;
function repaint() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; paint(); });
}

// Panel: what is open, what was open before, and back to where the keyboard was.
function open(item, by) {
  if (state.chosen && state.chosen !== item) state.back.push(state.chosen);
  show(item, by);
}

function show(item, by) {
  state.chosen = item;
  const filled = item.beside ? nodePanel(item, world, open, close) : edgePanel(item, world, open, close);
  fill(filled);
  if (state.back.length) {
    panel.prepend(make("button", { type: "button", class: "back", text: "← Back", click: () => show(state.back.pop()) }));
  }
  if (by === "key") panel.focus();
  repaint();
}

function fill(children) {
  panel.replaceChildren(...children.filter((child) => child !== null));
  panel.scrollTop = 0;
}

function close() {
  const last = state.chosen;
  state.chosen = null;
  state.back = [];
  fill(introPanel(world, open));
  if (last && panel.contains(document.activeElement)) last.g.focus();
  repaint();
}
