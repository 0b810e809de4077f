//! ISO 4217 codes, as written in data and on the command line.

use std::fmt;
use std::str::FromStr;

/// A currency, as its three-letter ISO 4217 code in capitals.
///
/// ```
/// use payband::money::Currency;
///
/// let yuan: Currency = "cny".parse()?;
/// assert_eq!(yuan.as_str(), "CNY");
/// # Ok::<(), payband::money::UnknownCurrency>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// A text that is not a three-letter currency code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a currency code of three letters, like USD or CNY")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// The code in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Reads three ASCII letters of either case; ignores blanks around them. The everyday code `RMB` is read as `CNY`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code: [u8; 3] = text
            .trim()
            .as_bytes()
            .try_into()
            .ok()
            .filter(|code: &[u8; 3]| code.iter().all(u8::is_ascii_alphabetic))
            .ok_or_else(|| UnknownCurrency(text.to_owned()))?;
        let code = code.map(|letter| letter.to_ascii_uppercase());
        Ok(Currency(if code == *b"RMB" { *b"CNY" } else { code }))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_codes_in_any_case_and_the_everyday_word_for_yuan() {
        assert_eq!("usd".parse::<Currency>().unwrap().as_str(), "USD");
        assert_eq!(" RMB ".parse::<Currency>().unwrap().as_str(), "CNY");
        for bad in ["", "US", "USDX", "U$D", "元", "人民币"] {
            assert_eq!(bad.parse::<Currency>(), Err(UnknownCurrency(bad.to_owned())));
        }
    }
}
