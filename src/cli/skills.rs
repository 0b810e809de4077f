//! `payband skills`: what to screen for.

use clap::ValueEnum;
use clap_complete::engine::ArgValueCandidates;

use super::Context;
use super::candidates;
use super::cells::resolve_roles;
use super::failure::Failure;
use super::output::OutputArgs;
use crate::names::{Lexicon, Words};
use crate::pack::Framework;
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
    #[arg(short, long, value_name = "NAME", add = ArgValueCandidates::new(candidates::roles))]
    role: Vec<String>,
    /// Skills that a candidate has, separated by commas: shows which of the role's are missing.
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
        let roles: Vec<String> = resolve_roles(pack, &Words::default(), &self.role, false, &mut notes)?
            .into_iter()
            .map(|(role, _)| role)
            .collect();
        let answer = if self.have.is_empty() {
            views::skills(pack, &roles, self.framework.map(Framework::from))?
        } else {
            let [role] = roles.as_slice() else {
                return Err(Failure::usage("--have goes with one --role").hint("ask for one role at a time"));
            };
            let lexicon = Lexicon::skills(pack)?;
            let mut have: Vec<String> = Vec::new();
            for name in self.have.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
                let (id, _) = lexicon.resolve(name)?;
                if !have.iter().any(|known| known == id) {
                    have.push(id.to_owned());
                }
            }
            views::gap(pack, role, &have)?
        };
        self.output.print(context, "skills", answer)
    }
}
