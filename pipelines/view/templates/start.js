// Buttons, the size of the window, and the first look.

document.getElementById("closer").addEventListener("click", () => zoom(1.4));
document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.4));
document.getElementById("whole").addEventListener("click", whole);

// The picture and the panel fill the window under what stands above them.
const split = document.querySelector(".split");
function fit() {
  split.style.setProperty("--above", `${Math.round(split.getBoundingClientRect().top + scrollY)}px`);
}
addEventListener("resize", fit);

function resize() {
  const box = graph.getBoundingClientRect();
  if (!box.width || (box.width === size.w && box.height === size.h)) return;
  const grown = { w: box.width - size.w, h: box.height - size.h };
  size = { w: box.width, h: box.height };
  if (state.touched) { camera.x += grown.w / 2; camera.y += grown.h / 2; } else whole();
  paint();
}
fit();
const box = graph.getBoundingClientRect();
size = { w: box.width || 800, h: box.height || 600 };
const springs = placeNodes(world.nodes, world.edges, size.w, size.h);
const only = world.nodes.filter((node) => node.start);
if (only.length === 1 && !world.quotes.length) fill(nodePanel(only[0], world, open, close));
else fill(introPanel(world, open));
whole();
paint();
new ResizeObserver(resize).observe(graph);
