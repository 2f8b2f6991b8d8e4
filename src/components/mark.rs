//! A small mark that shows direction and distance, or an outcome, by its shape alone.

use std::fmt::Write;

use crate::view::explorer::Mark;

/// How wide a step is in the mark's own units.
const STEP: i32 = 11;

/// The mark as markup; what it shows is said in words beside it.
pub fn mark(mark: Mark) -> String {
    let (width, path) = match mark {
        Mark::Steps(steps) => {
            let (start, way) = if steps > 0 { (11, -8) } else { (3, 8) };
            let n_steps = i32::from(steps.abs());
            let path = (0..n_steps).fold(String::new(), |mut path, step| {
                let x = 2 + step * STEP;
                write!(path, "M{x} {start}l5 {way} 5 {}", -way).expect("writing to a string");
                path
            });
            (n_steps * STEP + 3, path)
        }
        Mark::Level => (20, "M2 4.5h16M2 9.5h16".to_owned()),
        Mark::Met => (18, "M3 7l4 4 8-9".to_owned()),
        Mark::NotMet => (18, "M3 3l6 8 6-8z".to_owned()),
        Mark::None => (20, "M3 7h2M9 7h2M15 7h2".to_owned()),
    };
    format!(
        r#"<svg class="mark" viewBox="0 0 {width} 14" aria-hidden="true"><path d="{path}"/></svg>"#
    )
}
