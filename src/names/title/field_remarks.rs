//! Remarks that name a field or a tool, and so make a special role of a general one: `软件工程师 (java/.net)`.

use super::parts::FIELD_FUNCTIONS;
use super::rules::{PartMeaning, RoleNames};
use crate::names::text::fold::{Folded, is_han};
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::Parsed;

/// The role that a title means whose `rest` means `general`: a kind of that role, when remarks and the rest together are a name
/// of it, and `general` when they are names of several kinds or of the general role too.
pub(super) fn role_with_remarks<'p, 't, N: RoleNames<'p>>(
    names: &N,
    general: &'p str,
    rest: &str,
    remarks: impl Iterator<Item = &'t str>,
    (part, parsed, stems): (&mut Folded, &mut Parsed, &mut SortedStems),
) -> Result<&'p str, N::Error> {
    let mut special = None;
    for remark in remarks {
        part.read(remark);
        let words = names.words(part)?;
        if !words.consists_of(part, &FIELD_FUNCTIONS) {
            continue;
        }
        words.parse(part, parsed);
        if parsed.content.is_empty() {
            continue;
        }
        let joins = remark.trim_end().ends_with(is_han) && rest.trim_start().starts_with(is_han);
        let name = [remark.trim_end(), rest.trim_start()].join(if joins { "" } else { " " });
        part.read(&name);
        let PartMeaning::Role { role, .. } = names.read_part(part, parsed, stems)? else { continue };
        if role == general || special.is_some_and(|special| special != role) {
            return Ok(general);
        }
        if names.role_kinds()?.is_kind_of(role, general) {
            special = Some(role);
        }
    }
    Ok(special.unwrap_or(general))
}
