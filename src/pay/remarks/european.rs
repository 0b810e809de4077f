//! The table of pay texts in the languages of Europe.

use crate::pay::tests::check_amounts;

/// Catches the first letter of a word that is taken for a unit: `m` for millions in `maandelijks`.
#[test]
fn a_word_that_begins_with_a_unit_is_no_unit() {
    check_amounts(
        "EUR",
        &[
            ("€ 5.600 maandelijks", "EUR 5600/month"),
            ("5600 maandloon", "EUR 5600/month"),
            ("€ 5.600 maandsalaris", "EUR 5600/month"),
            ("€ 5.600 maximaal", "up to EUR 5600/year"),
            ("€ 5.600 mits ervaring", "EUR 5600/year"),
            ("€ 5.600 mogelijk meer", "EUR 5600/year"),
            ("€ 5.600 kosten", "EUR 5600/year"),
            ("€ 560 wekelijks", "EUR 560/week"),
            ("€ 67.200 lonen", "EUR 67200/year"),
            ("5.600 må", "UnknownWord"),
            ("60-70 T€", "EUR 60000-70000/year"),
            ("58 T EUR", "EUR 58000/year"),
            ("58.000,- €", "EUR 58000/year"),
            ("90kusd", "USD 90000/year"),
            ("90 kusd", "UnknownWord"),
            ("45kpa", "EUR 45000/year"),
            ("5600mars", "UnknownWord"),
            ("5600kmad", "UnknownWord"),
        ],
    );
}

/// Catches a span of time in another language that is left out, so that the amount is read as a year's.
#[test]
fn spans_of_time_are_read() {
    check_amounts(
        "EUR",
        &[
            ("5.600/mnd", "EUR 5600/month"),
            ("€ 5.600 bto p/mnd", "EUR 5600/month"),
            ("€ 67.200/jr", "EUR 67200/year"),
            ("67.200 p.j.", "EUR 67200/year"),
            ("€ 400 per dag", "EUR 400/day"),
            ("€ 35 uurloon", "EUR 35/hour"),
            ("€ 16.800 per kwartaal", "EUR 16800/quarter"),
            ("€ 16.800 kwartaal", "Incomplete"),
            ("45 000 € brut/an", "EUR 45000/year"),
            ("45 000 €/an", "EUR 45000/year"),
            ("45 000 € par an", "EUR 45000/year"),
            ("3.500 € mtl.", "EUR 3500/month"),
            ("Stundenlohn 35 €", "EUR 35/hour"),
            ("45 000 € brut annuel", "EUR 45000/year"),
            ("2.500 €/mois", "EUR 2500/month"),
            ("2.500 € al mes", "EUR 2500/month"),
            ("35.000 € lordi annui", "EUR 35000/year"),
            ("RAL 35.000", "EUR 35000/year"),
            ("10 000 zł brutto/mies.", "PLN 10000/month"),
            ("60 000 Kč měsíčně", "CZK 60000/month"),
            ("R$ 5.000 por mês", "BRL 5000/month"),
            ("€ 5.600 (36 uur)", "EUR 5600/year"),
            ("€ 5.600 per maand bij 40 uur per week", "EUR 5600/month"),
            // The pay may be for the span of time that an unknown word begins with, or for another number of weeks.
            ("€ 5.600 weekendtoeslag", "UnclearPeriod"),
            ("€ 5.600 kwartaalbonus", "UnclearPeriod"),
            ("2500 € les 4 semaines", "UnclearPeriod"),
            ("€ 2000 per 4 weken", "UnclearPeriod"),
        ],
    );
    check_amounts("SEK", &[("45 000 kr/mån", "SEK 45000/month"), ("580 000 kr per år", "SEK 580000/year")]);
    check_amounts("DKK", &[("35.000 kr. pr. md.", "DKK 35000/month"), ("250 kr/time", "DKK 250/hour")]);
    check_amounts("NOK", &[("kr 45 000/mnd", "NOK 45000/month"), ("45.000 kr.", "NOK 45000/year")]);
}

/// Catches two ends of a range that are taken for two amounts.
#[test]
fn ends_of_a_range_are_joined() {
    check_amounts(
        "EUR",
        &[
            ("€ 4.000 tot € 5.600 per maand", "EUR 4000-5600/month"),
            ("€ 4.000 tot maximaal € 5.600 bruto per maand", "EUR 4000-5600/month"),
            ("tussen € 4.000 en € 5.600", "EUR 4000-5600/year"),
            ("von 4.000 bis 5.600 €", "EUR 4000-5600/year"),
            ("bis 60.000 €", "up to EUR 60000/year"),
            ("tot € 60.000", "up to EUR 60000/year"),
            ("entre 40 000 et 50 000 €", "EUR 40000-50000/year"),
            ("de 2.500 € à 3.000 €/mois", "EUR 2500-3000/month"),
            ("desde 30.000 € hasta 40.000 €", "EUR 30000-40000/year"),
            ("de 30.000 € a 40.000 €", "EUR 30000-40000/year"),
            ("entre 30.000 y 40.000 €", "EUR 30000-40000/year"),
            ("tra 30.000 e 40.000 euro", "EUR 30000-40000/year"),
            ("od 10 000 do 12 000 zł", "PLN 10000-12000/year"),
            ("5.500 € a 7.000 €", "EUR 5500-7000/year"),
            ("R$ 5.500,00 a R$ 7.000,00", "BRL 5500.00-7000.00/year"),
            ("R$ 5.500 a mês", "BRL 5500/month"),
            ("€ 3.000 bis", "Incomplete"),
            ("$60k en $70k", "TooManyAmounts"),
            ("5k € a 7k €", "EUR 5000-7000/year"),
            ("$20 a 40", "UnknownWord"),
            ("$45 an $50", "UnknownWord"),
            ("R$ 5.500 a 40 (US$ 7)", "UnknownWord"),
        ],
    );
}

/// Catches decoration that makes an amount unreadable, and pay on top of base salary that is read as base.
#[test]
fn amounts_are_read_as_they_are_written() {
    check_amounts(
        "EUR",
        &[
            ("€ 67.200,=", "EUR 67200/year"),
            ("€ 67.200,-", "EUR 67200/year"),
            ("CHF 110'000", "CHF 110000/year"),
            ("13 x € 5.600", "EUR 5600/month x13"),
            ("14 x 35.000", "EUR 35000/month x14"),
            ("2 800 € brut par mois sur 13 mois", "EUR 2800/month x13"),
            ("Mensuel de 2500.0 Euros à 3000.0 Euros sur 12.0 mois", "EUR 2500.0-3000.0/month x12"),
            ("2.900,00 brutto pro Monat (14x)", "EUR 2900.00/month x14"),
            ("1.500 €/mes en 14 pagas", "EUR 1500/month x14"),
            ("4.200 € x 13 Gehälter", "EUR 4200/month x13"),
            ("1.800 €/mese per 14 mensilità", "EUR 1800/month x14"),
            ("€ 67.200 per jaar incl. 8% vakantiegeld", "Variable"),
            ("5.000 € inkl. Weihnachtsgeld", "Variable"),
            ("€ 67.200 excl. 8% vakantiegeld", "EUR 67200/year"),
            ("€ 5.600 m/v", "EUR 5600/year"),
            ("2500 € net mensuel", "AfterTax"),
            ("12 000 PLN netto miesięcznie", "AfterTax"),
            ("€ 60.000, e-commerce", "EUR 60000/year"),
        ],
    );
}
