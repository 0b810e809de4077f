//! `payband completions`: scripts by which a shell completes commands, options and names.

use std::env;

use clap::ValueEnum;
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use super::context::Context;
use super::failure::Failure;
use super::output::stdout::write_stdout;

/// Completions for a shell: commands, options, and the names of roles, cities, levels and skills in English and Chinese.
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

/// The variable that a script sets to ask this program for completions. So names come from the pack in use.
const VARIABLE: &str = "PAYBAND_COMPLETE";

/// Answers a shell that asks for completions; returns false when the variable is not set.
pub(super) fn answer_shell(grammar: fn() -> clap::Command) -> bool {
    if env::var_os(VARIABLE).is_none() {
        return false;
    }
    let current = env::current_dir().ok();
    // An error cannot be shown while somebody types: the shell then completes nothing.
    CompleteEnv::with_factory(grammar).var(VARIABLE).try_complete(env::args_os(), current.as_deref()).unwrap_or(true)
}

/// Escapes the blanks of names for bash. clap_complete returns them unescaped, and bash would split `--role Cloud
/// Infrastructure Engineer` into words. Bash 3 adds a blank after a name by itself and needs no change.
const BASH_QUOTING: &str = r#"
# A name with blanks in it is one word.
_payband_quoted() {
    _clap_complete_payband "$1" "${2//\\ / }" "$3"
    if [[ "${BASH_VERSINFO[0]}" -ge 4 && "${COMP_WORDS[COMP_CWORD]}" != [\"\']* ]]; then
        COMPREPLY=("${COMPREPLY[@]// /\\ }")
    fi
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o nospace -o bashdefault -o nosort -F _payband_quoted payband
else
    complete -o nospace -o bashdefault -F _payband_quoted payband
fi
"#;

/// zsh reads a file in `fpath` at the first completion, so that the script has to answer that one at once.
const ZSH_FIRST_TIME: &str = r#"
if [[ "${funcstack[1]}" == _payband ]]; then
    _clap_dynamic_completer_payband "$@"
fi
"#;

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
        script.extend_from_slice(match self.shell {
            ShellArg::Bash => BASH_QUOTING.as_bytes(),
            ShellArg::Zsh => ZSH_FIRST_TIME.as_bytes(),
            ShellArg::Fish | ShellArg::Powershell | ShellArg::Elvish => b"",
        });
        write_stdout(&script)
    }
}
