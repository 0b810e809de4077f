//! `survey --to-pack`: the groups that are shown as a pack.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueHint;
use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::destination::{require_no_table, write_folder};
use crate::pack::{DataError, Pack, id_of};
use crate::shell::shell_quoted;
use crate::survey::{
    NotForPack, RevealingFigure, SourceFile, Survey, SurveyOptions, SurveyPack, ToPackError, is_of_survey, pack_files,
    revealing_figures,
};
use crate::views::{SurveyAbout, group_names};

/// The folder and the names of the pack.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "A pack of the percentiles")]
pub(super) struct SurveyPackArgs {
    /// Write the groups that are shown as a pack into this folder; `--pack DIR` prices with it. The figures hold for one day: it
    /// needs --effective, or --on with --date-column [default: none].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    to_pack: Option<PathBuf>,
    /// Short name of the pack [default: that of the folder].
    #[arg(long, value_name = "NAME", requires = "to_pack")]
    pack_name: Option<String>,
    /// Title of the pack for people [default: one that names the file].
    #[arg(long, value_name = "TEXT", requires = "to_pack")]
    pack_title: Option<String>,
    /// Replace the pack in the folder, if an earlier survey wrote it.
    #[arg(long, requires = "to_pack")]
    force: bool,
}

impl SurveyPackArgs {
    /// Whether a pack is asked for.
    pub(super) fn is_asked_for(&self) -> bool {
        self.to_pack.is_some()
    }

    /// The folder of the pack, if one is asked for.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.to_pack.as_deref()
    }

    /// Checks, before the file is read, that the folder can be written.
    pub(super) fn check_folder(&self, context: &Context) -> Result<(), Failure> {
        let Some(folder) = &self.to_pack else { return Ok(()) };
        let shown = folder.display();
        if self.name()?.is_empty() {
            return Err(Failure::usage(format!("{shown} has no letters for the name of the pack"))
                .hint("give one, such as --pack-name our-market"));
        }
        if fs::symlink_metadata(folder).is_err() {
            return Ok(());
        }
        if !self.force {
            return Err(Failure::failed(anyhow::anyhow!("{shown} is there already"))
                .hint("choose another folder, or add --force to replace the pack in it"));
        }
        for file in earlier_pack(folder)?.paths() {
            require_no_table(&context.pack, &file.path)?;
        }
        Ok(())
    }

    /// The name of the pack; empty where the folder has no letters or digits.
    fn name(&self) -> Result<String, Failure> {
        if let Some(name) = &self.pack_name {
            return if id_of(name) == *name && !name.is_empty() {
                Ok(name.clone())
            } else {
                Err(Failure::usage(format!("--pack-name: \"{name}\" is no name of a pack"))
                    .hint("give lower-case letters and digits, with single hyphens between"))
            };
        }
        let folder = self.to_pack.as_ref().and_then(|folder| folder.file_name());
        Ok(folder.map(|name| id_of(&name.to_string_lossy())).unwrap_or_default())
    }

    /// Checks that a survey by these options can become a pack. `of_counts` is whether tables of counts are added, which decide most
    /// of them.
    pub(super) fn check_options(
        &self,
        options: &SurveyOptions,
        effective: Option<Date>,
        of_counts: bool,
    ) -> Result<(), Failure> {
        if !self.is_asked_for() {
            return Ok(());
        }
        NotForPack::check_options(options, effective).map_err(|reason| not_for_pack(reason, of_counts))
    }

    /// Writes the pack of these files, if one is asked for.
    pub(super) fn write(
        &self,
        context: &Context,
        survey: &Survey,
        options: &SurveyOptions,
        about: &SurveyAbout,
        files: &[SourceFile],
    ) -> Result<(), Failure> {
        let Some(folder) = &self.to_pack else { return Ok(()) };
        let request = SurveyPack {
            name: self.name()?,
            title: self.pack_title.clone(),
            files: files.to_vec(),
            element: about.element,
        };
        let files = pack_files(&context.pack, survey, options, &request).map_err(|error| match error {
            ToPackError::NotForPack(reason) => {
                let of_counts = survey.is_of_counts;
                groups_not_for_pack(reason, of_counts, &context.pack, options).unwrap_or_else(Failure::from)
            }
            ToPackError::Data(error) => error.into(),
        })?;
        let files: Vec<_> = files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        let earlier = if fs::symlink_metadata(folder).is_ok() { Some(earlier_pack(folder)?) } else { None };
        if let Some(earlier) = &earlier {
            let revealing = revealing_figures(earlier, survey, options)?;
            if !revealing.is_empty() {
                return Err(too_near(&revealing, folder));
            }
        }
        write_folder(folder, &files)?;
        if earlier.is_some() {
            remove_stale(folder, &files)?;
        }
        let shown = survey.groups.iter().filter(|group| group.statistics.is_some()).count();
        let noun = if shown == 1 { "group" } else { "groups" };
        let argument = shell_quoted(&folder.display().to_string());
        context.console.message(&format!(
            "note: {shown} {noun} written to {}; `payband --pack {argument} benchmark …` prices with them",
            folder.display()
        ));
        Ok(())
    }
}

