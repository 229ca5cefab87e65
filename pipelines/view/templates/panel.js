// What stands beside the picture: a thing with its facts, or a fact with its sentences. All texts are set as text.

function make(name, given, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given || {})) {
    if (key === "click") made.addEventListener("click", value);
    else if (key === "text") made.textContent = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

function draw(name, given) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given || {})) made.setAttribute(key, value);
  return made;
}

function named(text) { return make("bdi", { text }); }

function swatch(group) {
  const svg = draw("svg", { class: "swatch", viewBox: "-10 -10 20 20", "aria-hidden": "true" });
  svg.append(draw("path", { d: group.shape(6.5), fill: group.fill, stroke: "var(--rim)", "stroke-opacity": 0.55 }));
  return svg;
}

function counted(number, noun) { return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`; }

function quoteOf(sentence) {
  const text = make("blockquote", { dir: "auto" });
  for (const [piece, kind] of sentence.pieces) {
    text.append(kind ? make("mark", { class: kind, text: piece }) : piece);
  }
  return make("figure", {}, text, sentence.place ? make("figcaption", { dir: "auto", text: sentence.place }) : null);
}

function headOf(title, close) {
  const button = make("button", { type: "button", "aria-label": "Close", click: close, text: "✕" });
  return make("div", { class: "titled" }, make("h2", { dir: "auto", text: title }), button);
}

function nodePanel(node, world, open, close) {
  const facts = world.edges.filter((edge) => edge.head === node.at || edge.tail === node.at);
  const told = facts.reduce((sum, edge) => sum + edge.sentences.length, 0);
  const group = world.groups[node.group];
  const chips = make("p", { class: "chips" },
    make("span", {}, swatch(group), named(node.type || group.name)),
    node.role ? make("span", { text: node.role === "asked" ? "asked about" : "the answer" }) : null,
    make("span", { text: `${counted(facts.length, "fact")} drawn` + (told ? `, ${counted(told, "sentence")}` : "") }));
  const rows = make("ul", { class: "rows" });
  const out = (edge) => (edge.head === node.at ? 0 : 1);
  for (const edge of [...facts].sort((a, b) => b.on - a.on || out(a) - out(b) || a.order - b.order)) {
    const other = world.nodes[edge.head === node.at ? edge.tail : edge.head];
    const relation = make("span", { class: edge.on ? "relation on" : "relation" }, named(edge.relation));
    const line = edge.head === node.at ? [relation, " ", named(other.label)] : [named(other.label), " ", relation, " ", named(node.label)];
    const button = make("button", { type: "button", click: () => open(edge) });
    if (edge.sentences.length) button.append(make("span", { class: "told", text: counted(edge.sentences.length, "sentence") }));
    button.append(...line);
    rows.append(make("li", {}, button));
  }
  return [
    headOf(node.label, close),
    chips,
    node.about ? make("p", { dir: "auto", text: node.about }) : null,
    node.aliases.length ? make("p", { class: "soft", dir: "auto", text: `Also: ${node.aliases.join(", ")}` }) : null,
    node.id && node.id !== node.label ? make("p", { class: "id", dir: "ltr", text: node.id }) : null,
    facts.length ? rows : null,
    node.more ? make("p", { class: "soft", text: `${counted(node.more, "more fact")} of it not drawn` }) : null,
  ];
}

function edgePanel(edge, world, open, close) {
  const end = (at) => make("button", { type: "button", class: "link", dir: "auto", click: () => open(world.nodes[at]), text: world.nodes[at].label });
  const triple = make("p", { class: "triple" },
    end(edge.head), make("span", { class: "relation", dir: "auto", text: edge.relation }), end(edge.tail));
  const said = edge.sentences.map(quoteOf);
  return [
    headOf("Fact", close),
    triple,
    edge.on ? make("p", { class: "soft", text: "The answer rests on it." }) : null,
    ...(said.length ? said : [make("p", { class: "soft", text: "No sentence is known for it." })]),
  ];
}

function introPanel(world, open) {
  const starts = world.nodes.filter((node) => node.start);
  const rows = make("ul", { class: "rows" });
  for (const node of starts) {
    rows.append(make("li", {}, make("button", { type: "button", click: () => open(node) }, swatch(world.groups[node.group]), " ", named(node.label))));
  }
  const key = (text) => make("kbd", { text });
  return [
    ...(world.quotes.length ? [make("h2", { text: "Read in passages" }), ...world.quotes.map(quoteOf)] : []),
    ...(starts.length ? [make("h2", { text: starts.length > 1 ? "Where it starts" : "In the middle" }), rows] : []),
    make("p", { class: "soft", text: world.edges.length
      ? "Choose a thing to see its facts, or a line for the sentences that say it. Drag to move, scroll to zoom."
        + (world.edges.some((edge) => edge.sentences.length) ? " Stronger lines have sentences." : "")
      : "There is nothing of the graph to draw." }),
    make("p", { class: "keys" }, key("/"), " search, ", key("+"), " ", key("−"), " ", key("0"), " zoom, ", key("← ↑ → ↓"), " from thing to thing, ", key("Enter"), " open, ", key("Esc"), " close"),
  ];
}
