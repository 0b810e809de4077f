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
// Reads one amount of pay as people write it, by the words that the page holds. What has two meanings is refused.
const amountReader = (words) => {
  const MAX_AMOUNT = 1e12;
  const MAX_LENGTH = 60;
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const any = (list) => [...list].sort((one, other) => other.length - one.length).map(escaped).join("|");
  const names = (entries) => any(entries.map(([word]) => word));
  const currency = names(words.currencies);
  const period = names(words.periods);
  const notation = new RegExp(
    `^(?:(?<early>${period}) ?)?(?:(?<before>${currency}) ?)?(?<number>\\.?\\d[\\d,'. ]*?) ?(?<power>${names(words.powers)})?` +
      ` ?(?<after>${currency})? ?(?:(?:/|${any(words.per)})? ?(?<late>${period}))?` +
      `\\.? ?(?:[x·] ?(?<months>\\d+)(?: ?(?:${any(words.months)}))?|[,/]? ?(?<!\\d)(?<paid>\\d+) ?(?:${any(words.months)}))?$`,
    "u",
  );
  // Narrow, in small letters, with one kind of each mark, as the words are. U+842C is the traditional form of ten thousand.
  const normalized = (text) =>
    text.normalize("NFKC").toLowerCase().replaceAll("\u842c", "\u4e07").replace(/[×*]/g, "x").replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();
  // A point before exactly three digits may group thousands.
  const isClear = (number, power) =>
    /^(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+|\d{1,3}('\d{3})+|\d{1,2}(,\d{2})*,\d{3})?(\.\d+)?$/.test(number) &&
    (power !== undefined || !/^\d{1,3}\.\d{3}$/.test(number));
  const meaning = (entries, word) => entries.filter(([known]) => known === word).map(([, value]) => value);

  // The amount with the period and the number of months that the text states; `error` is what to write instead.
  return (text, chosen, others) => {
    const plain = normalized(text);
    if (plain === "") return null;
    const parts = plain.length > MAX_LENGTH ? null : notation.exec(plain)?.groups;
    if (!parts) {
      const isForeign = /\p{Sc}/u.test(plain.replace(new RegExp(currency, "gu"), ""));
      if (isForeign) return { error: `${chosen} is chosen: write the offer in ${chosen}` };
      return { error: "write one amount, such as 50k, 50,000 or 50k x 14" };
    }
    const stated = [parts.before, parts.after].filter(Boolean);
    if (!stated.every((name) => meaning(words.currencies, name).includes(chosen))) {
      const named = others.find((code) => code !== chosen && stated.some((name) => meaning(words.currencies, name).includes(code)));
      return { error: `${chosen} is chosen: choose ${named}, or write the offer in ${chosen}` };
    }
    if (!isClear(parts.number, parts.power)) {
      return { error: "write thousands as 50k or 50,000, and decimals as 1.5" };
    }
    const power = meaning(words.powers, parts.power)[0] ?? 0;
    // To the hundredth, because 1.1 × 1,000,000 in binary has a remainder.
    const amount = Math.round(Number(parts.number.replace(/[,' ]/g, "")) * 10 ** power * 100) / 100;
    if (amount === 0) return { error: "write an amount above 0" };
    if (amount > MAX_AMOUNT) return { error: "write an amount below a million million" };
    const months = Number(parts.months ?? parts.paid ?? 0);
    const [least, most] = words.paid;
    if (months !== 0 && (months < least || months > most)) {
      return { error: `write from ${least} to ${most} months paid a year, such as 50k x 13` };
    }
    const late = meaning(words.periods, parts.late)[0];
    const early = meaning(words.periods, parts.early)[0];
    if (early && late && early !== late) return { error: "write one period, a year or a month" };
    return { amount, period: early ?? late, months, isInCurrency: stated.length > 0 };
  };
};
// The calculator shows prices that the page holds. It divides an offer by a price, and calculates no price.
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
  const currencies = once(data.units.map(([currency]) => currency));
  fill("role", data.roles);
  fill("city", data.places);
  fill("level", data.levels);
  fill("currency", currencies.map((currency) => [currency, currency]));
  fill("period", once(data.units.map(([, period]) => period)).map((period) => [period, `a ${period}`]));
  const readAmount = amountReader(data.words);
  const grouped = (digits) => String(digits).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");
  const groupOf = (choices, id) => choices.find(([known]) => known === id)?.[2] ?? 0;
  const unitOf = (currency, period) => data.units.findIndex(([code, span]) => code === currency && span === period);
  // A screen reader says what changes, so what stays the same is not written again.
  const write = (selector, text) => {
    const element = find(selector);
    if (element.textContent !== text) element.textContent = text;
  };
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
  const [first, middle, last] = data.points;

  // The role, the city and the level that are chosen.
  const choice = () => {
    const names = ["role", "city", "level"].filter((name) => form[name].value && !form[name].closest("label").hidden);
    return names.map((name) => form[name].selectedOptions[0].text).join(", ");
  };

  // The chosen price; null where none is published.
  const priceOf = (chosen) => {
    const [role, group, level] = [
      groupOf(data.roles, chosen.role),
      groupOf(data.places, chosen.city),
      groupOf(data.levels, chosen.level),
    ];
    const cell = data.cells[(role * data.groups + group) * data.levels.length + level];
    if (!cell) return null;
    const [index, kind] = cell;
    const [amounts, shorts, shape, [factor, less]] = data.prices[index];
    const inUnit = amounts.map((texts) => texts.split(" "));
    return { inUnit, shorts, shape, factor, less, badges: data.badges[kind] };
  };

  // What kind of figure a price is.
  const kindOf = (price) => price.badges.map(([words]) => words).join(", ");

  const showHeadline = (chosen, price) => {
    if (!price) {
      write(".headline", `${choice()}: no pay is published`);
      write(".details", "");
      return;
    }
    const other = data.units.findIndex(([currency, period]) => currency !== chosen.currency && period !== chosen.period);
    const about = other < 0 ? ` a ${chosen.period}` : `, about ${data.units[other][0]} ${price.shorts[other]} a ${data.units[other][1]}`;
    write(".headline", `${choice()}: ${chosen.currency} ${price.shorts[unitOf(chosen.currency, chosen.period)]} ${data.element}${about}`);
    const parts = price.badges.map(([words, isWeak]) => [isWeak ? "badge weak" : "badge", words]);
    parts.push(["detail", `${data.points.join(", ")} in ${chosen.currency} a ${chosen.period}`]);
    const details = find(".details");
    if (details.textContent.trim() === parts.map(([, word]) => word).join(" ")) return;
    details.replaceChildren();
    for (const [name, word] of parts) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = word;
      details.append(part, " ");
    }
  };

  // Draws the range, and returns it in words.
  const showRange = (price, [low, mid, high, totalLow, totalMid, totalHigh, otherLow, otherMid, otherHigh]) => {
    const [atLow, atMid, atHigh, atTotal, atOtherLow, atOtherMid, atOtherHigh] = price.shape;
    const row = find(".band-row");
    const kind = kindOf(price);
    row.classList.toggle("hollow", kind.includes("no city rate"));
    row.classList.toggle("dashed", kind.includes("slotted"));
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
    const second = hasOther ? `${grouped(otherLow)}–${grouped(otherHigh)}, mid ${grouped(otherMid)}, ${data.condition}` : null;
    line("other", atOtherLow, second);
    return [`${first} ${low}, ${middle} ${mid}, ${last} ${high}`, retention, second];
  };

  // An offer below, within or above a range, and its distance from the mid in percent.
  const compared = (amount, [low, mid, high]) => {
    const ratio = amount / Number(mid);
    const gap = Math.round((ratio - 1) * 100);
    const beyond = (end, is) => end !== "-" && is(Number(end));
    const arePercentiles = first !== "low";
    const position = beyond(low, (end) => amount < end)
      ? `below${arePercentiles ? ` ${first}` : ""}`
      : beyond(high, (end) => amount > end)
        ? `above${arePercentiles ? ` ${last}` : ""}`
        : "within";
    const distance = gap === 0 ? `at ${middle}` : `${Math.abs(gap)}% ${gap < 0 ? "under" : "over"} ${middle}`;
    return { ratio, words: `${position}, ${distance}` };
  };
  const isPlausible = (ratio) => ratio <= 3 && ratio >= 1 / 3;

  // Another unit in which an implausible offer would be near the market; the text states no other.
  const elsewhere = ({ amount, period, months, isInCurrency }, chosen, price) => {
    if (months) return "";
    const near = data.units.find(
      ([currency, span], unit) =>
        (isInCurrency ? currency === chosen.currency : true) &&
        (period === undefined || span === period) &&
        isPlausible(amount / Number(price.inUnit[unit][1])),
    );
    return near ? `; is it ${near[0]} a ${near[1]}?` : "; check its currency, period and zeros";
  };

  // The offer in words, and its place on the axis; no place where it cannot be compared.
  const judged = (chosen, price) => {
    const read = readAmount(chosen.offer, chosen.currency, currencies);
    if (read === null) return { said: "", at: null, isWrong: false };
    if (read.error) return { said: read.error, at: null, isWrong: true };
    if (!price) return { said: "", at: null, isWrong: false };
    const { amount, months } = read;
    const written = (number) => grouped(Math.round(number * 100) / 100);
    let period = read.period ?? chosen.period;
    let base = amount;
    let as = `${written(amount)} a ${period}`;
    let all = "";
    if (months) {
      // Of the months paid, 12 are base salary.
      const total = read.period === "year" ? amount : amount * months;
      const month = total / months;
      period = "year";
      base = month * 12;
      const shown = chosen.period === "month" ? `${written(month)} a month` : `${written(base)} a year`;
      as = months === 12 ? shown : `${shown}, 12 of ${months} months`;
      const ofYear = compared(total, price.inUnit[unitOf(chosen.currency, period)]);
      if (months !== 12) all = `; all ${months} are ${written(total)} a year: ${ofYear.words}`;
    }
    const { ratio, words } = compared(base, price.inUnit[unitOf(chosen.currency, period)]);
    const doubt = isPlausible(ratio) ? "" : elsewhere(read, chosen, price);
    const at = Math.min(Math.max(ratio * price.factor - price.less, 0), 1000);
    return { said: `◆ ${chosen.currency} ${as}: ${words}${doubt || all}`, at, isWrong: doubt !== "" };
  };

  const showOffer = (chosen, price) => {
    const { said, at, isWrong } = judged(chosen, price);
    write("#offer-unit", `${chosen.currency} a ${chosen.period}`);
    write("#offer-said", said);
    find("#offer-said").classList.toggle("wrong", isWrong);
    form.offer.setAttribute("aria-invalid", said !== "" && at === null);
    place(find(".band-offer"), { left: percent(at) }, at !== null);
    return at === null ? null : said.replace("◆", "offer");
  };

  const draw = () => {
    const chosen = Object.fromEntries(new FormData(form));
    const price = priceOf(chosen);
    showHeadline(chosen, price);
    const offer = showOffer(chosen, price);
    const band = find(".band");
    band.hidden = !price;
    if (!price) return;
    const parts = showRange(price, price.inUnit[unitOf(chosen.currency, chosen.period)]);
    parts.push(offer, kindOf(price));
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
  const [firstRole] = data.roles.filter(([, , group]) => group === 0);
  form.role.value = firstRole[0];
  form.level.value = data.levels.at(-1)[0];
  const isPublished = ([, , group]) => {
    const cell = data.cells[(group + 1) * data.levels.length - 1];
    return cell && data.badges[cell[1]].every(([, isWeak]) => !isWeak);
  };
  form.city.value = (data.places.find((one) => one[0] !== "" && isPublished(one)) ?? data.places[0])[0];
  draw();
  read();
})();

