//! A page to draw on: text with alignment, boxes, lines and QR codes. The origin is the top left corner, lengths are points.

use crate::PrintError;
use crate::fonts::{Fonts, Weight};
use crate::qr::{QUIET_ZONE, dark_stretches, qr_modules};
use crate::text::{self, Run};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;

/// Points in a millimetre.
pub(crate) const MM: f32 = 72.0 / 25.4;

/// A colour: red, green, blue.
pub(crate) type Colour = (u8, u8, u8);

/// Where a line of text stands in respect of its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) colour: Colour,
}

impl Style {
    pub(crate) const fn new(size: f32, weight: Weight, colour: Colour) -> Self {
        Self { size, weight, colour }
    }
}

fn paint(colour: Colour) -> rgb::Color {
    rgb::Color::new(colour.0, colour.1, colour.2)
}

/// A page while it is being drawn.
pub(crate) struct Canvas<'a, 'page> {
    surface: &'a mut Surface<'page>,
    fonts: &'a Fonts,
}

impl<'a, 'page> Canvas<'a, 'page> {
    pub(crate) fn new(surface: &'a mut Surface<'page>, fonts: &'a Fonts) -> Self {
        Self { surface, fonts }
    }

    /// The style made smaller, if need be, until the text is at most `width` wide.
    pub(crate) fn fitted(&self, text: &str, style: Style, width: f32) -> Style {
        let natural = text::width(self.fonts, style.weight, text) * style.size;
        if natural <= width || natural <= 0.0 { style } else { Style { size: style.size * width / natural, ..style } }
    }

    /// Draws one line; `y` is its base line.
    pub(crate) fn line(&mut self, text: &str, style: Style, x: f32, y: f32, align: Align) {
        let runs = text::runs(self.fonts, style.weight, text);
        let width: f32 = runs.iter().map(|run| run.width).sum::<f32>() * style.size;
        let mut x = match align {
            Align::Left => x,
            Align::Centre => x - width / 2.0,
            Align::Right => x - width,
        };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: paint(style.colour).into(), ..Fill::default() }));
        for Run { script, text, glyphs, width } in runs {
            let font = self.fonts.face(script, style.weight).drawn.clone();
            self.surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, &text, style.size, false);
            x += width * style.size;
        }
    }

    /// Draws a text broken into lines of at most `width`, `leading` apart, and returns the base line after the last one.
    pub(crate) fn paragraph(
        &mut self,
        text: &str,
        style: Style,
        at: (f32, f32),
        width: f32,
        leading: f32,
        align: Align,
    ) -> f32 {
        let (x, mut y) = at;
        for line in text::wrap(self.fonts, style.weight, text, width / style.size) {
            self.line(&line, style, x, y, align);
            y += leading;
        }
        y
    }

    /// Fills a box.
    pub(crate) fn filled_box(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: paint(colour).into(), ..Fill::default() }));
        self.draw_rectangles([(x, y, width, height)]);
    }

    /// Draws the outline of a box.
    pub(crate) fn outlined_box(&mut self, x: f32, y: f32, width: f32, height: f32, thickness: f32, colour: Colour) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke { paint: paint(colour).into(), width: thickness, ..Stroke::default() }));
        self.draw_rectangles([(x, y, width, height)]);
    }

    fn draw_rectangles(&mut self, boxes: impl IntoIterator<Item = (f32, f32, f32, f32)>) {
        let mut path = PathBuilder::new();
        for (x, y, width, height) in boxes {
            if let Some(rectangle) = Rect::from_xywh(x, y, width, height) {
                path.push_rect(rectangle);
            }
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    /// Draws a straight line; dashed ones are where to cut.
    pub(crate) fn rule(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32, colour: Colour, dashed: bool) {
        let dash = dashed.then(|| StrokeDash { array: vec![4.0, 4.0], offset: 0.0 });
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: paint(colour).into(),
            width: thickness,
            dash,
            ..Stroke::default()
        }));
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    /// Draws a QR code as black squares on white, `side` wide with its quiet zone.
    #[expect(clippy::cast_precision_loss, reason = "a QR code has at most 177 modules a side")]
    pub(crate) fn qr(&mut self, text: &str, x: f32, y: f32, side: f32) -> Result<(), PrintError> {
        let modules = qr_modules(text)?;
        let module = side / (modules.len() + 2 * QUIET_ZONE) as f32;
        self.filled_box(x, y, side, side, (255, 255, 255));
        self.surface.set_fill(Some(Fill { paint: paint((0, 0, 0)).into(), ..Fill::default() }));
        let place = |index: usize| (index + QUIET_ZONE) as f32 * module;
        let boxes = modules.iter().enumerate().flat_map(|(row_at, row)| {
            dark_stretches(row)
                .into_iter()
                .map(move |(at, length)| (x + place(at), y + place(row_at), length as f32 * module, module))
        });
        self.draw_rectangles(boxes);
        Ok(())
    }
}
