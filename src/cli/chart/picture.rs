//! The output of a chart: as text for a terminal, as SVG or as PNG.

use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};

use crate::answer::NoteKind;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::destination::write_file;
use crate::cli::output::stdout::{write_rendered, write_stdout};
use crate::cli::terminal::console::Console;
use crate::figure::{self, Chart, SvgTarget};
use crate::page::Picture;
use crate::render::{Detail, footer};
use crate::views::chart;

/// How to draw.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub(super) struct PictureArgs {
    /// Format of the picture [default: by the extension of the file, or else text].
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<PictureFormat>,
    /// File to write to; its extension (.svg, .png, .txt) chooses the format [default: standard output].
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Print every note, caveat and source under the chart.
    #[arg(long)]
    caveats: bool,
    /// Width of an SVG or PNG, in pixels: 960 for a page, 640 for half a page, 360 for a phone.
    #[arg(long, value_name = "PIXELS", default_value_t = 960, value_parser = clap::value_parser!(u32).range(320..=2400))]
    width: u32,
    /// Enlarge a PNG by this factor, for print and for high-resolution screens.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    scale: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PictureFormat {
    /// Drawn with characters, as wide as the terminal.
    Text,
    /// A drawing for documents and web pages that stays sharp at any size.
    Svg,
    /// A picture of pixels, for programs that do not read SVG.
    Png,
}

impl PictureFormat {
    fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(PictureFormat::Text),
            "svg" => Some(PictureFormat::Svg),
            "png" => Some(PictureFormat::Png),
            _ => None,
        }
    }
}

impl PictureArgs {
    /// Draws a picture, and writes it where and in the format that is asked for.
    pub(in crate::cli) fn print(&self, context: &Context, mut picture: Picture) -> Result<(), Failure> {
        let path = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let format = self.chosen_format(path)?;
        // A picture file may be passed on to somebody who needs its notes and sources.
        if context.console.is_quiet() && format == PictureFormat::Text {
            picture.data.notes.clear();
            picture.data.sources.clear();
        }
        if self.caveats {
            let details = chart::details(&picture.data);
            let caption = picture.chart.caption_mut();
            // All notes and sources in full, with those of the caption among them.
            caption.details = details;
            caption.notes.clear();
            caption.source.clear();
            caption.short_source.clear();
        }
        let bytes = match format {
            PictureFormat::Text => {
                let detail = if self.caveats { Detail::Full } else { Detail::Short };
                text(context, picture, path.is_some(), detail).into_bytes()
            }
            PictureFormat::Svg => figure::svg(&figure::scene(&picture.chart, self.width), SvgTarget::File).into_bytes(),
            PictureFormat::Png => png(&picture.chart, self.width, self.scale)?,
        };
        match path {
            Some(path) => write_file(&context.pack, path, &bytes),
            None if format == PictureFormat::Png && context.console.stdout_is_terminal() => {
                Err(Failure::usage("a PNG cannot be shown in a terminal")
                    .hint("name a file for it, as in -o chart.png"))
            }
            None if format == PictureFormat::Text => write_rendered(&bytes),
            None => write_stdout(&bytes),
        }
    }

    fn chosen_format(&self, path: Option<&Path>) -> Result<PictureFormat, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(path) = path else { return Ok(PictureFormat::Text) };
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
        PictureFormat::from_extension(&extension).ok_or_else(|| {
            Failure::usage(format!("{}: no picture format has this extension", path.display())).hint(
                "end it in .svg, .png or .txt, or add --format; the figures themselves come from `payband benchmark`, \
                 `payband city` and `payband market`",
            )
        })
    }
}

/// The chart drawn with characters, and under it the notes and sources, as under a table.
fn text(context: &Context, mut picture: Picture, to_file: bool, detail: Detail) -> String {
    let screen = if to_file { Console::file_screen() } else { context.console.screen() };
    let caption = picture.chart.caption_mut();
    caption.notes.clear();
    caption.source.clear();
    caption.details.clear();
    let mut text = figure::terminal(&picture.chart, &screen);
    let mut under = picture.data;
    // The legend of the chart explains the marks already.
    under.notes.retain(|note| !matches!(note.kind, NoteKind::Mark(_)));
    let under = footer(&under, &screen, detail);
    if !under.is_empty() {
        text.push('\n');
        text.push_str(&under);
    }
    text
}

#[cfg(feature = "png")]
fn png(chart: &Chart, width: u32, scale: u8) -> Result<Vec<u8>, Failure> {
    figure::png(&figure::scene(chart, width), f32::from(scale), &figure::Fonts::system()).map_err(|error| {
        let hint = error.hint();
        Failure::failed(error).hint_from(hint)
    })
}

#[cfg(not(feature = "png"))]
fn png(_: &Chart, _: u32, _: u8) -> Result<Vec<u8>, Failure> {
    Err(Failure::usage("this payband was built without PNG").hint("write .svg, or build it with the feature `png`"))
}
