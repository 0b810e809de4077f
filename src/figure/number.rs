//! Formats the numbers of a chart.

use super::chart::{AxisUnit, Point, Scatter};
use crate::screen::is_control_or_bidi;

/// Beyond this an `f64` cannot hold the cents of an amount, and no pay or count comes near it.
const MAX_NUMBER: f64 = 1e15;
/// Smaller numbers count as zero: no unit prints so many decimal places.
const MIN_NUMBER: f64 = 1e-9;
/// The most characters of a currency sign.
const MAX_SIGN_CHARS: usize = 4;
/// Stands for a missing number, as in tables.
pub(super) const MISSING: &str = "–";

/// The number if it can be drawn: finite and not beyond 10¹⁵. Numbers below 10⁻⁹ become zero.
pub(super) fn drawable(number: f64) -> Option<f64> {
    (number.is_finite() && number.abs() <= MAX_NUMBER).then_some(if number.abs() < MIN_NUMBER { 0.0 } else { number })
}

impl AxisUnit {
    /// A value, with as many decimal places as its unit and size need.
    pub(super) fn value(&self, number: f64) -> String {
        let Some(number) = drawable(number) else { return MISSING.to_owned() };
        let size = number.abs();
        let places = match self {
            AxisUnit::Percent | AxisUnit::Change => 1,
            AxisUnit::Number | AxisUnit::Money(_) if size < 100.0 => 2,
            AxisUnit::Number | AxisUnit::Money(_) => 0,
        };
        self.written(number, places)
    }

    /// The number at a tick, with as many decimal places as the step between ticks.
    pub(super) fn tick(&self, number: f64, step: f64) -> String {
        let Some(number) = drawable(number) else { return MISSING.to_owned() };
        // 0.2 needs one place, 0.05 and 2.25 two.
        let is_exact = |places: &i32| {
            let scaled = step * 10_f64.powi(*places);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0) && scaled >= 0.5
        };
        let places = (0..9).find(is_exact).unwrap_or(9) as usize;
        self.written(number, places)
    }

    fn written(&self, number: f64, places: usize) -> String {
        let digits = shortened(number.abs(), places);
        let is_zero = !digits.contains(|digit: char| digit.is_ascii_digit() && digit != '0');
        let sign = match self {
            _ if is_zero => "",
            _ if number < 0.0 => "-",
            AxisUnit::Change => "+",
            AxisUnit::Number | AxisUnit::Money(_) | AxisUnit::Percent => "",
        };
        match self {
            AxisUnit::Number => format!("{sign}{digits}"),
            AxisUnit::Money(mark) => {
                // The sign may reach a terminal, and must not break a line.
                let mark: String = mark.chars().filter(|c| !is_control_or_bidi(*c)).take(MAX_SIGN_CHARS).collect();
                format!("{sign}{mark}{digits}")
            }
            AxisUnit::Percent | AxisUnit::Change => format!("{sign}{digits}%"),
        }
    }
}

/// The two values of a point.
pub(super) fn point_values(chart: &Scatter, point: &Point) -> String {
    format!("{} · {}", chart.x.unit.value(point.x), chart.y.unit.value(point.y))
}

/// The digits of a number that is not negative; large ones in billions (`bn`) or trillions (`tn`).
fn shortened(size: f64, places: usize) -> String {
    if size >= 1e12 {
        format!("{} tn", grouped(size / 1e12, 2))
    } else if size >= 1e9 {
        format!("{} bn", grouped(size / 1e9, 2))
    } else {
        grouped(size, places)
    }
}

/// The digits, rounded half away from zero, with thousands grouped and without trailing zeros.
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
        let money = AxisUnit::Money(String::new());
        assert_eq!(money.value(94_250.4), "94,250");
        assert_eq!(money.value(0.5 + 94_250.0), "94,251", "half away from zero");
        assert_eq!(AxisUnit::Money("$".into()).value(-1_234.0), "-$1,234");
        assert_eq!(AxisUnit::Money("\u{1b}R\nM\u{202e}B.$".into()).value(1_234.0), "RMB.1,234", "nothing that acts");
        assert_eq!(AxisUnit::Number.value(2.35), "2.35");
        assert_eq!(AxisUnit::Number.value(2.0), "2");
        assert_eq!(AxisUnit::Percent.value(12.5), "12.5%");
        assert_eq!(AxisUnit::Change.value(15.0), "+15%");
        assert_eq!(AxisUnit::Change.value(-0.04), "0%", "no sign on nothing");
        assert_eq!(AxisUnit::Number.value(45e9), "45 bn");
        assert_eq!(AxisUnit::Number.value(1e15), "1,000 tn");
    }

    #[test]
    fn what_cannot_be_shown_is_missing_and_never_zero() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e16, f64::MAX] {
            assert_eq!(AxisUnit::Number.value(number), MISSING);
        }
        assert_eq!(AxisUnit::Number.value(f64::MIN_POSITIVE), "0");
        assert_eq!(AxisUnit::Number.value(-0.0), "0");
    }

    #[test]
    fn ticks_have_the_places_of_their_step() {
        assert_eq!(AxisUnit::Number.tick(0.15, 0.05), "0.15");
        assert_eq!(AxisUnit::Number.tick(0.30000000000000004, 0.1), "0.3");
        assert_eq!(AxisUnit::Number.tick(40_000.0, 20_000.0), "40,000");
        assert_eq!(AxisUnit::Percent.tick(2.5, 0.5), "2.5%");
        assert_eq!(AxisUnit::Number.tick(0.75, 0.25), "0.75");
        assert_eq!(AxisUnit::Number.tick(2_500.0, 2_500.0), "2,500");
    }
}
