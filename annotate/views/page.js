"use strict";
// The page is whole without this: it adds the box with details, the toggles and the way from panel to text.
// Everything from the document goes through textContent.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent); // [[layer, [[what, says], ...]], ...]
  const box = document.getElementById("box");
  const pieces = new Map(); // annotation -> its pieces of text
  for (const piece of document.querySelectorAll(".s"))
    for (const id of piece.dataset.a.split(" ")) {
      if (!pieces.has(id)) pieces.set(id, []);
      pieces.get(id).push(piece);
    }
  const hidden = new Set();
  let lit = [], pinned = false;

  const make = (name, text) => { const e = document.createElement(name); e.textContent = text; return e; };
  const visible = (piece) => piece.dataset.a.split(" ").filter((id) => !hidden.has(String(data[id][0])));

  function light(ids) {
    for (const piece of lit) piece.classList.remove("on");
    lit = ids.flatMap((id) => pieces.get(id) || []);
    for (const piece of lit) piece.classList.add("on");
  }

  function show(ids, at) {
    if (!ids.length) return hide();
    light(ids);
    box.replaceChildren(...ids.map((id) => {
      const list = document.createElement("dl");
      for (const [what, says] of data[id][1]) list.append(make("dt", what), make("dd", says));
      return list;
    }));
    box.hidden = false;
    const r = at.getClientRects()[0] || at.getBoundingClientRect();
    const left = Math.max(8, Math.min(r.left, innerWidth - box.offsetWidth - 8));
    const below = r.bottom + 10;
    box.style.left = `${left}px`;
    box.style.top = `${below + box.offsetHeight < innerHeight ? below : Math.max(8, r.top - box.offsetHeight - 10)}px`;
  }

  function hide() { pinned = false; box.hidden = true; light([]); }

  const text = document.getElementById("text");
  const pieceOf = (event) => event.target.closest && event.target.closest(".s");
  text.addEventListener("mouseover", (e) => { const p = pieceOf(e); if (p && !pinned) show(visible(p), p); });
  text.addEventListener("mouseout", () => { if (!pinned) hide(); });
  text.addEventListener("focusin", (e) => { const p = pieceOf(e); if (p) { show(visible(p), p); p.setAttribute("aria-describedby", "box"); } });
  text.addEventListener("focusout", () => { if (!pinned) hide(); });
  text.addEventListener("click", (e) => { const p = pieceOf(e); if (p) { pinned = false; show(visible(p), p); pinned = !box.hidden; } });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
  document.addEventListener("click", (e) => { if (pinned && !pieceOf(e) && !box.contains(e.target) && !e.target.closest("button")) hide(); });

  document.addEventListener("click", (e) => {
    const button = e.target.closest("button[data-a]");
    if (!button) return;
    const ids = button.dataset.a.split(" ");
    const first = (pieces.get(ids[0]) || [])[0];
    if (!first) return;
    first.scrollIntoView({ block: "center" });
    show(ids, first);
    pinned = true;
  });
  document.addEventListener("change", (e) => {
    const layer = e.target.dataset.layer;
    if (layer === undefined) return;
    document.body.classList.toggle(`hide${layer}`, !e.target.checked);
    if (e.target.checked) hidden.delete(layer); else hidden.add(layer);
    hide();
  });
  addEventListener("beforeprint", () => { for (const d of document.querySelectorAll("details")) d.open = true; });
})();
