
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const form = byId("filter");
  const cards = all(".card");
  const rows = new Map(all("tr[data-of]").map((row) => [row.dataset.of, row]));
  const words = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
  const numberOf = (card) => card.id.slice(1);
  let current = null;

  /* Filters: a card passes when it passes each of them; the coverage follows the cards. */
  const parts = (text) => text.split(/[;,/]/).map((part) => part.trim());
  function filter() {
    const asked = new FormData(form);
    const verdicts = new Set(asked.getAll("verdict"));
    const severities = new Set(asked.getAll("severity"));
    const needle = (asked.get("words") || "").trim().toLowerCase().split(/\s+/).filter(Boolean);
    const passes = (card) => {
      const has = card.dataset;
      return verdicts.has(has.verdict)
        && (!has.severity || severities.has(has.severity))
        && (!asked.get("papers") || has.papers.split(" ").includes(asked.get("papers")))
        && (!asked.get("set") || has.set === asked.get("set"))
        && (!asked.get("owner") || parts(has.owner).includes(asked.get("owner")))
        && (!asked.get("family") || has.family === asked.get("family"))
        && needle.every((word) => words.get(card).includes(word));
    };
    let shown = 0;
    for (const card of cards) {
      card.hidden = !passes(card);
      shown += card.hidden ? 0 : 1;
      const row = rows.get(numberOf(card));
      if (row) row.hidden = card.hidden;
    }
    for (const group of all(".group")) {
      const left = all(".card:not([hidden])", group).length;
      group.hidden = left === 0;
      group.querySelector("h3 .count").textContent = left;
    }
    byId("nothing").hidden = shown > 0;
    byId("shown").textContent = `${shown} of ${cards.length} shown`;
  }
  /* Rows whose card is folded away stay in the coverage until the reader filters. */
  let touched = false;
  form.addEventListener("input", () => { touched = true; filter(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { touched = false; start(); }));
  function start() {
    filter();
    if (!touched) for (const row of rows.values()) row.hidden = false;
  }

  /* From a finding to its words and back. */
  function choose(card) {
    if (current) current.classList.remove("on");
    for (const mark of all("mark.on")) mark.classList.remove("on");
    current = card;
    if (!card) return;
    if (card.hidden) { card.hidden = false; card.parentElement.hidden = false; }
    card.classList.add("on");
    for (const mark of all(`mark[data-f~="${numberOf(card)}"]`)) mark.classList.add("on");
  }
  /* Panes that scroll are set under the filters, then scrolled; twice, as lines get their height. */
  function show(target, block = "center") {
    const pane = target.closest(".pane");
    const inner = getComputedStyle(pane).overflowY === "auto";
    const place = () => {
      if (!inner) { target.scrollIntoView({ block: block === "nearest" ? "start" : block }); return; }
      const top = target.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      const room = pane.clientHeight - target.offsetHeight;
      const seen = block === "nearest" && top > 40 && top < room;
      if (!seen) pane.scrollTop += top - (block === "center" ? Math.max(60, room / 3) : 48);
    };
    if (inner) byId("documents").scrollIntoView({ block: "start" });
    place();
    requestAnimationFrame(place);
  }
  const measure = () => document.documentElement.style.setProperty("--bar", `${byId("filters").offsetHeight}px`);
  new ResizeObserver(measure).observe(byId("filters"));
  function toCard(card) {
    choose(card);
    show(card, "nearest");
    card.focus({ preventScroll: true });
  }
  function toLine(id) {
    for (const line of all(".l.at")) line.classList.remove("at");
    const line = byId(id);
    if (!line) return;
    line.classList.add("at");
    line.tabIndex = -1;
    show(line);
    line.focus({ preventScroll: true });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-item]");
    if (link) {
      const id = link.getAttribute("href").slice(1);
      const card = byId(`f${link.dataset.item}`);
      event.preventDefault();
      if (id === card.id) { toCard(card); } else { choose(card); show(card, "nearest"); toLine(id); }
      return;
    }
    const mark = event.target.closest("mark[data-f]");
    if (mark && getSelection().isCollapsed) {
      const listed = mark.dataset.f.split(" ");
      const next = current ? listed.indexOf(numberOf(current)) + 1 : 0;
      toCard(byId(`f${listed[next % listed.length]}`));
      return;
    }
    const card = event.target.closest(".card");
    if (card) choose(card);
  });

  /* Keys. */
  function step(by) {
    const shown = cards.filter((card) => !card.hidden);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    toCard(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length]);
  }
  const help = byId("help");
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => { byId("filters").querySelector("details").open = true; form.elements.words.focus(); },
    c: () => { byId("coverage").scrollIntoView(); all("#coverage .scroll")[0]?.focus(); },
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "Enter" && event.target === current) {
      const link = current.querySelector("blockquote a, .others a");
      if (link) { event.preventDefault(); link.click(); }
    } else if (event.key === "Escape" && current) {
      toCard(current);
    } else if (byId("keys").checked && actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
  byId("help-open").addEventListener("click", () => help.showModal());

  /* Theme: kept where the browser lets a file keep anything. */
  const theme = byId("theme");
  const stored = (use) => { try { return use(localStorage); } catch { return null; } };
  function paint() {
    if (theme.value) document.documentElement.dataset.theme = theme.value;
    else delete document.documentElement.dataset.theme;
  }
  theme.value = stored((store) => store.getItem("contract-lint-theme")) || "";
  theme.addEventListener("change", () => { paint(); stored((store) => store.setItem("contract-lint-theme", theme.value)); });
  paint();

  /* A narrow screen begins with the filters folded. */
  if (matchMedia("(max-width: 60rem)").matches) byId("filters").querySelector("details").open = false;
  start();
  if (/^#f\d+$/.test(location.hash) && byId(location.hash.slice(1))) toCard(byId(location.hash.slice(1)));
  else if (/^#d\d+-\d+$/.test(location.hash)) toLine(location.hash.slice(1));
})();
