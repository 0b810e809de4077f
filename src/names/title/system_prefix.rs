//! Systems and fields named right before a job, which do not change it: `放射科PACS运维工程师`, `LIMS Implementation Engineer`.

use super::rules::{PartMeaning, RoleNames, is_distinctive};
use crate::names::text::fold::{Folded, Token};
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::Parsed;
use crate::pack::WordFunction;

/// The functions of words that may stand before a job.
const PREFIX_FUNCTIONS: [WordFunction; 4] =
    [WordFunction::System, WordFunction::Field, WordFunction::Domain, WordFunction::Noise];

/// The functions of words at the beginning of a job that is the same in each field.
const JOB_FUNCTIONS: [WordFunction; 3] = [WordFunction::System, WordFunction::Tool, WordFunction::Craft];

/// The role that a title names behind systems and fields, and the weight of what stands before the role; `None` where it
/// begins with none or the rest is no role. The fewest words are passed over: of `集成平台接口工程师` the rest is `接口工程师`. Fields
/// alone are not enough, because they may make another job of the title: a `Clinical Project Manager` leads trials. Behind them
/// the job must begin with the name of a craft or a tool: a `Clinical Software Engineer` is a software engineer.
///
/// `content` has the words of the title that have no function; the parsed rest is left in `parsed`.
pub(super) fn role_behind_systems<'p, N: RoleNames<'p>>(
    names: &N,
    content: &Folded,
    (rest, parsed, stems): (&mut Folded, &mut Parsed, &mut SortedStems),
) -> Result<Option<(&'p str, usize)>, N::Error> {
    let words = names.words(content)?;
    let (mut at, mut offset, mut names_field, mut names_system) = (0, 0, false, false);
    while let Some(token) = content.get(at) {
        let Some((function, tokens, len)) = words.longest_prefix(content, at, offset, &PREFIX_FUNCTIONS) else { break };
        names_system |= function == WordFunction::System;
        names_field |= matches!(function, WordFunction::System | WordFunction::Field);
        (at, offset) = if token.han && offset + len < token.text.len() { (at, offset + len) } else { (at + tokens, 0) };
        let begins_job = || names_field && words.longest_prefix(content, at, offset, &JOB_FUNCTIONS).is_some();
        if !names_system && !begins_job() {
            continue;
        }
        rest.clear();
        for (index, token) in content.iter().enumerate().skip(at) {
            let text = if index == at { token.text.get(offset..).unwrap_or_default() } else { token.text };
            rest.push(Token { text, han: token.han });
        }
        if !is_distinctive(rest) {
            break;
        }
        if let PartMeaning::Role { role, .. } = names.read_part(rest, parsed, stems)? {
            return Ok(Some((role, content.weight().saturating_sub(rest.weight()))));
        }
    }
    Ok(None)
}
