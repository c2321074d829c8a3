// Small helps for every page; each page works without them.
(() => {
  "use strict";
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // A page that shows how far something is looks again; where an island follows it, the island does.
  const again = Number(document.body.dataset.refreshSeconds || 0);
  if (again && !document.querySelector("leptos-island")) setTimeout(() => location.reload(), again * 1000);

  // A part of a page that changes meanwhile (data-fresh) is asked for by itself, until it is answered that there is nothing to ask.
  const part = document.querySelector("[data-fresh]");
  const renew = async () => {
    try {
      const answer = document.hidden ? null : await fetch(part.dataset.fresh);
      if (answer && answer.status === 204) return;
      if (answer && answer.ok) part.innerHTML = await answer.text();
    } catch { /* no network: the next question comes all the same */ }
    setTimeout(renew, 2000);
  };
  if (part) setTimeout(renew, 2000);

  // A second click on the same form does nothing; the server would answer it like the first anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post") {
      form.dataset.sent = "1";
      window.addEventListener("pageshow", () => { delete form.dataset.sent; }, { once: true });
    }
  });

  // A form with many short fields: Enter goes on to the next one; the last one sends.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !(field instanceof HTMLElement) || !field.matches("form[data-enter-next] :is(input, select)")) return;
    const fields = [...field.form.querySelectorAll("input:not([type=hidden]), select, textarea")];
    const next = fields[fields.indexOf(field) + 1];
    if (next) { event.preventDefault(); next.focus(); }
  });

  // What the others do in a shared hospital or a draft, as it happens. Nothing else on the page changes: what is typed stays. A
  // page that nobody looks at is not told; looked at again, it is told from where it was. Where a stream can not be had, a page
  // that says how (data-poll) asks every three seconds, until it is answered that there is nothing to ask.
  const live = document.querySelector("[data-live]");
  if (live) {
    let source = null;
    let timer = 0;
    let last = live.dataset.from;
    const from = () => `&from=${encodeURIComponent(last)}`;
    const tell = (id, told) => {
      last = id || last;
      const line = document.createElement("p");
      line.className = told.begun ? "note warn" : "note";
      line.append(told.text);
      if (typeof told.href === "string") {
        const link = document.createElement("a");
        link.href = told.begun ? location.href : told.href;
        link.textContent = told.show;
        line.append(" · ", link);
      }
      live.prepend(line);
      while (live.children.length > 4) live.lastElementChild.remove();
    };
    const close = () => { if (source) source.close(); source = null; clearTimeout(timer); timer = 0; };
    const ask = async () => {
      try {
        const answer = await fetch(live.dataset.poll + from());
        if (answer.status === 204) return;
        if (answer.ok) for (const [id, told] of await answer.json()) tell(id, told);
      } catch { /* no network: the next question comes all the same */ }
      if (timer) timer = setTimeout(ask, 3000);
    };
    const poll = () => { if (live.dataset.poll && !timer && !document.hidden) timer = setTimeout(ask, 3000); };
    const open = () => {
      if (source || timer || document.hidden) return;
      if (!window.EventSource) return poll();
      source = new EventSource(live.dataset.live + from());
      source.onmessage = (event) => tell(event.lastEventId, JSON.parse(event.data));
      source.onerror = () => { if (source && source.readyState === EventSource.CLOSED) poll(); };
    };
    document.addEventListener("visibilitychange", () => { if (document.hidden) close(); else open(); });
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", open);
    open();
  }

  // Idle lock: what is typed goes to the server, for its owner only, then the page is locked.
  const idle = Number(document.body.dataset.idleSeconds || 0);
  if (!idle) return;
  const form = document.querySelector("main form[method=post][data-keep]");
  const draft = () => {
    if (!form) return null;
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && !name.startsWith("_") && !/password|code/.test(name)) data.append(name, value);
    }
    return data;
  };
  let last = Date.now();
  let busy = false;
  for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, () => { last = Date.now(); }, { passive: true });
  const lock = async () => {
    if (busy) return;
    busy = true;
    const data = draft();
    const back = location.pathname + location.search;
    if (data) {
      try { await fetch("/held?path=" + encodeURIComponent(back), { method: "POST", body: data, keepalive: true }); }
      catch { busy = false; last = Date.now() - (idle - 20) * 1000; return; } // no network: keep the page, try again in 20 s
    }
    location.replace("/lock?back=" + encodeURIComponent(back));
  };
  setInterval(() => { if (Date.now() - last > idle * 1000) lock(); }, 5000);

  // Back after the lock: fill in what was kept.
  if (form && document.body.dataset.held) {
    fetch("/held?path=" + encodeURIComponent(location.pathname + location.search)).then((r) => (r.ok ? r.json() : null)).then((kept) => {
      if (!kept) return;
      const seen = {};
      for (const [name, value] of kept) {
        const at = (seen[name] = (seen[name] || 0) + 1) - 1;
        const fields = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
        const first = fields[0];
        if (!first) continue;
        if (first.type === "checkbox" || first.type === "radio") fields.forEach((f) => { if (f.value === value) f.checked = true; });
        else if (fields[at]) fields[at].value = value;
      }
    });
  }
})();
