//! `payband completions`: scripts that let a shell complete commands, options and names.

use std::env;

use clap::ValueEnum;
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use super::failure::Failure;
use super::output::write_stdout;
use super::{Context, grammar};

/// Shell completions, names of roles, cities, levels and skills included, Chinese ones too.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Install, for one user:
  bash        payband completions bash > ~/.local/share/bash-completion/completions/payband
  zsh         payband completions zsh > \"${fpath[1]}/_payband\"
  fish        payband completions fish > ~/.config/fish/completions/payband.fish
  elvish      payband completions elvish >> ~/.config/elvish/rc.elv
  PowerShell  payband completions powershell >> $PROFILE")]
pub(super) struct Args {
    /// The shell to write the script for.
    #[arg(value_name = "SHELL")]
    shell: ShellArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShellArg {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

/// The variable by which a script asks the program itself what fits, so that names come from the pack in use.
const VARIABLE: &str = "PAYBAND_COMPLETE";

/// Answers a shell that asks for completions; false when none does.
pub(super) fn answer_shell() -> bool {
    if env::var_os(VARIABLE).is_none() {
        return false;
    }
    let current = env::current_dir().ok();
    // A shell cannot be told of a failure while somebody types: it then completes nothing.
    CompleteEnv::with_factory(grammar).var(VARIABLE).try_complete(env::args_os(), current.as_deref()).unwrap_or(true)
}

impl Args {
    pub(super) fn run(&self, _context: &Context) -> Result<(), Failure> {
        let shell: &dyn EnvCompleter = match self.shell {
            ShellArg::Bash => &Bash,
            ShellArg::Zsh => &Zsh,
            ShellArg::Fish => &Fish,
            ShellArg::Powershell => &Powershell,
            ShellArg::Elvish => &Elvish,
        };
        let mut script = Vec::new();
        shell.write_registration(VARIABLE, "payband", "payband", "payband", &mut script).map_err(Failure::failed)?;
        write_stdout(&script)
    }
}
