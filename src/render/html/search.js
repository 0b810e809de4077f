// One search box for all tables; on a phone the sections are folded. Without a script all of it is there.
(() => {
  for (const table of document.querySelectorAll("table.stack")) {
    const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.replace(/\s+/g, " "));
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, at) => {
        if (at > 0) cell.dataset.label = names[at];
      });
    }
  }
  const sections = [...document.querySelectorAll("main > section")];
  const folds = [...document.querySelectorAll("details.fold")];
  const isPhone = matchMedia("(max-width: 40rem)").matches;
  const fold = () => {
    for (const one of folds) one.open = !isPhone;
  };
  fold();
  // An address that people shorten or mistype may end inside an escape.
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const open = () => {
    if (location.hash.length > 1) {
      const target = document.getElementById(decoded(location.hash.slice(1)));
      const hidden = target?.closest("details") ?? target?.querySelector("details");
      if (hidden) hidden.open = true;
    }
  };
  addEventListener("hashchange", open);
  open();
  const box = document.querySelector("#search");
  box.closest("form").hidden = false;
  box.closest("form").addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const section of sections) {
      const rows = [...section.querySelectorAll("tbody tr, dd, li")];
      let here = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        const fits = words.every((word) => text.includes(word));
        row.hidden = !fits;
        if (row.previousElementSibling?.tagName === "DT") row.previousElementSibling.hidden = !fits;
        here += fits ? 1 : 0;
      }
      section.hidden = words.length > 0 && here === 0;
      found += here;
    }
    for (const one of folds) one.open = words.length > 0 || !isPhone;
    document.querySelector("#found").textContent = words.length > 0 ? `${found} rows` : "";
  });
})();
