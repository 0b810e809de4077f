//! `payband skills`: what to screen for.

use clap::ValueEnum;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};

use super::Context;
use super::candidates;
use super::failure::Failure;
use super::output::OutputArgs;
use super::resolve::{Answerable, resolve_roles_of};
use crate::answer::Note;
use crate::names::{Lexicon, NameWords};
use crate::pack::{Framework, Pack};
use crate::views;

/// Skills by framework, those of a role, and what a candidate lacks of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband skills
  payband skills --role \"Cloud Architect\"
  payband skills --role \"Cloud Architect\" --have \"network security,HL7 FHIR\"
  payband skills --framework emerging")]
pub(super) struct Args {
    /// Role (repeatable; one with --have).
    #[arg(short, long, value_name = "NAME", add = ArgValueCompleter::new(candidates::roles_with_skills))]
    role: Vec<String>,
    /// Skills that a candidate has, separated by commas: shows which of the role's are missing. Unknown ones are noted.
    #[arg(long, value_name = "SKILLS", value_delimiter = ',', requires = "role", conflicts_with = "framework", add = ArgValueCandidates::new(candidates::skills))]
    have: Vec<String>,
    /// Only the skills of this framework.
    #[arg(long, value_name = "FRAMEWORK")]
    framework: Option<FrameworkArg>,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FrameworkArg {
    CoreTechnical,
    BusinessCompliance,
    Emerging,
    #[value(name = "cluster-2030")]
    Cluster2030,
}

impl From<FrameworkArg> for Framework {
    fn from(framework: FrameworkArg) -> Self {
        match framework {
            FrameworkArg::CoreTechnical => Framework::CoreTechnical,
            FrameworkArg::BusinessCompliance => Framework::BusinessCompliance,
            FrameworkArg::Emerging => Framework::Emerging,
            FrameworkArg::Cluster2030 => Framework::Cluster2030,
        }
    }
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let mut notes = Vec::new();
        let roles: Vec<String> =
            resolve_roles_of(pack, &NameWords::default(), &self.role, Answerable::with_skills(), &mut notes)?
                .into_iter()
                .map(|(role, _)| role)
                .collect();
        let mut answer = if self.have.is_empty() {
            views::skills(pack, &roles, self.framework.map(Framework::from))?
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

/// The skills behind some names, each once. Those that the pack does not know are named in one warning.
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
