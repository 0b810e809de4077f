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
