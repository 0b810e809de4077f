//! Titles of files with parts that no list knows: departments, products and sites behind a job, or anything beside it.

use super::index::{TitleIndex, TitleScratch};
use super::job_words::{names_job, names_trade};
use super::reading::{LevelWord, NoRole, PARTIAL_MATCH_SCORE, RoleMatch, share};
use super::rules::{Decision, FoundRole, PartMeaning, RoleNames, Scratch, is_distinctive};
use crate::names::match_kind::MatchKind;

impl<'p> TitleIndex<'p> {
    /// The role that the first parts of a title name, when the other parts are unknown and name no job: its department, product or site.
    /// So only in a pack of occupations, which covers them wherever people work. In another, an unknown part may be another industry.
    pub(super) fn read_before_remarks<'i>(
        &'i self,
        title: &str,
        scratch: &mut TitleScratch,
    ) -> Result<Option<(RoleMatch<'p>, LevelWord<'i>)>, NoRole<'p>> {
        if !self.has_occupations || scratch.parts.remaining_count() < 2 {
            return Ok(None);
        }
        let heads = scratch.parts.heads(title);
        let found = heads.into_iter().find_map(|(head, remarks)| self.read_before(head, &remarks, title, scratch));
        if found.is_none() {
            // Later rules read the whole title, or what of it is no context.
            let TitleScratch { rules, parts, rest, .. } = scratch;
            let has_context = parts.context(title).next().is_some();
            rules.all.read(if has_context { rest } else { title });
            self.places.words().parse(&rules.all, &mut rules.parsed);
        }
        found.transpose()
    }

    /// The role that `head` names, when `remarks` are unknown and name no job; an error where it is a title of several.
    fn read_before<'i>(
        &'i self,
        head: &str,
        remarks: &[&str],
        title: &str,
        scratch: &mut TitleScratch,
    ) -> Option<Result<(RoleMatch<'p>, LevelWord<'i>), NoRole<'p>>> {
        let TitleScratch { rules, parts, part, parsed, .. } = scratch;
        let (mut level, mut ignored) = (LevelWord::Unstated, 0);
        for piece in parts.context(title) {
            part.read(piece);
            ignored += part.weight();
        }
        for remark in remarks {
            part.read(remark);
            let Ok(meaning) = self.read_part(part, parsed, &mut rules.stems);
            let named = self.level(&parsed.levels);
            match meaning {
                PartMeaning::Nothing => level = self.levels.combine(level, named),
                PartMeaning::Unknown if !names_job(part) => {
                    ignored += part.weight();
                    if named != LevelWord::Unstated {
                        level = self.levels.combine(level, LevelWord::SetAside);
                    }
                }
                _ => return None,
            }
        }
        rules.all.read(head);
        let Ok(decision) = self.decide(head, rules);
        let (found, is_title) = match decision {
            Decision::Role { found, is_title } => (found, is_title),
            Decision::Several(_) => return Some(Err(NoRole::Ambiguous)),
            Decision::Perhaps(_) | Decision::OtherDomain | Decision::Unknown => return None,
        };
        // A name that is found as it stands has not been parsed.
        self.places.words().parse(&rules.all, &mut rules.parsed);
        // A title without a trade may mean other work with the remark, and one word other jobs: `Programmer - CNC`.
        if !names_trade(&rules.parsed.content)
            || found.kind != MatchKind::Exact && !is_distinctive(&rules.parsed.content)
        {
            return None;
        }
        if !is_title {
            level = self.levels.combine(level, self.level(&rules.parsed.levels));
        }
        let role = self.scored(FoundRole { kind: MatchKind::Tokens, ..found }, &rules.parsed, ignored);
        Some(Ok((RoleMatch { is_covered_job: self.is_covered_job(&role, rules), ..role }, level)))
    }

    /// The role that the known parts of a title name, when other parts are unknown. Its level is that of the known parts, or
    /// [`LevelWord::SetAside`] when only an unknown part names one.
    pub(super) fn read_remaining_parts<'i>(
        &'i self,
        title: &str,
        scratch: &mut TitleScratch,
    ) -> Result<Option<(RoleMatch<'p>, LevelWord<'i>)>, NoRole<'p>> {
        let TitleScratch { rules: Scratch { stems, .. }, parts, part, parsed, .. } = scratch;
        if parts.remaining_count() < 2 {
            return Ok(None);
        }
        let (mut role, mut known, mut unknown) = (None, 0, 0);
        let mut level = LevelWord::Unstated;
        for piece in parts.remaining(title) {
            part.read(piece);
            let Ok(found) = self.read_part(part, parsed, stems);
            let named = self.level(&parsed.levels);
            match (found, role) {
                (PartMeaning::Nothing, _) => level = self.levels.combine(level, named),
                (PartMeaning::Unknown | PartMeaning::OneOf(_), _) => {
                    unknown += parsed.content.weight();
                    if named != LevelWord::Unstated {
                        level = self.levels.combine(level, LevelWord::SetAside);
                    }
                }
                (PartMeaning::Role { role: other, .. }, Some(one)) if one != other => return Err(NoRole::Ambiguous),
                (PartMeaning::Role { role: found, is_title }, _) => {
                    role = Some(found);
                    known += parsed.content.weight();
                    level = if is_title { level } else { self.levels.combine(level, named) };
                }
            }
        }
        let score = PARTIAL_MATCH_SCORE * share(known, known + unknown);
        let is_covered_job = role.is_some_and(|role| self.covered_jobs.has_any(role));
        Ok(role.map(|role| (RoleMatch { role, kind: MatchKind::Partial, score, is_covered_job }, level)))
    }
}
