// Finding things by name, and showing only some types.

const search = document.getElementById("search");
const found = document.getElementById("found");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
for (const node of world.nodes) node.words = plain([node.label, ...node.aliases, node.id, node.type, node.about].join("\n"));
search.addEventListener("input", () => {
  const asked = plain(search.value.trim());
  if (!asked) { forget(); return; }
  const fit = world.nodes.filter((node) => node.words.includes(asked))
    .sort((a, b) => plain(b.label).startsWith(asked) - plain(a.label).startsWith(asked) || b.weight - a.weight);
  state.found = new Set(fit.map((node) => node.at));
  document.getElementById("told").textContent = `${counted(fit.length, "thing")} found`;
  found.replaceChildren(...fit.slice(0, 12).map((node) => make("li", {}, make("button", { type: "button", click: () => choose(node) },
    named(node.label), make("span", { class: "soft", text: node.type })))));
  if (!fit.length) found.append(make("li", {}, make("p", { class: "soft", text: "Nothing of that name is drawn" })));
  found.hidden = false;
  repaint();
});
search.addEventListener("keydown", (event) => {
  const first = found.querySelector("button");
  if (event.key === "Enter" && first) first.click();
  if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
});
found.addEventListener("keydown", (event) => {
  const here = event.target.closest("li");
  const next = { ArrowDown: here.nextElementSibling, ArrowUp: here.previousElementSibling }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  (next ? next.querySelector("button") : search).focus();
});
document.addEventListener("pointerdown", (event) => { if (state.found && !event.target.closest(".search")) forget(); });
function choose(node) {
  forget();
  const group = world.groups[node.group];
  if (!group.shown) toggle(group);
  open(node);
  centre(node);
}
function forget() {
  search.value = "";
  state.found = null;
  found.hidden = true;
  document.getElementById("told").textContent = "";
  repaint();
}

// Legend.
function toggle(group) {
  group.shown = !group.shown;
  group.button.setAttribute("aria-pressed", String(group.shown));
  repaint();
}
for (const group of world.groups) {
  group.button = make("button", { type: "button", "aria-pressed": "true", title: group.name, click: () => toggle(group) },
    swatch(group), named(group.name), make("span", { class: "n", text: group.count.toLocaleString("en") }));
  document.getElementById("legend").append(group.button);
}
