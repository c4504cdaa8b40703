// What makes pages a little better where there is JavaScript. Everything works without it.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const root = document.documentElement;
  root.classList.add("js");
  const on = (type, selector, act) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) act(found, event);
    });

  // Light or dark without loading the page again; the server keeps the choice.
  on("submit", "[data-theme-form]", (form, event) => {
    const chosen = event.submitter;
    if (!chosen) return;
    event.preventDefault();
    const body = new FormData(form, chosen);
    if (chosen.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = chosen.value;
    for (const button of form.querySelectorAll("button")) button.toggleAttribute("aria-current", button === chosen);
    chosen.setAttribute("aria-current", "true");
    form.closest("details")?.removeAttribute("open");
    fetch(form.action, { method: "POST", body, redirect: "manual" });
  });

  // A second press while the answer is on its way sends nothing again.
  let sent = new WeakSet();
  addEventListener("pageshow", () => (sent = new WeakSet()));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    setTimeout(() => sent.delete(form), 4000);
  });

  // Menus close when one looks elsewhere: a click outside, Escape, or the focus going on.
  const close = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
  document.addEventListener("focusin", (event) => close(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // <button data-opens="id"> opens the <dialog> of this id; <button data-closes> closes the one it is in.
  on("click", "[data-opens]", (button) => document.getElementById(button.dataset.opens)?.showModal());
  on("click", "[data-closes]", (button) => button.closest("dialog")?.close());

  on("click", "[data-copy]", async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector(".visually-hidden");
    const before = label.textContent;
    label.textContent = words.copied;
    label.setAttribute("role", "status");
    button.classList.add("is-done");
    setTimeout(() => {
      label.textContent = before;
      label.removeAttribute("role");
      button.classList.remove("is-done");
    }, 1600);
  });

  // Waiting times go on. They carry seconds, not a start: the business's clock may differ from this machine's.
  const opened = performance.now();
  const tell = () => {
    for (const time of document.querySelectorAll("time.wait")) {
      const passed = Number(time.dataset.waited) + (performance.now() - opened) / 1000;
      const minutes = Math.floor(passed / 60), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
      const pattern = days ? words.days : hours ? words.hours : words.minutes;
      const parts = { d: days, h: days ? hours % 24 : hours, m: minutes % 60 };
      time.textContent = pattern.replace(/%\((\w)\)s/g, (_, part) => parts[part]);
      const promise = Number(time.dataset.promise);
      time.classList.toggle("is-late", promise > 0 && passed > promise);
      time.classList.toggle("is-near", promise > 0 && passed <= promise && passed > promise * 0.75);
    }
  };
  if (document.querySelector("time.wait")) setInterval(tell, 20000);

  // While one types in <form data-live="URL">, the server says what it makes of it: every part of its answer that has an
  // id takes the place of the one of that id on the page. Nothing is saved by it.
  const typing = new WeakMap();
  on("input", "form[data-live]", (form) => {
    const last = typing.get(form);
    clearTimeout(last?.timer);
    const timer = setTimeout(async () => {
      last?.asked?.abort();
      const asked = new AbortController();
      typing.set(form, { asked });
      try {
        const answer = await fetch(form.dataset.live, { method: "POST", body: new FormData(form), signal: asked.signal, redirect: "manual" });
        if (!answer.ok) return;
        const parts = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[id]");
        for (const part of parts) document.getElementById(part.id)?.replaceWith(part);
      } catch { /* the next key asks again */ }
    }, 350);
    typing.set(form, { timer, asked: last?.asked });
  });

  // Where tabs are wider than the screen, the one that is open is seen.
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const row = tab.closest(".tabs");
    row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.clientWidth) / 2;
  }

  // Phones keep the menu open when one goes back to a page: close it.
  addEventListener("pageshow", () => close(null));
})();
