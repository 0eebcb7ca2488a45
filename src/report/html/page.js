"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const tree = byId("indicators");
  const nodes = () => tree.querySelectorAll("details.node");
  byId("buttons").hidden = false;
  byId("unfold").addEventListener("click", () => nodes().forEach((node) => { node.open = true; }));
  byId("fold").addEventListener("click", () => nodes().forEach((node) => { node.open = false; }));

  // What a link points at is unfolded, with all that it stands in.
  const reveal = (hash) => {
    const target = hash.length > 1 ? byId(hash.slice(1)) : null;
    if (!target) return;
    if (tree.contains(target) && target.getClientRects().length === 0) byId("show-all").checked = true;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", () => reveal(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal(link.hash);
  });
  reveal(location.hash);

  // On paper nothing is folded away.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => {
    closed.forEach((details) => { details.open = false; });
    closed = [];
  });
})();
