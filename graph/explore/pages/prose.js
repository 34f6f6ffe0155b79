// Writes nodes that graph/explore/prose.py made: each text becomes a text node, so nothing of an article can run.
const TAGS = new Set(["div", "p", "span", "a", "mark", "h3", "h4", "blockquote", "dl", "dt", "dd", "ul", "li"]);
const LINK = /^(https?:\/\/|\.\/|[a-z]+(\?|$))/;
const drawn = new WeakMap();

function element(node) {
  const el = document.createElement(TAGS.has(node.tag) ? node.tag : "span");
  if (node.look) el.className = node.look;
  if (node.text) el.textContent = node.text;
  if (node.hint) el.title = node.hint;
  if (/^#[0-9A-F]{6}$/.test(node.ink)) el.style.color = node.ink;
  if (node.to && LINK.test(node.to)) {
    el.href = node.to;
    if (/^https?:/.test(node.to)) Object.assign(el, { target: "_blank", rel: "noopener noreferrer" });
  }
  if (node.id) Object.assign(el, { tabIndex: 0, role: "button" }).dataset.id = node.id;
  for (const kid of node.kids ?? []) el.append(element(kid));
  return el;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".prose");
  const now = JSON.stringify(data);
  if (drawn.get(box) !== now) {
    drawn.set(box, now);
    box.replaceChildren(...data.nodes.map(element));
    box.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
  }
  const told = (event) => {
    const link = event.target.closest("a[href]");
    const mark = event.target.closest("[data-id]");
    if (mark) setTriggerValue("picked", mark.dataset.id);
    // with a modifier, to another site, or to a whole new page, the browser follows the link itself
    else if (link && !link.target && !link.classList.contains("whole") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      setTriggerValue("followed", link.getAttribute("href"));
    }
  };
  box.onclick = told;
  box.onkeydown = (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.dataset.id) {
      event.preventDefault();
      told(event);
    }
  };
}
