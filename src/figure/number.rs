//! Numbers on a chart: which can be shown, and how they are written.

use super::chart::{Point, Scatter, Unit};
use crate::screen::is_control_or_bidi;

/// Beyond this a float no longer holds the cents of an amount, and nothing that is paid or counted comes near.
const LARGEST: f64 = 1e15;
/// Below this a number is zero: no unit here has that many places.
const SMALLEST: f64 = 1e-9;
/// How many characters a money sign may have.
const SIGN: usize = 4;
/// What stands for a number that is not known, as in tables.
pub(super) const MISSING: &str = "–";

/// A number that can be drawn: finite, not beyond 10¹⁵, and zero when it is next to nothing.
pub(super) fn known(number: f64) -> Option<f64> {
    (number.is_finite() && number.abs() <= LARGEST).then_some(if number.abs() < SMALLEST { 0.0 } else { number })
}

impl Unit {
    /// A value, as exact as a reader needs it.
    pub(super) fn value(&self, number: f64) -> String {
        let Some(number) = known(number) else { return MISSING.to_owned() };
        let size = number.abs();
        let places = match self {
            Unit::Percent | Unit::Change => 1,
            Unit::Number | Unit::Money(_) if size < 100.0 => 2,
            Unit::Number | Unit::Money(_) => 0,
        };
        self.written(number, places)
    }

    /// A tick, as exact as the step between two.
    pub(super) fn tick(&self, number: f64, step: f64) -> String {
        let Some(number) = known(number) else { return MISSING.to_owned() };
        // A step has one digit that counts: 0.2 has one place, 0.05 two.
        let places = if step < 1.0 { (-(step.log10() + 1e-9).floor()).clamp(0.0, 9.0) as usize } else { 0 };
        self.written(number, places)
    }

    fn written(&self, number: f64, places: usize) -> String {
        let digits = shortened(number.abs(), places);
        let is_zero = !digits.contains(|digit: char| digit.is_ascii_digit() && digit != '0');
        let sign = match self {
            _ if is_zero => "",
            _ if number < 0.0 => "-",
            Unit::Change => "+",
            Unit::Number | Unit::Money(_) | Unit::Percent => "",
        };
        match self {
            Unit::Number => format!("{sign}{digits}"),
            Unit::Money(mark) => {
                // It goes to terminals too, and no line may break at it.
                let mark: String = mark.chars().filter(|c| !is_control_or_bidi(*c)).take(SIGN).collect();
                format!("{sign}{mark}{digits}")
            }
            Unit::Percent | Unit::Change => format!("{sign}{digits}%"),
        }
    }
}

/// The values of a point.
pub(super) fn numbers(chart: &Scatter, point: &Point) -> String {
    format!("{} · {}", chart.x.unit.value(point.x), chart.y.unit.value(point.y))
}

/// The digits of a number that is not negative, in billions or trillions when it is large.
fn shortened(size: f64, places: usize) -> String {
    if size >= 1e12 {
        format!("{} tn", grouped(size / 1e12, 2))
    } else if size >= 1e9 {
        format!("{} bn", grouped(size / 1e9, 2))
    } else {
        grouped(size, places)
    }
}

/// Rounded half away from zero, thousands grouped, without zeros at the end of the fraction.
fn grouped(size: f64, places: usize) -> String {
    let unit = 10_f64.powi(i32::try_from(places).unwrap_or(0));
    let text = format!("{:.places$}", (size * unit).round() / unit);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + 6);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_as_exact_as_a_reader_needs_them() {
        let money = Unit::Money(String::new());
        assert_eq!(money.value(94_250.4), "94,250");
        assert_eq!(money.value(0.5 + 94_250.0), "94,251", "half away from zero");
        assert_eq!(Unit::Money("$".into()).value(-1_234.0), "-$1,234");
        assert_eq!(Unit::Money("\u{1b}R\nM\u{202e}B.$".into()).value(1_234.0), "RMB.1,234", "nothing that acts");
        assert_eq!(Unit::Number.value(2.35), "2.35");
        assert_eq!(Unit::Number.value(2.0), "2");
        assert_eq!(Unit::Percent.value(12.5), "12.5%");
        assert_eq!(Unit::Change.value(15.0), "+15%");
        assert_eq!(Unit::Change.value(-0.04), "0%", "no sign on nothing");
        assert_eq!(Unit::Number.value(45e9), "45 bn");
        assert_eq!(Unit::Number.value(1e15), "1,000 tn");
    }

    #[test]
    fn what_cannot_be_shown_is_missing_and_never_zero() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e16, f64::MAX] {
            assert_eq!(Unit::Number.value(number), MISSING);
        }
        assert_eq!(Unit::Number.value(f64::MIN_POSITIVE), "0");
        assert_eq!(Unit::Number.value(-0.0), "0");
    }

    #[test]
    fn ticks_have_the_places_of_their_step() {
        assert_eq!(Unit::Number.tick(0.15, 0.05), "0.15");
        assert_eq!(Unit::Number.tick(0.30000000000000004, 0.1), "0.3");
        assert_eq!(Unit::Number.tick(40_000.0, 20_000.0), "40,000");
        assert_eq!(Unit::Percent.tick(2.5, 0.5), "2.5%");
    }
}
