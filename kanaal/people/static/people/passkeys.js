// allauth tells by an event when the browser did not use a passkey; say it on the page instead of in the console.
"use strict";
(() => {
  const said = document.getElementById(document.currentScript.dataset.said);
  document.addEventListener("allauth.error", (event) => {
    if (!said) return;
    event.preventDefault();
    said.hidden = false;
  });
})();
