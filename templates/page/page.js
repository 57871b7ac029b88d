// Finding people in the table of everyone. The page works without it; nothing is fetched.
(() => {
  const fold = s => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const $ = id => document.getElementById(id);
  let rows = [], most = 60, wait;
  const read = () => {
    const form = document.querySelector(".find");
    if (!form) return;
    rows = [...document.querySelectorAll(".list tbody tr")].map(tr => ({
      tr, text: fold(tr.textContent), c: tr.dataset.c, s: tr.dataset.s, t: tr.dataset.t.split("|"),
    }));
    form.hidden = false;
    show();
  };
  const show = () => {
    const words = fold($("q").value).split(/\s+/).filter(Boolean);
    const c = $("c").value, s = $("s").value, t = $("t").value;
    let n = 0;
    for (const row of rows) {
      const hit = (!c || row.c === c) && (!s || row.s === s) && (!t || row.t.includes(t))
        && words.every(word => row.text.includes(word));
      const hide = !hit || ++n > most;
      if (row.tr.hidden !== hide) row.tr.hidden = hide;
    }
    const count = k => k.toLocaleString("en");
    $("n").textContent = n > most ? `The first ${most} of ${count(n)} are shown.`
      : n === rows.length ? "" : n ? `${count(n)} of ${count(rows.length)}` : "Nobody by that description.";
    $("more").hidden = n <= most;
  };
  document.addEventListener("input", event => {
    if (event.target.closest(".find")) { clearTimeout(wait); wait = setTimeout(show, 60); }
  });
  document.addEventListener("submit", event => { if (event.target.closest(".find")) event.preventDefault(); });
  document.addEventListener("click", event => {
    if (event.target.id === "more") { most = Infinity; show(); }
  });
  document.addEventListener("keydown", event => {
    const at = document.activeElement, q = $("q");
    if (!q) return;
    if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(at.tagName)) { event.preventDefault(); q.focus(); }
    if (event.key === "Escape" && at === q) { q.value = ""; show(); }
  });
  // On paper every fold is open.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(one => { one.open = true; }));
  document.addEventListener("netnotes:change", read);
  read();
})();