/// The pack of an earlier survey in a folder.
fn earlier_pack(folder: &Path) -> Result<Pack, Failure> {
    let shown = folder.display();
    let other = || {
        Failure::failed(anyhow::anyhow!("{shown} holds something else than the pack of an earlier survey"))
            .hint("choose another folder: only such a pack is replaced")
    };
    let earlier = Pack::open(Some(folder), &[] as &[&Path]).map_err(|_| other())?;
    if is_of_survey(&earlier).map_err(|_| other())? { Ok(earlier) } else { Err(other()) }
}

/// The most figures or groups that a message names.
const MAX_NAMED: usize = 5;

/// The failure of a pack from which people could be told by comparing it with the one that it replaces.
fn too_near(figures: &[RevealingFigure], folder: &Path) -> Failure {
    Failure::failed(anyhow::anyhow!(
        "beside those in {}, some figures would tell pay that is not shown: {}",
        folder.display(),
        first_of(figures, difference)
    ))
    .context("no pack is written")
    .hint(remedies(figures))
}

/// What may be done about such figures.
fn remedies(figures: &[RevealingFigure]) -> String {
    let is_changed = |figure: &RevealingFigure| matches!(figure, RevealingFigure::Changed { .. });
    let mut all = vec!["keep the earlier pack"];
    if figures.iter().any(is_changed) {
        all.push("leave each group that has a figure in both its people, or change their number by five at least");
    }
    if !figures.iter().all(is_changed) {
        all.push(
            "survey by the same columns, so that a figure that is pooled or split has exactly the people of its parts",
        );
    }
    all.join("; or ")
}

/// How many people are behind a figure now and in the earlier pack. Both numbers are in the packs.
fn difference(figure: &RevealingFigure) -> String {
    match figure {
        RevealingFigure::Changed { ids, now, before } => {
            format!("{} has {now} people, and had {before}", ids.join(", "))
        }
        RevealingFigure::Pooled { ids, now, parts } => {
            format!("{} has {now} people, and its parts had {parts}", ids.join(", "))
        }
        RevealingFigure::Split { ids, before, parts } => {
            format!("{} had {before} people, and its parts have {parts}", ids.join(", "))
        }
    }
}

/// Removes the tables of an earlier pack that the new one does not have.
fn remove_stale(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    for table in Pack::table_names().map(|table| format!("{table}.csv")) {
        let path = folder.join(&table);
        if files.iter().all(|(name, _)| *name != table) && fs::symlink_metadata(&path).is_ok() {
            fs::remove_file(&path).map_err(|error| {
                Failure::failed(error)
                    .context(format!("cannot remove {}", path.display()))
                    .hint("choose another folder")
            })?;
        }
    }
    Ok(())
}

fn not_for_pack(reason: NotForPack, of_counts: bool) -> Failure {
    let hint = reason.hint(of_counts);
    let failure = match reason {
        NotForPack::LargeOrganisation { .. }
        | NotForPack::NothingShown { .. }
        | NotForPack::NoRows { .. }
        | NotForPack::OrganisationsUnknown => Failure::failed(reason),
        _ => Failure::usage(reason.to_string()),
    };
    failure.context("no pack is written").hint(hint)
}

/// The same with the names of the groups that are the reason, where there are some. The share of the organisation is not told: it
/// is hidden with the other numbers of such a group.
fn groups_not_for_pack(
    reason: NotForPack,
    of_counts: bool,
    pack: &Pack,
    options: &SurveyOptions,
) -> Result<Failure, DataError> {
    let NotForPack::LargeOrganisation { groups, .. } = &reason else { return Ok(not_for_pack(reason, of_counts)) };
    let labels = pack.labels()?;
    let names = first_of(groups, |key| group_names(key, options, &labels));
    let message = anyhow::anyhow!("{reason}: {names}");
    Ok(Failure { error: message, ..not_for_pack(reason, of_counts) }.context("no pack is written"))
}

/// The first of a list as texts, and how many more there are.
fn first_of<T>(all: &[T], text: impl Fn(&T) -> String) -> String {
    let mut texts: Vec<String> = all.iter().take(MAX_NAMED).map(text).collect();
    if let Some(more @ 1..) = all.len().checked_sub(MAX_NAMED) {
        texts.push(format!("and {more} more"));
    }
    texts.join("; ")
}
