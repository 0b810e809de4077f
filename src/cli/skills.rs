//! `payband skills`: skills of the report and of roles.

use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};

use super::context::Context;
use super::failure::Failure;
use super::names::completion_candidates;
use super::names::resolve_roles::{Answerable, resolve_roles};
use super::output::args::OutputArgs;
use super::pack_lacks::require_rows;
use crate::answer::Note;
use crate::names::{Lexicon, NameWords, nearest_hint};
use crate::pack::Pack;
use crate::views;

/// Skills of the report by group, skills of a role, and which of them a candidate lacks.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband skills
  payband skills --role \"Cloud Architect\"
  payband skills --role \"Cloud Architect\" --have \"network security,HL7 FHIR\"
  payband skills --framework emerging")]
pub(super) struct Args {
    /// Role whose skills to list (repeatable; only one with --have).
    #[arg(short, long, value_name = "NAME", add = ArgValueCompleter::new(completion_candidates::roles_with_skills))]
    role: Vec<String>,
    /// Skills that a candidate has, separated by commas: shows which skills of the role are missing. A warning names unknown
    /// skills.
    #[arg(long, value_name = "SKILLS", value_delimiter = ',', requires = "role", conflicts_with = "framework", add = ArgValueCandidates::new(completion_candidates::skills))]
    have: Vec<String>,
    /// Only the skills of this group of the report.
    #[arg(long, value_name = "FRAMEWORK", add = ArgValueCandidates::new(completion_candidates::frameworks))]
    framework: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        require_rows(pack.skills()?, "skills")?;
        let mut notes = Vec::new();
        let roles: Vec<String> =
            resolve_roles(pack, &NameWords::default(), &self.role, Answerable::with_skills(), &mut notes)?
                .into_iter()
                .map(|role| role.id)
                .collect();
        let mut answer = if self.have.is_empty() {
            let framework = self.framework.as_deref().map(|name| known_framework(pack, name)).transpose()?;
            views::skills(pack, &roles, framework)?
        } else {
            let [role] = roles.as_slice() else {
                return Err(Failure::usage("--have goes with one --role").hint("ask for one role at a time"));
            };
            let have = known_skills(pack, &self.have, &mut notes)?;
            views::gap(pack, role, &have)?
        };
        answer.notes.splice(0..0, notes);
        self.output.print(context, "skills", answer)
    }
}

/// The framework of an id or a name.
fn known_framework<'p>(pack: &'p Pack, wanted: &str) -> Result<&'p str, Failure> {
    let all = pack.frameworks()?;
    for id in &all {
        if id.eq_ignore_ascii_case(wanted) || pack.framework_name(id)?.eq_ignore_ascii_case(wanted) {
            return Ok(id);
        }
    }
    Err(Failure::usage(format!("no framework of skills is called \"{wanted}\""))
        .hint_from(nearest_hint(wanted, all.iter().copied()))
        .hint(format!("the frameworks are {}", all.join(", "))))
}

/// Resolves names to distinct skills. One warning names those that the pack does not know.
fn known_skills(pack: &Pack, names: &[String], notes: &mut Vec<Note>) -> Result<Vec<String>, Failure> {
    let lexicon = Lexicon::skills(pack)?;
    let (mut have, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        match lexicon.resolve(name) {
            Ok((id, _)) if have.iter().any(|known| known == id) => {}
            Ok((id, _)) => have.push(id.to_owned()),
            Err(error) => {
                let hint = error.hint().map_or_else(String::new, |hint| format!(" ({hint})"));
                unknown.push(format!("\"{name}\"{hint}"));
            }
        }
    }
    if !unknown.is_empty() {
        let what = if unknown.len() == 1 { "no skill is called" } else { "no skills are called" };
        let rest = if have.is_empty() { "; no other skill is given, and all of the role's are missing" } else { "" };
        notes.push(
            Note::warning(format!("{what} {}{rest}", unknown.join(", "))).advising("`payband skills` lists the skills"),
        );
    }
    Ok(have)
}
