// Which labels are shown: as many as stand clear of each other, the most telling first. Closer by there are more.

const LONGEST = 28;
const measure = document.createElement("canvas").getContext("2d");
const letters = typeof Intl === "object" && Intl.Segmenter ? new Intl.Segmenter() : null;

// Cut between what a reader takes for letters: an emoji or an accent is not torn apart.
function short(text, most = LONGEST) {
  const line = text.replace(/\s+/g, " ").trim();
  const signs = letters ? Array.from(letters.segment(line), (part) => part.segment) : Array.from(line);
  return signs.length > most ? signs.slice(0, most - 1).join("").trimEnd() + "…" : line;
}

function widthOf(text, size, weight) {
  measure.font = `${weight} ${size}px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif`;
  return measure.measureText(text).width + 4;
}

// Below a node, else above, right or left of it: the box and how the text is anchored in it.
function boxesOf(node) {
  const w = node.labelWidth, h = node.labelHeight, gap = node.r + 4;
  return [
    { x: node.sx - w / 2, y: node.sy + gap, w, h, anchor: "middle", tx: node.sx },
    { x: node.sx - w / 2, y: node.sy - gap - h, w, h, anchor: "middle", tx: node.sx },
    { x: node.sx + gap, y: node.sy - h / 2, w, h, anchor: "start", tx: node.sx + gap },
    { x: node.sx - gap - w, y: node.sy - h / 2, w, h, anchor: "end", tx: node.sx - gap },
  ];
}

// Boxes are kept by the squares of a grid that they touch, so that each is compared with few.
class Taken {
  constructor() { this.squares = new Map(); }

  *near(box) {
    for (let x = Math.floor(box.x / 80); x <= Math.floor((box.x + box.w) / 80); x += 1) {
      for (let y = Math.floor(box.y / 80); y <= Math.floor((box.y + box.h) / 80); y += 1) yield `${x} ${y}`;
    }
  }

  isFree(box, own) {
    for (const square of this.near(box)) {
      for (const other of this.squares.get(square) || []) {
        if (other.own !== own && box.x < other.x + other.w && other.x < box.x + box.w
          && box.y < other.y + other.h && other.y < box.y + box.h) return false;
      }
    }
    return true;
  }

  add(box, own) {
    for (const square of this.near(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push({ ...box, own });
    }
  }
}

function placeLabels(nodes, edges, seen, must) {
  const taken = new Taken();
  for (const node of nodes) {
    taken.add({ x: node.sx - node.r, y: node.sy - node.r, w: 2 * node.r, h: 2 * node.r }, node);
  }
  for (const node of [...nodes].sort((a, b) => must(b) - must(a) || b.weight - a.weight)) {
    const boxes = boxesOf(node);
    // A label that the window would cut goes to another side, if the node itself can be seen.
    const inside = node.sx > seen.left && node.sx < seen.right;
    const fits = (box) => !inside || (box.x > seen.left + 2 && box.x + box.w < seen.right - 2);
    node.box = boxes.find((box) => fits(box) && taken.isFree(box, node)) || (must(node) ? boxes.find(fits) || boxes[0] : null);
    if (node.box) taken.add(node.box, node);
  }
  for (const edge of [...edges].sort((a, b) => must(b) - must(a) || b.on - a.on)) {
    const box = { x: edge.line.x - edge.labelWidth / 2, y: edge.line.y - 7, w: edge.labelWidth, h: 14 };
    const fits = (seen.edges || must(edge)) && edge.line.far > edge.labelWidth + 24 && taken.isFree(box, edge);
    edge.labelled = fits || must(edge) > 1;
    if (edge.labelled) taken.add(box, edge);
  }
}
