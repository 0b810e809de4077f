//! What is appended to one row.

use super::{Clerk, Ended};
use crate::answer::Kind;
use crate::payroll::market_column::MarketColumn;
use crate::payroll::pay_cell::{PayCell, explained};
use crate::payroll::status::Status;
use crate::pricing::Position;
use crate::render::data_number;
use crate::tabular::RowTail;

/// What is appended to one row: a delimiter and a cell for each column.
#[derive(Debug)]
pub struct Appended<'c, 'j, 'p> {
    pub(super) clerk: &'c Clerk<'j, 'p>,
    /// The entry of the row's key.
    pub(super) at: usize,
    pub(super) ended: Ended,
}

impl Appended<'_, '_, '_> {
    /// Writes it behind what stands there.
    #[inline(always)]
    pub fn write(&self, to: &mut RowTail<'_>) {
        let Some(pieces) = self.clerk.memo.pieces(self.at) else { return };
        let Ended { status, position, ratio } = self.ended;
        let mut left = pieces.all();
        for column in &self.clerk.of_pay {
            left = left.write_next(to);
            match (column, ratio) {
                (MarketColumn::Ratio, Some(ratio)) => write_ratio(to, ratio.get()),
                (MarketColumn::Position, Some(_)) => Word::of_position(position).write(to),
                (MarketColumn::Status, _) => Word::of_status(status).write(to),
                (MarketColumn::AltRatio, Some(_)) => write_alt_ratio(to, self.clerk, self.at),
                (MarketColumn::Ratio | MarketColumn::Position | MarketColumn::AltRatio, None) => {}
                (column, _) => write_pay(to, *column, self.clerk),
            }
        }
        left.write_next(to);
    }
}

/// A word with so many bytes behind it that it can be copied like a piece.
struct Word {
    bytes: [u8; 2 * RowTail::PAD],
    length: usize,
}

impl Word {
    const fn new(word: &str) -> Self {
        let (mut bytes, from) = ([0; 2 * RowTail::PAD], word.as_bytes());
        let mut at = 0;
        while at < from.len() {
            #[allow(clippy::indexing_slicing, reason = "worked out when compiled, where a wrong index is an error")]
            {
                bytes[at] = from[at];
            }
            at += 1;
        }
        Word { bytes, length: from.len() }
    }

    #[inline(always)]
    fn of_position(position: Position) -> &'static Self {
        static WORDS: [Word; 3] = [
            Word::new(Position::Below.as_str()),
            Word::new(Position::Within.as_str()),
            Word::new(Position::Above.as_str()),
        ];
        let [below, within, above] = &WORDS;
        match position {
            Position::Below => below,
            Position::Within => within,
            Position::Above => above,
        }
    }

    #[inline(always)]
    fn of_status(status: Status) -> &'static Self {
        static WORDS: [Word; Status::ALL.len()] = {
            const NONE: Word = Word::new("");
            let (mut words, mut at) = ([NONE; Status::ALL.len()], 0);
            while at < words.len() {
                #[allow(clippy::indexing_slicing, reason = "worked out when compiled, where a wrong index is an error")]
                {
                    words[Status::ALL[at] as usize] = Word::new(Status::ALL[at].as_str());
                }
                at += 1;
            }
            words
        };
        static NONE: Word = Word::new("");
        WORDS.get(status as usize).unwrap_or(&NONE)
    }

    #[inline(always)]
    fn write(&self, to: &mut RowTail<'_>) {
        to.push_padded(&self.bytes, self.length);
    }
}

/// All pairs of digits, one behind the other.
static PAIRS: [[u8; 2]; 100] = {
    let (mut pairs, mut pair) = ([[b'0'; 2]; 100], 0_u8);
    while pair < 100 {
        #[allow(clippy::indexing_slicing, reason = "worked out when compiled, where a wrong index is an error")]
        {
            pairs[pair as usize] = [b'0' + pair / 10, b'0' + pair % 10];
        }
        pair += 1;
    }
    pairs
};

/// A market ratio with four places.
#[inline(always)]
fn write_ratio(to: &mut RowTail<'_>, ratio: u64) {
    let (whole, places) = (ratio / 10_000, ratio % 10_000);
    #[expect(clippy::cast_possible_truncation, reason = "both are below 100")]
    let [one, other] = [places / 100, places % 100]
        .map(|pair| u64::from(u16::from_le_bytes(PAIRS.get(pair as usize).copied().unwrap_or_default())));
    if whole <= 9 {
        // Put together in a register: bytes that are written one by one and read as one must wait for the cache.
        let text = (u64::from(b'0') + whole) | u64::from(b'.') << 8 | one << 16 | other << 32;
        to.push_few::<{ "0.0000".len() }>(text.to_le_bytes());
    } else {
        to.push(format!("{whole}.{places:04}").as_bytes());
    }
}

/// Pay that was compared, against the middle of the range in the other reading of the median.
#[inline(never)]
fn write_alt_ratio(to: &mut RowTail<'_>, clerk: &Clerk<'_, '_>, at: usize) {
    let ratio = || {
        let other = clerk.cells.get(clerk.memo.priced_cell(at)?)?.other.as_ref()?;
        let (pay, annual) = match clerk.read?.0 {
            PayCell::Whole(number, currency) => {
                let pay = clerk.job.bare_pay(number, currency);
                (pay, pay.annual(&clerk.job.terms.conventions).ok()?.midpoint()?)
            }
            PayCell::Stated { pay, annual } => (pay, annual),
            PayCell::Open(_) | PayCell::Nothing(_) => return None,
        };
        clerk.job.unit_of(pay.currency)?.amount(annual)?.checked_div(other.mid)
    };
    if let Some(ratio) = ratio() {
        to.push(data_number(Kind::Ratio, ratio).as_bytes());
    }
}

/// How the pay was read.
#[inline(never)]
fn write_pay(to: &mut RowTail<'_>, column: MarketColumn, clerk: &Clerk<'_, '_>) {
    let Some((read, unit)) = clerk.read else { return };
    let pay = match read {
        PayCell::Whole(number, currency) => clerk.job.bare_pay(number, currency),
        PayCell::Stated { pay, .. } | PayCell::Open(pay) => pay,
        PayCell::Nothing(_) => return,
    };
    let annual = || match read {
        // Pay for a share of full time is that of full time.
        PayCell::Stated { annual, .. } => Some(annual),
        _ => pay.annual(&clerk.job.terms.conventions).ok()?.midpoint(),
    };
    let (Some(currency_by), Some(period_by)) = (read.currency_by(&unit), read.period_by(&unit)) else { return };
    to.push(explained(column, &pay, annual, (currency_by, period_by)).as_bytes());
}
