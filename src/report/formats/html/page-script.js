/*
 * What the page does beside showing itself. Without it everything is there to read; with it lists can be narrowed,
 * links show what they lead to, the address says what is narrowed and open, and Back keeps the place.
 */
"use strict";
(() => {
  const collator = new Intl.Collator("en", { numeric: true });
  const filters = [...document.querySelectorAll("form[data-filter]")].map(filterOf);
  const inPage = document.querySelector("main").getElementsByTagName("*");
  const tables = [...document.querySelectorAll("table.fixed")].map(sortedBy);
  let opened = [];
  let saving;
  let moving;

  followContents();
  readAddress();
  if (history.state?.at === undefined) showTarget();
  else keepPlace(history.state);

  addEventListener("hashchange", () => {
    // Where one went back to a place, it was shown already.
    if (history.state?.at === undefined) showTarget();
  });
  addEventListener("popstate", ({ state }) => {
    if (state?.at === undefined) return;
    readAddress();
    keepPlace(state);
  });
  document.addEventListener("click", followed, true);
  document.addEventListener("click", copied);
  for (const buttons of document.querySelectorAll(".copy-buttons")) buttons.hidden = false;
  document.addEventListener("toggle", saveSoon, true);
  for (const moved of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(moved, () => (moving = undefined), { passive: true });
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });

  /** The contents say which part of the page is at the top of the window. */
  function followContents() {
    const links = new Map();
    for (const link of document.querySelectorAll(".contents a")) {
      const target = document.getElementById(decoded(link.hash.slice(1)));
      if (target !== null) links.set(target, link);
    }
    const near = new Set();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) near[isIntersecting ? "add" : "delete"](target);
        const current = [...links.keys()].findLast((target) => near.has(target));
        for (const [target, link] of links) link.ariaCurrent = target === current ? "location" : null;
      },
      // What is in the upper part of the window is what is read.
      { rootMargin: "0px 0px -75% 0px" },
    );
    for (const target of links.keys()) observer.observe(target);
  }

  /** Narrows the entries of a list, wherever parts of it stand, as its controls say. What is left out still prints. */
  function filterOf(form) {
    const name = form.dataset.filter;
    const parts = [...document.querySelectorAll(`[data-list="${name}"]`)];
    const search = form.querySelector("input");
    const facets = [...form.querySelectorAll("select")];
    const output = form.querySelector("output");
    let entries;
    form.hidden = false;
    form.addEventListener("input", () => {
      apply();
      saveSoon();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    return { parts, read, write, clear };

    function apply() {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const isNarrowed = words.length > 0 || facets.some(({ value }) => value !== "");
      if (!isNarrowed && entries === undefined) return;
      entries ??= entriesOf(parts);
      let shown = 0;
      for (const { elements, text } of entries) {
        const isShown =
          words.every((word) => text.includes(word)) &&
          facets.every(({ value, dataset }) => value === "" || elements[0].dataset[dataset.facet] === value);
        for (const element of elements) element.toggleAttribute("data-left-out", !isShown);
        if (isShown) shown += 1;
      }
      output.textContent = isNarrowed ? `${shown} of ${entries.length} ${output.dataset.noun}` : "";
      for (const part of parts) {
        const head = part.querySelector(":scope > .group");
        head?.toggleAttribute("data-left-out", part.querySelector(":scope > :not(.group, [data-left-out])") === null);
      }
      // What is found in a fold is shown.
      if (isNarrowed) for (const part of parts) openAround(part);
    }

    function clear() {
      search.value = "";
      for (const facet of facets) facet.value = "";
      apply();
      output.textContent = "The filter was cleared to show what a link leads to";
    }

    /** Sets the controls as an address says. */
    function read(address) {
      search.value = address.get(name) ?? "";
      for (const facet of facets) {
        const value = address.get(`${name}.${facet.dataset.facet}`) ?? "";
        facet.value = [...facet.options].some((option) => option.value === value) ? value : "";
      }
      apply();
    }

    function write(address) {
      if (search.value !== "") address.set(name, search.value);
      for (const { dataset, value } of facets) if (value !== "") address.set(`${name}.${dataset.facet}`, value);
    }
  }

  /** The entries of a list: what has the same number in several parts is one. The head of a group is of each in it. */
  function entriesOf(parts) {
    const byNumber = new Map();
    for (const part of parts) {
      const group = part.querySelector(":scope > .group > th > code")?.textContent.toLowerCase() ?? "";
      for (const element of part.children) {
        if (element.classList.contains("group")) continue;
        const key = element.dataset.entry ?? element;
        const entry = byNumber.get(key) ?? { elements: [], text: group };
        entry.elements.push(element);
        entry.text += ` ${element.textContent.toLowerCase()}`;
        byNumber.set(key, entry);
      }
    }
    return [...byNumber.values()];
  }

  /**
   * Lets a table be sorted by its columns: up, down, and back to the order of the page, which is the useful one. What
   * stands in groups is sorted as a whole.
   */
  function sortedBy(table, index) {
    const heads = [...table.tHead.rows[0].cells];
    const buttons = heads.map((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        sort(column, { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort ?? "none"]);
        saveSoon();
      });
      head.append(button);
      return button;
    });
    let places;
    return { read, write };

    function sort(column, direction) {
      places ??= [...table.tBodies].flatMap((body) =>
        [...body.querySelectorAll(":scope > :not(.group)")].map((row) => [row, body]),
      );
      for (const [at, head] of heads.entries())
        head.ariaSort = at === column && direction !== "none" ? direction : null;
      table.classList.toggle("is-sorted", direction !== "none");
      if (direction === "none") {
        for (const [row, body] of places) body.append(row);
        return;
      }
      const order = heads[column].dataset.order?.split("|");
      const sign = direction === "ascending" ? 1 : -1;
      const keyed = places.map(([row]) => ({ row, key: keyOf(row.cells[column], order) }));
      // What has nothing there stands last in either direction.
      keyed.sort((a, b) =>
        a.key === undefined || b.key === undefined
          ? Number(a.key === undefined) - Number(b.key === undefined)
          : sign * compared(a.key, b.key),
      );
      table.tBodies[0].append(...keyed.map(({ row }) => row));
    }

    function read(address) {
      const [column, direction] = (address.get(`sort.${index}`) ?? "").split(".");
      const isKnown = buttons[column] !== undefined && (direction === "ascending" || direction === "descending");
      if (isKnown) sort(Number(column), direction);
      else if (places !== undefined) sort(0, "none");
    }

    function write(address) {
      const column = heads.findIndex((head) => head.ariaSort !== null);
      if (column >= 0) address.set(`sort.${index}`, `${column}.${heads[column].ariaSort}`);
    }
  }

  /** What a cell is sorted by: where its first word stands in an order, its number, or its text. */
  function keyOf(cell, order) {
    const text = cell.textContent.trim().toLowerCase();
    if (text === "") return undefined;
    if (order === undefined) return text;
    const at = order.findIndex((word) => text.startsWith(word));
    return at < 0 ? undefined : at;
  }

  function compared(a, b) {
    return typeof a === "number" ? a - b : collator.compare(a, b);
  }

  /** Shows what the address leads to, whatever hides it. */
  function showTarget() {
    const target = document.getElementById(decoded(location.hash.slice(1)));
    if (target === null) return;
    reveal(target);
    if (target.matches("article, details")) {
      const details = target.matches("details") ? target : target.querySelector(":scope > details");
      details?.setAttribute("open", "");
    }
    // Below the head of its table, which stays in view.
    const head = target.closest("table.fixed")?.tHead;
    moveTo(target, 16 + (head?.checkVisibility() && target !== head ? head.offsetHeight : 0));
    saveSoon();
  }

  function reveal(element) {
    const leftOut = element.closest("[data-left-out]");
    for (const filter of leftOut === null ? [] : filters)
      if (filter.parts.includes(leftOut.parentElement)) filter.clear();
    openAround(element);
  }

  function openAround(element) {
    for (let at = element.closest("details"); at !== null; at = at.parentElement.closest("details")) at.open = true;
  }

  /** A link within the page is followed: the entry of the history that is left keeps its place. */
  function followed(event) {
    const link = event.target.closest('a[href^="#"]');
    if (link === null || event.button !== 0 || event.metaKey || event.ctrlKey) return;
    save();
    link.closest("[popover]")?.hidePopover();
    const place = link.closest("main") === null ? topmost() : link;
    replaceState({ at: [...inPage].indexOf(place), top: Math.round(place.getBoundingClientRect().top) });
    // The same place once more is no change of the address.
    if (link.hash === location.hash) setTimeout(showTarget);
  }

  /** What is at the top of the window. */
  function topmost() {
    const main = document.querySelector("main");
    const { left, width } = main.getBoundingClientRect();
    for (let y = 2; y < innerHeight; y += 24) {
      const element = document.elementFromPoint(left + Math.min(40, width / 2), y);
      if (element !== null && element !== main && main.contains(element)) return element;
    }
    return main.firstElementChild;
  }

  /** What stood at `top` of the window stands there again. */
  function keepPlace({ at, top }) {
    const element = inPage[at];
    if (element === undefined) return;
    openAround(element);
    moveTo(element, top);
  }

  /**
   * Moves the window until an element is at `top`: heights change while what was not drawn yet is. It ends where the
   * reader moves it, or another place is moved to.
   */
  function moveTo(element, top) {
    moving = element;
    let left = 20;
    const step = () => {
      if (moving !== element) return;
      scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
      left -= 1;
      if (left > 0) requestAnimationFrame(step);
    };
    step();
  }

  /** Sets filters and folds as the address says. */
  function readAddress() {
    const address = new URLSearchParams(location.search);
    for (const filter of filters) filter.read(address);
    for (const table of tables) table.read(address);
    const open = new Set((address.get("open") ?? "").split(" ").filter(Boolean));
    if (open.size === 0) return;
    for (const [name, details] of namedFolds()) if (open.has(name)) details.open = true;
  }

  function saveSoon() {
    clearTimeout(saving);
    saving = setTimeout(save, 200);
  }

  /** Writes into the address what is narrowed and open. */
  function save() {
    clearTimeout(saving);
    // What is open for paper only is not for the address.
    if (opened.length > 0) return;
    const address = new URLSearchParams();
    for (const filter of filters) filter.write(address);
    for (const table of tables) table.write(address);
    const open = namedFolds().flatMap(([name, details]) => (details.open ? [name] : []));
    if (open.length > 0) address.set("open", open.join(" "));
    const query = address.size === 0 ? "" : `?${address}`;
    if (query !== location.search) replaceState(history.state, `${location.pathname}${query}${location.hash}`);
  }

  /** Each fold with its name: that of the part of the page it stands in, and which of its folds it is. */
  function namedFolds() {
    const counts = new Map();
    return [...document.querySelectorAll("details")].map((details) => {
      const of = details.closest("[id]")?.id ?? "";
      const n = counts.get(of) ?? 0;
      counts.set(of, n + 1);
      return [`${of}.${n}`, details];
    });
  }

  /** A button copies a text of its finding; where the browser does not let it, the text is shown to be copied by hand. */
  async function copied(event) {
    const button = event.target.closest("button[data-copy]");
    if (button === null) return;
    const article = button.closest("article");
    const output = button.parentElement.querySelector("output");
    const holder = article.querySelector(`[data-text="${button.dataset.copy}"]`);
    const text = holder?.textContent ?? `${location.href.replace(/[?#].*$/, "")}#${article.id}`;
    try {
      await navigator.clipboard.writeText(text);
      output.textContent = "Copied";
    } catch {
      output.textContent = holder === null ? text : "Copy it from below";
      if (holder === null) return;
      openAround(holder);
      getSelection().selectAllChildren(holder);
    }
  }

  /** A viewer may forbid it: then the page works, and its address stays as it is. */
  function replaceState(state, url) {
    try {
      history.replaceState(state, "", url);
      if (state?.at !== undefined) history.scrollRestoration = "manual";
    } catch {
      return;
    }
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }
})();
