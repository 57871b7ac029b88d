// Keeps this page as the server has it. Served as /reload.js by `netnotes serve`; a page on disk knows nothing of it.
//
// The server tells of changes on /events, with the state that its pages are in. On a change the page is fetched and
// its <main>, with what else in the <body> is different, put in the place of the old one: the scroll place, what is
// folded open, what is typed and the focus stay. Where style or script changed the page is loaded whole. After a swap
// `netnotes:change` is dispatched on `document`, so that the page's own script can find its elements again.
(() => {
  "use strict";

  const KEPT = "netnotes:kept";
  const AGAIN_MS = 3000;
  let seen = document.currentScript ? document.currentScript.dataset.seen || "" : "";
  let source = null;
  let timer = 0;
  let busy = false;
  let wanted = "";

  // What a swap cannot bring: styles beside <main>, and scripts. Data in a script element is no script.
  const frame = (page) =>
    Array.from(page.querySelectorAll("style, link[rel~=stylesheet], script:not([type$=json])"), (element) =>
      element.getAttribute("src") === "/reload.js" || (element.localName === "style" && element.closest("main"))
        ? ""
        : [element.localName, element.getAttribute("src") || element.getAttribute("href"), element.textContent].join()
    ).join("\n");

  // What stands beside <main> and may change as well: a header, a footer, data for the page's own script.
  const beside = (page) =>
    Array.from(page.body.children).filter(
      (element) => element.localName !== "main" && !(element.localName === "script" && !/json$/.test(element.type))
    );
  const written = (elements) => elements.map((element) => element.outerHTML);
  const framed = frame(document);
  let last = written(beside(document));

  // The same element in two versions of a page: by its id, else by what it is and says, and the how many of these.
  const keyed = (elements, name) => {
    const counts = new Map();
    return Array.from(elements, (element) => {
      const key = element.id ? "#" + element.id : name(element);
      const count = (counts.get(key) || 0) + 1;
      counts.set(key, count);
      return [element.id ? key : key + "\n" + count, element];
    });
  };

  const folds = () =>
    keyed(document.querySelectorAll("details"), (element) => {
      const summary = element.querySelector("summary");
      return summary ? summary.textContent.replace(/[\d,.]+/g, "").trim() : "";
    });
  const fields = () =>
    keyed(document.querySelectorAll("input, select, textarea"), (element) =>
      [element.localName, element.type, element.name, element.type === "radio" || element.type === "checkbox" ? element.value : ""].join()
    );
  const stops = () =>
    keyed(document.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex]"), (element) =>
      [element.localName, element.getAttribute("href") || element.name || element.textContent.trim()].join()
    );
  const ticked = (element) => element.type === "checkbox" || element.type === "radio";
  const selection = (element) => {
    try {
      return [element.selectionStart, element.selectionEnd, element.selectionDirection];
    } catch {
      return null; // fields without a text cursor
    }
  };

  // Something with an id near the top of the window: what was there before stays there, whatever came above it.
  const anchor = () => {
    if (window.scrollY === 0) return null;
    for (const element of document.querySelectorAll("main [id]")) {
      const box = element.getBoundingClientRect();
      if (box.height > 0 && box.top >= 0 && box.top < window.innerHeight) return { id: element.id, top: box.top };
    }
    return null;
  };

  const look = () => {
    const focused = stops().find(([, element]) => element === document.activeElement);
    return {
      x: window.scrollX,
      y: window.scrollY,
      anchor: anchor(),
      folds: folds().map(([key, element]) => [key, element.open]),
      fields: fields()
        .filter(([, element]) => element.type !== "password" && element.type !== "file")
        .map(([key, element]) => [key, ticked(element) ? element.checked : element.value]),
      focus: focused ? [focused[0], selection(focused[1])] : null,
    };
  };

  const restoreFields = (kept) => {
    const values = new Map(kept);
    for (const [key, element] of fields()) {
      if (!values.has(key)) continue;
      const property = ticked(element) ? "checked" : "value";
      if (element[property] === values.get(key)) continue;
      element[property] = values.get(key);
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const restoreFocus = (kept) => {
    const found = kept && stops().find(([key]) => key === kept[0]);
    if (!found || found[1] === document.activeElement) return;
    found[1].focus({ preventScroll: true });
    if (kept[1] && kept[1][0] !== null) {
      try {
        found[1].setSelectionRange(...kept[1]);
      } catch {
        // fields without a text cursor
      }
    }
  };

  const restore = (kept) => {
    restoreFields(kept.fields);
    const open = new Map(kept.folds);
    for (const [key, element] of folds()) if (open.has(key)) element.open = open.get(key);
    restoreFocus(kept.focus);
    const element = kept.anchor && document.getElementById(kept.anchor.id);
    const moved = element ? element.getBoundingClientRect().top - kept.anchor.top + window.scrollY : kept.y;
    window.scrollTo({ left: kept.x, top: moved, behavior: "instant" });
  };

  const reload = () => {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify([location.pathname, look()]));
    } catch {
      // storage is switched off; the browser still keeps the scroll place
    }
    location.reload();
  };

  const swap = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const [old, main] = [document.querySelector("main"), page.querySelector("main")];
    const [here, there] = [beside(document), beside(page)];
    if (!old || !main || frame(page) !== framed || here.length !== there.length) return reload();
    const kept = look();
    const now = written(there);
    document.title = page.title;
    there.forEach((element, place) => now[place] !== last[place] && here[place].replaceWith(document.adoptNode(element)));
    last = now;
    old.replaceWith(document.adoptNode(main));
    document.dispatchEvent(new CustomEvent("netnotes:change"));
    restore(kept);
  };

  // To the state `state`: at once, or when what is being done is done.
  const refresh = async (state) => {
    wanted = state;
    if (busy) return;
    busy = true;
    try {
      while (wanted !== seen) {
        const state = wanted;
        const answer = await fetch(location.pathname, { cache: "no-store", redirect: "error" });
        if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
        const text = await answer.text();
        seen = state;
        swap(text);
      }
    } catch {
      listenAgain(); // the server is away for a moment; listening again tells the state
    } finally {
      busy = false;
    }
  };

  const close = () => {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
  };

  const listenAgain = () => {
    close();
    timer = setTimeout(listen, AGAIN_MS);
  };

  // A browser opens six connections to a server and no more: pages that nobody sees must not hold them.
  const listen = () => {
    close();
    if (document.visibilityState === "hidden") return;
    source = new EventSource("/events");
    source.addEventListener("hello", (event) => {
      if (!seen) seen = event.data;
      refresh(event.data);
    });
    source.addEventListener("change", (event) => refresh(event.data));
    // It tries again by itself, but not after an answer that is no stream.
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) listenAgain();
    });
  };

  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => event.persisted && listen());

  try {
    const [path, kept] = JSON.parse(sessionStorage.getItem(KEPT) || "[]");
    sessionStorage.removeItem(KEPT);
    if (path === location.pathname) window.addEventListener("load", () => restore(kept), { once: true });
  } catch {
    // storage is switched off
  }
  listen();
})();
