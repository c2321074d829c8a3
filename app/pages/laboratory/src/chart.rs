//! Small pictures of values in a row, as SVG without styles: the course of a test, and the Levey-Jennings chart of a
//! control. Each stands beside a table with the same numbers.

use std::fmt::Write as _;

/// One value of a picture.
pub(crate) struct Point {
    /// The value, in thousandths.
    pub value: i64,
    /// Whether it is out of what is wanted: drawn as a filled square, not as a circle.
    pub out: bool,
    /// What a pointer over it says.
    pub title: String,
}

const WIDTH: i64 = 640;
const HEIGHT: i64 = 240;
/// Room for the numbers of the lines, on the left.
const LEFT: i64 = 64;
const MARGIN: i64 = 16;

/// Values between the lowest and highest shown, as heights in the picture.
struct Scale {
    low: i64,
    high: i64,
}

impl Scale {
    fn of(values: impl Iterator<Item = i64>) -> Self {
        let (low, high) = values.fold((i64::MAX, i64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        Self { low: low.min(high), high: high.max(low.saturating_add(1)) }
    }

    fn y(&self, value: i64) -> i64 {
        let room = HEIGHT - 2 * MARGIN;
        let span = self.high.saturating_sub(self.low).max(1);
        HEIGHT - MARGIN - value.saturating_sub(self.low).saturating_mul(room) / span
    }
}

fn x(at: usize, count: usize) -> i64 {
    let room = WIDTH - LEFT - MARGIN;
    let steps = i64::try_from(count.saturating_sub(1)).unwrap_or(1).max(1);
    LEFT + i64::try_from(at).unwrap_or(0) * room / steps
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The course of values, with dashed lines at the ends of what is usual.
pub(crate) fn course(label: &str, points: &[Point], lines: &[(i64, String)]) -> String {
    let lines: Vec<Line<'_>> =
        lines.iter().map(|(value, text)| Line { value: *value, text, dash: "6 4", colour: "#4a5a6e" }).collect();
    draw(label, points, &lines)
}

/// A Levey-Jennings chart: lines at the mean and at one, two and three standard deviations.
pub(crate) fn levey_jennings(label: &str, points: &[Point], mean: i64, sd: i64) -> String {
    let names = ["-3s", "-2s", "-1s", "x̄", "+1s", "+2s", "+3s"];
    let lines: Vec<Line<'_>> = (-3_i64..)
        .zip(names)
        .map(|(at, text)| {
            let (dash, colour) = match at.abs() {
                0 => ("none", "#17693a"),
                3 => ("none", "#a61b1b"),
                _ => ("6 4", "#7a4b00"),
            };
            Line { value: mean + at * sd, text, dash, colour }
        })
        .collect();
    draw(label, points, &lines)
}

struct Line<'a> {
    value: i64,
    text: &'a str,
    dash: &'static str,
    colour: &'static str,
}

fn draw(label: &str, points: &[Point], lines: &[Line<'_>]) -> String {
    let scale = Scale::of(points.iter().map(|p| p.value).chain(lines.iter().map(|l| l.value)));
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{}"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>"##,
        escaped(label)
    );
    for Line { value, text, dash, colour } in lines {
        let y = scale.y(*value);
        let _infallible = write!(
            svg,
            r#"<line x1="{LEFT}" y1="{y}" x2="{}" y2="{y}" stroke="{colour}" stroke-dasharray="{dash}"/><text x="4" y="{}" font-size="13" fill="{colour}">{}</text>"#,
            WIDTH - MARGIN,
            y + 4,
            escaped(text)
        );
    }
    let at = |(n, p): (usize, &Point)| format!("{},{}", x(n, points.len()), scale.y(p.value));
    let path: Vec<String> = points.iter().enumerate().map(at).collect();
    let _infallible =
        write!(svg, r##"<polyline points="{}" fill="none" stroke="#0b5c6b" stroke-width="2"/>"##, path.join(" "));
    for (n, point) in points.iter().enumerate() {
        let (x, y, title) = (x(n, points.len()), scale.y(point.value), escaped(&point.title));
        let _infallible = if point.out {
            write!(
                svg,
                r##"<rect x="{}" y="{}" width="12" height="12" fill="#a61b1b"><title>{title}</title></rect>"##,
                x - 6,
                y - 6
            )
        } else {
            write!(svg, r##"<circle cx="{x}" cy="{y}" r="5" fill="#0b5c6b"><title>{title}</title></circle>"##)
        };
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: i64, out: bool) -> Point {
        Point { value, out, title: format!("<{value}>") }
    }

    #[test]
    fn a_chart_has_its_lines_and_every_point_and_no_style() {
        let svg = levey_jennings("QC \"1\"", &[point(35_000, false), point(41_000, true)], 35_000, 1500);
        assert_eq!((svg.matches("<line").count(), svg.matches("<circle").count()), (7, 1));
        assert!(svg.contains("&lt;41000&gt;") && svg.contains("QC &quot;1&quot;"), "{svg}");
        assert!(!svg.contains("style="));
    }

    #[test]
    fn values_stay_within_the_picture() {
        for values in [vec![5], vec![0, 0], vec![-1_000_000, 9_000_000, 3]] {
            let points: Vec<Point> = values.iter().map(|v| point(*v, false)).collect();
            let scale = Scale::of(values.iter().copied());
            assert!(values.iter().all(|v| (0..=HEIGHT).contains(&scale.y(*v))), "{values:?}");
            assert!((0..points.len()).all(|n| (LEFT..=WIDTH).contains(&x(n, points.len()))));
            assert!(course("x", &points, &[]).ends_with("</svg>"));
        }
    }
}
