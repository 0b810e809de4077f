// What is folded on a screen is printed.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
});
// A click on a heading sorts its table by that column; rows without a value stay last. Without a script the page is complete.
for (const table of document.querySelectorAll("table.sortable")) {
  const [head] = table.tHead.rows;
  const [body] = table.tBodies;
  const original = [...body.rows];
  const keyOf = (row, at) => {
    const cell = row.cells[at];
    if (cell.dataset.sort !== undefined) return Number(cell.dataset.sort);
    const text = cell.textContent.trim();
    return text === "–" || text === "" ? null : text;
  };
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), undefined, { numeric: true });
  [...head.cells].forEach((cell, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const order = cell.getAttribute("aria-sort");
      const next = order === "ascending" ? "descending" : order === "descending" ? null : "ascending";
      for (const other of head.cells) other.removeAttribute("aria-sort");
      let rows = original;
      if (next) {
        cell.setAttribute("aria-sort", next);
        const sign = next === "ascending" ? 1 : -1;
        const keyed = original.map((row) => ({ row, key: keyOf(row, at) }));
        const known = keyed.filter(({ key }) => key !== null);
        known.sort((one, other) => sign * compare(one.key, other.key));
        rows = [...known, ...keyed.filter(({ key }) => key === null)].map(({ row }) => row);
      }
      body.append(...rows);
    });
  });
}

