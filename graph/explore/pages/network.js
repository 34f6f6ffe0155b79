// Between Streamlit (components v2) and vis-network, which component.py puts in front of this file as the global `vis`.
// Everything drawn is data: names reach canvas text (label) and plain-string titles, which vis-network shows as text.
const views = new WeakMap(); // one live network per mounted <div>

// Streamlit publishes the theme as CSS variables; a canvas must be told about it.
const themed = (box) => {
  const css = getComputedStyle(box);
  const v = (name, fallback) => css.getPropertyValue(name).trim() || fallback;
  const [text, paper] = [v("--st-text-color", "#222"), v("--st-background-color", "#fff")];
  const font = { color: text, strokeWidth: 4, strokeColor: paper };
  return { nodes: { font }, edges: { font } };
};

// Brings a DataSet to `rows`. Within one scene the nodes that stay keep their place,
// also where the user dragged them; a new scene takes every place from Python.
function sync(set, rows, sameScene) {
  const wanted = new Set(rows.map((r) => r.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(rows.map((r) => {
    if (!sameScene || !set.get(r.id)) return r;
    const { x, y, ...rest } = r;
    return rest;
  }));
}

function mount(box, data) {
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const net = new vis.Network(box, { nodes, edges }, data.options);
  const view = { net, nodes, edges, revision: data.revision, scene: data.scene };
  net.on("click", ({ nodes: [node], edges: [edge] }) => {
    const picked = node !== undefined ? { kind: "node", id: node }
      : edge !== undefined ? { kind: "edge", id: edge } : null;
    view.send.setStateValue("picked", picked);
  });
  const act = (what, id) => {
    if (id === undefined) return;
    const { x, y } = net.getPosition(id);
    view.send.setTriggerValue("act", { what, id, x: Math.round(x), y: Math.round(y) });
  };
  net.on("doubleClick", ({ nodes: [node] }) => act("expand", node));
  net.on("dragEnd", ({ nodes: [node] }) => act("pin", node));
  // the same by keyboard: arrows walk the nodes from left to right, a letter does what the panel's buttons do
  const letters = { e: "expand", p: "pin", h: "hide" };
  Object.assign(box, { tabIndex: 0 }).setAttribute("role", "application");
  box.setAttribute("aria-label", data.label);
  box.onkeydown = (event) => {
    const ids = nodes.getIds().sort((a, b) => net.getPosition(a).x - net.getPosition(b).x);
    const [chosen] = net.getSelectedNodes();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = ids[(ids.indexOf(chosen) + step + ids.length) % ids.length];
      net.selectNodes([next]);
      event.preventDefault();
    } else if (event.key === "Enter" && chosen !== undefined) {
      view.send.setStateValue("picked", { kind: "node", id: chosen });
    } else if (letters[event.key]) act(letters[event.key], chosen);
  };
  net.fit({ maxZoomLevel: 1.1 });
  net.once("afterDrawing", () => { box.dataset.ready = "1"; });
  // a container that changes its width keeps the whole picture in sight
  view.watch = new ResizeObserver(() => net.fit({ maxZoomLevel: 1.1 }));
  view.watch.observe(box);
  const button = box.parentElement.querySelector(".png");
  button.onclick = () => {        // the canvas on paper of the reader's theme
    const drawn = box.querySelector("canvas");
    const paper = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
    const pen = paper.getContext("2d");
    pen.fillStyle = getComputedStyle(box).getPropertyValue("--st-background-color").trim() || "#fff";
    pen.fillRect(0, 0, paper.width, paper.height);
    pen.drawImage(drawn, 0, 0);
    Object.assign(document.createElement("a"), { href: paper.toDataURL("image/png"), download: "network.png" }).click();
  };
  box.visNetwork = net; // lets a test find where a node or an edge is on the screen
  return view;
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const box = parentElement.querySelector(".net");
  box.style.height = `${data.height}px`;
  let view = views.get(box);
  if (!view) {
    view = mount(box, data);
    views.set(box, view);
  } else if (view.revision !== data.revision) { // else the same picture: leave it alone
    const sameScene = view.scene === data.scene;
    Object.assign(view, { revision: data.revision, scene: data.scene });
    sync(view.nodes, data.nodes, sameScene);
    sync(view.edges, data.edges, true);
    view.net.fit({ animation: true, maxZoomLevel: 1.1 });
  }
  view.send = { setStateValue, setTriggerValue }; // fresh callbacks each run
  const theme = themed(box);       // setOptions goes through every node: only where the theme has changed
  if (view.theme !== JSON.stringify(theme)) {
    view.theme = JSON.stringify(theme);
    view.net.setOptions(theme);
  }
  return () => { view.watch.disconnect(); view.net.destroy(); views.delete(box); };
}
