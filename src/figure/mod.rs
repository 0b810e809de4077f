//! Charts: their model, their layout, and their output as SVG, as PNG and as text for a terminal.
//!
//! Owns the chart model ([`Chart`]), the layout ([`scene`]) and the writers ([`svg`], `png`, [`terminal`]). It knows neither
//! packs nor pricing nor files: the chart holds all labels, units and notes, and the caller writes the bytes. The layout needs no
//! font. It assumes the widest of the usual fonts, so that texts do not overlap in any of them.
//!
//! ```
//! use payband::figure::{Axis, AxisUnit, Bar, Bars, Caption, Chart, SvgTarget, scene, svg, terminal};
//! use payband::screen::Screen;
//!
//! let chart = Chart::Bars(Bars {
//!     caption: Caption { title: "Median pay".into(), ..Caption::default() },
//!     axis: Axis::new("USD a year", AxisUnit::Money(String::new())),
//!     bars: vec![
//!         Bar { label: "Cloud Architect".into(), value: 52_000.0, ..Bar::default() },
//!         Bar { label: "云架构师".into(), value: 26_000.0, ..Bar::default() },
//!     ],
//!     ..Bars::default()
//! });
//! assert!(svg(&scene(&chart, 640), SvgTarget::File).contains(">52,000</text>"));
//! assert_eq!(terminal(&chart, &Screen { width: Some(40), ..Screen::default() }), "\
//! Median pay
//!
//!                  USD a year
//! Cloud Architect  ████████████████ 52,000
//!        云架构师  ████████ 26,000
//! ");
//! ```

mod canvas;
mod chart;
mod face;
mod layout;
mod number;
#[cfg(feature = "png")]
mod png;
mod positions;
mod ranges;
mod scale;
mod scene;
mod svg;
mod terminal;

pub use chart::{
    Axis, AxisUnit, Bar, Bars, Bin, Caption, Chart, IntervalGroup, IntervalRow, Intervals, LegendEntry, OpenEnd, Point,
    PositionNames, PositionRow, PositionValues, Positions, RANGE_ENDS, Scatter, Span,
};
pub use layout::scene;
#[cfg(feature = "png")]
pub use png::{Fonts, PngError, png};
pub use scene::{Anchor, DrawStyle, Primitive, Rect, Scene, TextLine};
pub use svg::{STYLESHEET, SvgTarget, svg};
pub use terminal::terminal;
