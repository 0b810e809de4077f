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
  // Figures of different units have no common order: they are grouped by unit, and sorted in each.
  const unitOf = (row, at) => row.cells[at].dataset.unit ?? "";
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
        const keyed = original.map((row) => ({ row, key: keyOf(row, at), unit: unitOf(row, at) }));
        const known = keyed.filter(({ key }) => key !== null);
        known.sort((one, other) => one.unit.localeCompare(other.unit) || sign * compare(one.key, other.key));
        rows = [...known, ...keyed.filter(({ key }) => key === null)].map(({ row }) => row);
      }
      body.append(...rows);
    });
  });
}
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
  const open = () => {
    if (location.hash.length > 1) {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
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
// The calculator shows prices that the page holds. It divides an offer by a mid, and calculates no other amount.
(() => {
  const section = document.querySelector("#calculator");
  if (!section) return;
  const data = JSON.parse(section.querySelector("template").content.textContent);
  const form = section.querySelector("form");
  const find = (selector) => section.querySelector(selector);
  const fill = (name, options) => {
    for (const [value, text] of options) form[name].append(new Option(text, value));
    form[name].closest("label").hidden = options.length < 2;
  };
  const once = (values) => [...new Set(values)];
  fill("role", data.roles);
  fill("city", data.places);
  fill("level", data.levels);
  fill("currency", once(data.units.map(([currency]) => currency)).map((currency) => [currency, currency]));
  fill("period", once(data.units.map(([, period]) => period)).map((period) => [period, `a ${period}`]));
  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const groupOf = (choices, id) => choices.find(([known]) => known === id)?.[2] ?? 0;
  const place = (element, style, shown = true) => {
    element.hidden = !shown;
    if (shown) Object.assign(element.style, style);
  };
  const percent = (thousandths) => `${thousandths / 10}%`;
  const between = (start, end) => ({ left: percent(start), width: percent(Math.max(end - start, 0)) });
  const line = (name, at, text) => {
    const whole = find(`[data-part="${name}"]`);
    whole.hidden = text === null;
    if (text === null) return;
    whole.firstElementChild.style.setProperty("--at", at / 10);
    whole.lastElementChild.textContent = text;
  };

  // The position of an offer: below, within or above, and its distance from the mid in percent.
  const compared = (offer, [low, mid, high]) => {
    const ratio = offer / Number(mid);
    const gap = Math.round((ratio - 1) * 100);
    const beyond = (end, is) => end !== "-" && is(Number(end));
    const position = beyond(low, (end) => offer < end) ? "below" : beyond(high, (end) => offer > end) ? "above" : "within";
    const [, middle] = data.points;
    const distance = gap === 0 ? `at ${middle}` : `${Math.abs(gap)}% ${gap < 0 ? "under" : "over"} ${middle}`;
    return { ratio, words: `${position}, ${distance}` };
  };

  const draw = () => {
    const chosen = Object.fromEntries(new FormData(form));
    const unit = data.units.findIndex(([currency, period]) => currency === chosen.currency && period === chosen.period);
    const other = data.units.findIndex(([currency, period]) => currency !== chosen.currency && period !== chosen.period);
    const [role, group, level] = [
      groupOf(data.roles, chosen.role),
      groupOf(data.places, chosen.city),
      groupOf(data.levels, chosen.level),
    ];
    const cell = data.cells[(role * data.groups + group) * data.levels.length + level];
    const band = find(".band");
    band.hidden = !cell;
    if (!cell) {
      find(".headline").textContent = "No pay is published for this choice";
      find(".details").textContent = "";
      return;
    }
    const [index, kind] = cell;
    const [amounts, shorts, shape, [factor, less]] = data.prices[index];
    const badge = data.badges[kind];
    const texts = amounts[unit].split(" ");
    const [low, mid, high, totalLow, totalMid, totalHigh, otherLow, otherMid, otherHigh] = texts;
    const [atLow, atMid, atHigh, atTotal, atOtherLow, atOtherMid, atOtherHigh] = shape;
    const about = other < 0 ? ` a ${chosen.period}` : `, about ${data.units[other][0]} ${shorts[other]} a ${data.units[other][1]}`;
    find(".headline").textContent = `${chosen.currency} ${shorts[unit]} ${data.element}${about}`;
    const details = find(".details");
    details.replaceChildren();
    const say = (name, text) => {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      details.append(part, " ");
    };
    for (const word of badge.split(/, (?!grade)/)) {
      say(/^(published|percentiles)$/.test(word) ? "badge" : "badge weak", word);
    }
    say("detail", `${data.points.join(", ")} in ${chosen.currency} a ${chosen.period}`);
    const row = find(".band-row");
    row.classList.toggle("hollow", badge.includes("no city rate"));
    row.classList.toggle("dashed", badge.includes("slotted"));
    find(".band-mid").textContent = grouped(mid);
    find(".band-low").textContent = low === "-" ? "" : grouped(low);
    find(".band-high").textContent = high === "-" ? "" : grouped(high);
    const [start, end] = [atLow < 0 ? atMid : atLow, atHigh < 0 ? atMid : atHigh];
    place(find(".band-mid"), { left: percent(atMid) });
    place(find(".band-low"), { right: percent(1000 - start) });
    place(find(".band-high"), { left: percent(end) });
    place(find(".band-base"), between(start, end));
    place(find(".band-tick"), { left: percent(atMid) });
    place(find(".band-retention"), between(end, atTotal), atTotal >= 0);
    const retention = atTotal < 0 ? null : `with retention ${grouped(totalLow)}–${grouped(totalHigh)}, mid ${grouped(totalMid)}`;
    line("retention", 1000 - atTotal, retention);
    const hasOther = atOtherLow >= 0;
    find(".band-thin").hidden = !hasOther;
    place(find(".band-other"), between(atOtherLow, atOtherHigh), hasOther);
    place(find(".band-other-tick"), { left: percent(atOtherMid) }, hasOther);
    const second = hasOther
      ? `${grouped(otherLow)}–${grouped(otherHigh)}, mid ${grouped(otherMid)}, ${data.condition}`
      : null;
    line("other", atOtherLow, second);
    const offer = Number(chosen.offer.replace(/[\s,]/g, ""));
    const isOffer = chosen.offer.trim() !== "" && offer > 0;
    let said = null;
    let at = 0;
    if (isOffer) {
      const { ratio, words } = compared(offer, [low, mid, high]);
      said = `${chosen.offer.trim()}: ${words}`;
      at = Math.min(Math.max(ratio * factor - less, 0), 1000);
    } else if (chosen.offer.trim() !== "") {
      said = "write the offer as a number";
    }
    place(find(".band-offer"), { left: percent(at) }, isOffer);
    line("offer", at, said === null ? null : isOffer ? `◆ ${said}` : said);
    const [first, middle, last] = data.points;
    const parts = [`${first} ${low}, ${middle} ${mid}, ${last} ${high}`, retention, second, said, badge];
    band.setAttribute("aria-label", `${chosen.currency} a ${chosen.period}: ${parts.filter(Boolean).join("; ")}`);
  };

  const fields = ["role", "city", "level", "currency", "period", "offer"];
  const share = () => {
    const chosen = new URLSearchParams(fields.map((name) => [name, form[name].value]).filter(([, value]) => value));
    history.replaceState(null, "", `#${chosen}`);
  };
  const read = () => {
    const chosen = new URLSearchParams(location.hash.slice(1));
    if (!chosen.has("role")) return;
    for (const name of fields) {
      const value = chosen.get(name) ?? (name === "city" || name === "offer" ? "" : null);
      if (value === null) continue;
      if (name === "offer" || [...form[name].options].some((option) => option.value === value)) form[name].value = value;
    }
    draw();
  };
  form.addEventListener("input", () => {
    draw();
    share();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);
  section.hidden = false;
  // The page opens with a published price of the first role, at the highest level.
  const [first] = data.roles.filter(([, , group]) => group === 0);
  form.role.value = first[0];
  form.level.value = data.levels.at(-1)[0];
  const isPublished = ([, , group]) => {
    const cell = data.cells[(group + 1) * data.levels.length - 1];
    return cell && data.badges[cell[1]] === "published";
  };
  form.city.value = (data.places.find((one) => one[0] !== "" && isPublished(one)) ?? data.places[0])[0];
  draw();
  read();
})();

