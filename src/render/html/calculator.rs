//! Writes the prices of the calculator as JSON for its script.

use serde_json::{Value, json};

use crate::page::{Calculator, Choice};
use crate::pay::AmountWords;

/// The words that offers are read by: the power of ten, the currency and the period of each.
fn words(words: &AmountWords) -> Value {
    let currencies: Vec<Value> = words.currencies.iter().map(|(word, code)| json!([word, code])).collect();
    let periods: Vec<Value> = words.periods.iter().map(|(word, period)| json!([word, period.as_str()])).collect();
    json!({
        "powers": words.powers,
        "currencies": currencies,
        "periods": periods,
        "per": words.per,
        "months": words.months,
        "paid": words.months_paid,
    })
}

/// The prices as JSON. Keys are short, because a page has hundreds of prices:
/// `roles`, `places` and `levels` are `[id, name, group]`; a cell is the index of its price and of its badge, or 0; a price
/// is `[amounts in each unit, short ranges, shape, offer]`, where amounts are joined by blanks and `-` stands for none.
pub(super) fn data(calculator: &Calculator) -> String {
    let choice = |choice: &Choice| json!([choice.id, choice.name, choice.group]);
    let choices = |choices: &[Choice]| choices.iter().map(choice).collect::<Vec<Value>>();
    let prices = calculator.prices.iter().map(|price| {
        let amounts: Vec<String> = price
            .in_unit
            .iter()
            .map(|unit| {
                unit.amounts.iter().map(|amount| amount.as_deref().unwrap_or("-")).collect::<Vec<_>>().join(" ")
            })
            .collect();
        let shorts: Vec<&str> = price.in_unit.iter().map(|unit| unit.short.as_str()).collect();
        let shape: Vec<i64> = price.shape.iter().map(|place| place.unwrap_or(-1)).collect();
        json!([amounts, shorts, shape, [price.offer.0, price.offer.1]])
    });
    let cells = calculator.cells.iter().map(|cell| cell.map_or(json!(0), |(price, badge)| json!([price, badge])));
    let badges =
        calculator.badges.iter().map(|badges| badges.iter().map(|badge| json!([badge.text, badge.is_weak])).collect());
    let whole = json!({
        "units": calculator.units,
        "words": words(&calculator.words),
        "element": calculator.element,
        "points": calculator.points,
        "condition": calculator.condition,
        "roles": choices(&calculator.roles),
        "places": choices(&calculator.places),
        "levels": choices(&calculator.levels),
        "groups": calculator.groups,
        "badges": badges.collect::<Vec<Value>>(),
        "prices": prices.collect::<Vec<Value>>(),
        "cells": cells.collect::<Vec<Value>>(),
    });
    // Inside an element of HTML, these would be markup.
    whole.to_string().replace('&', "\\u0026").replace('<', "\\u003c")
}
