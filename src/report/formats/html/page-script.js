/*
 * What the page does beside showing itself. Without it everything is there to read; with it lists can be narrowed,
 * links open what they lead to, and folds that belong on paper are open there.
 */
"use strict";
(() => {
  for (const form of document.querySelectorAll("form[data-filter]")) filterOf(form);
  addEventListener("hashchange", openTarget);
  openTarget();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.prints:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });

  /** Narrows the entries of a list, wherever parts of it stand, as its controls say. */
  function filterOf(form) {
    const parts = [...document.querySelectorAll(`[data-list="${form.dataset.filter}"]`)];
    const search = form.querySelector("input");
    const facets = [...form.querySelectorAll("select")];
    const output = form.querySelector("output");
    let entries;
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());

    function apply() {
      entries ??= entriesOf(parts);
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { elements, text } of entries) {
        const isShown =
          words.every((word) => text.includes(word)) &&
          facets.every(({ value, dataset }) => value === "" || elements[0].dataset[dataset.facet] === value);
        for (const element of elements) element.hidden = !isShown;
        if (isShown) shown += 1;
      }
      const isNarrowed = words.length > 0 || facets.some(({ value }) => value !== "");
      output.textContent = isNarrowed ? `${shown} of ${entries.length} ${output.dataset.noun}` : "";
      // What is found in a fold is shown.
      if (isNarrowed) for (const part of parts) openAround(part);
    }
  }

  /** The entries of a list: what has the same number in several parts is one. */
  function entriesOf(parts) {
    const byNumber = new Map();
    for (const element of parts.flatMap((part) => [...part.children])) {
      const key = element.dataset.entry ?? element;
      const entry = byNumber.get(key) ?? { elements: [], text: "" };
      entry.elements.push(element);
      entry.text += ` ${element.textContent.toLowerCase()}`;
      byNumber.set(key, entry);
    }
    return [...byNumber.values()];
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null) return;
    openAround(target);
    target.querySelector(":scope > details")?.setAttribute("open", "");
    target.scrollIntoView();
  }

  function openAround(element) {
    for (let at = element.closest("details"); at !== null; at = at.parentElement.closest("details")) at.open = true;
  }
})();
