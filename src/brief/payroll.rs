//! The page of a payroll: where its pay stands against the market, as a picture and in groups.

use super::parts::{caveats, part, untitled, without_empty};
use crate::answer::Answer;
use crate::figure::Chart;
use crate::pack::{DataError, Pack};
use crate::page::{Imprint, Page, PageBlock, PageKind};
use crate::payroll::Tally;
use crate::pricing::Quote;
use crate::views::{self, CellDimension, SummaryUnit, chart};

/// The title of the picture on the page.
const PICTURE_TITLE: &str = "Each role, city and level against its market";

/// The most rows of the picture, so that it fits on a sheet of paper.
const MAX_PICTURE_ROWS: usize = 12;

/// The page of a payroll. `file` is its name; `quotes` are the prices of its cells, `about` their notes and sources.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn payroll(
    pack: &Pack,
    file: &str,
    tally: &Tally,
    quotes: &[Quote],
    about: &Answer,
    unit: SummaryUnit,
    imprint: Imprint,
) -> Result<Page, DataError> {
    let mut picture = chart::position(pack, tally, quotes, about, unit)?;
    let mut groups = picture.data.clone();
    // The finding is the title of the page.
    let caption = picture.chart.caption_mut();
    let title = std::mem::replace(&mut caption.title, PICTURE_TITLE.to_owned());
    let mut by_role = views::payroll(pack, tally, &[CellDimension::Role], unit)?;
    if let Chart::Positions(positions) = &mut picture.chart
        && positions.rows.len() > MAX_PICTURE_ROWS
    {
        positions.rows.truncate(MAX_PICTURE_ROWS);
        let all = groups.table.rows.len();
        positions.caption.subtitle.push_str(&format!("; {MAX_PICTURE_ROWS} of {all} groups"));
    }
    // What the picture says about the figures stands once.
    for answer in [&mut by_role, &mut groups] {
        answer.notes.retain(|note| !picture.data.notes.contains(note));
    }
    let mut parts = vec![part("positions", "Where pay stands", vec![PageBlock::Picture(picture)])];
    // Where each role is in one group, the table of groups has the figures of roles.
    if by_role.table.rows.len() < groups.table.rows.len() {
        parts.push(part("roles", "By role", vec![untitled(by_role)]));
    }
    parts.push(part("groups", "By role, city and level", vec![untitled(groups)]));
    let parts = without_empty(parts);
    Ok(Page {
        title,
        subtitle: format!("{file} against {}", pack.descriptor()?.title),
        kind: PageKind::Report,
        headline: None,
        prices: None,
        imprint,
        caveats: caveats(pack, &parts)?,
        parts,
    })
}
