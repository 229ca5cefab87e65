// What the mouse, the finger and the keyboard do.

// Camera.
function zoom(by, x = size.w / 2, y = size.h / 2) {
  const k = Math.min(6, Math.max(0.08, camera.k * by));
  camera.x = x - ((x - camera.x) * k) / camera.k;
  camera.y = y - ((y - camera.y) * k) / camera.k;
  camera.k = k;
  state.touched = true;
  repaint();
}

function whole() {
  const nodes = world.nodes.filter(isShown);
  if (!nodes.length) return;
  const [left, right] = [Math.min(...nodes.map((n) => n.x)), Math.max(...nodes.map((n) => n.x))];
  const [top, bottom] = [Math.min(...nodes.map((n) => n.y)), Math.max(...nodes.map((n) => n.y))];
  const margin = { x: Math.min(110, size.w * 0.15), y: 44 };
  camera.k = Math.min(1.6, (size.w - 2 * margin.x) / Math.max(1, right - left), (size.h - 2 * margin.y) / Math.max(1, bottom - top));
  camera.x = size.w / 2 - (camera.k * (left + right)) / 2;
  camera.y = size.h / 2 - (camera.k * (top + bottom)) / 2;
  state.touched = false;
  repaint();
}

function centre(node) {
  camera.k = Math.max(camera.k, 1);
  camera.x = size.w / 2 - node.x * camera.k;
  camera.y = size.h / 2 - node.y * camera.k;
  state.touched = true;
  repaint();
}

// Pointers: one pans or drags a node, two zoom.
const pointers = new Map();
let pull = null;
let heat = 0;
const itemAt = (event) => { const g = event.target.closest(".node, .edge"); return g ? g.item : null; };
const place = (event) => { const box = graph.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top }; };

graph.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  pointers.set(event.pointerId, place(event));
  const item = itemAt(event);
  pull = pointers.size > 1 ? { moved: true } : { node: item && item.beside ? item : null, from: place(event), moved: false };
});
graph.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const now = place(event);
  if (pointers.size === 2) {
    const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
    const spreadOf = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    zoom(spreadOf(now) / spreadOf(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
  } else if (pull) {
    if (!pull.moved && Math.hypot(now.x - pull.from.x, now.y - pull.from.y) < 4) return;
    if (!pull.moved) { pull.moved = true; graph.setPointerCapture(event.pointerId); graph.classList.add("pulling"); }
    state.touched = true;
    if (pull.node) {
      pull.node.held = true;
      pull.node.x = (now.x - camera.x) / camera.k;
      pull.node.y = (now.y - camera.y) / camera.k;
      if (calm) repaint();
      else settle();
    } else {
      pan(now.x - before.x, now.y - before.y);
    }
  }
  pointers.set(event.pointerId, now);
});
for (const name of ["pointerup", "pointercancel"]) {
  graph.addEventListener(name, (event) => {
    pointers.delete(event.pointerId);
    graph.classList.remove("pulling");
    if (pull && pull.moved) repaint();
  });
}
graph.addEventListener("click", (event) => {
  if (pull && pull.moved) { pull = null; return; }
  const item = itemAt(event);
  if (item) open(item);
  else if (state.chosen) close();
});
graph.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch" || pointers.size) return;
  const item = itemAt(event);
  if (item !== state.hover) { state.hover = item; repaint(); }
});
graph.addEventListener("pointerleave", () => { if (state.hover) { state.hover = null; repaint(); } });
graph.addEventListener("wheel", (event) => {
  event.preventDefault();
  const { x, y } = place(event);
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), x, y);
}, { passive: false });

// The others give way while a node is dragged; it stays where it was put.
function settle() {
  const running = heat > 0;
  heat = 0.25;
  if (running) return;
  const step = () => {
    move(world.nodes, springs, heat, size.w / size.h);
    heat = heat * 0.94 - 0.001;
    paint();
    if (heat > 0.005) requestAnimationFrame(step);
    else heat = 0;
  };
  requestAnimationFrame(step);
}

// Keyboard: from thing to thing by direction.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
graph.addEventListener("keydown", (event) => {
  const item = itemAt(event);
  if (!item) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    open(item, "key");
  } else if (WAYS[event.key] && item.beside) {
    event.preventDefault();
    const [dx, dy] = WAYS[event.key];
    const reach = (node) => {
      const along = (node.sx - item.sx) * dx + (node.sy - item.sy) * dy;
      const off = Math.abs((node.sx - item.sx) * dy) + Math.abs((node.sy - item.sy) * dx);
      return along > 1 ? along + 2 * off : Infinity;
    };
    const next = world.nodes.filter((node) => node !== item && isShown(node)).reduce((best, node) => (reach(node) < reach(best) ? node : best), item);
    if (next !== item) focusOn(next);
  }
});
function focusOn(node) {
  for (const other of world.nodes) other.g.setAttribute("tabindex", other === node ? 0 : -1);
  node.g.focus();
}
graph.addEventListener("focusin", (event) => {
  const item = itemAt(event);
  if (!item || !event.target.matches(":focus-visible")) return;
  state.hover = item;
  const [x, y] = [item.sx + camera.x, item.sy + camera.y];
  if (item.beside && (x < 0 || y < 0 || x > size.w || y > size.h)) centre(item);
  repaint();
});
graph.addEventListener("focusout", () => { state.hover = null; repaint(); });
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest && event.target.closest("input");
  if (event.key === "Escape") {
    if (state.found) forget();
    else close();
  } else if (typing) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    search.focus();
  } else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") whole();
});
