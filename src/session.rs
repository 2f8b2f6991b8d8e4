//! What the reader chose and where they were: one state, one reducer.
//!
//! Kept on the device by [`store`](crate::store), never sent anywhere.

use std::collections::BTreeMap;
use std::rc::Rc;

use plan::actual::ActualValues;
use yew::Reducible;

/// A colour theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Dark on warm paper.
    Paper,
}

impl Theme {
    /// All themes, in the order of the control.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Paper, Self::Dark];

    /// The name in attributes and on the device.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Paper => "paper",
        }
    }

    /// The theme called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// A step of type size: 0 is the normal size, each step larger or smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeSize(i8);

impl TypeSize {
    /// The smallest step.
    pub const MIN: Self = Self(-1);
    /// The largest step.
    pub const MAX: Self = Self(4);

    /// The step `by` steps on, within the limits.
    pub fn changed(self, by: i8) -> Self {
        Self(self.0.saturating_add(by).clamp(Self::MIN.0, Self::MAX.0))
    }

    /// The name in attributes and on the device.
    pub fn name(self) -> String {
        self.0.to_string()
    }

    /// The step called `name`, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        let step = name.parse().ok()?;
        (Self::MIN.0..=Self::MAX.0).contains(&step).then_some(Self(step))
    }
}

/// The reader's choices and places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The theme.
    pub theme: Theme,
    /// The type size.
    pub type_size: TypeSize,
    /// The paragraph last at the top of the window, a chapter.
    pub positions: BTreeMap<u16, String>,
    /// The chapter read last.
    pub last_chapter: Option<u16>,
    /// The actual values that the reader entered.
    pub actuals: ActualValues,
    /// Whether the device's storage was read. Nothing is written before.
    pub is_restored: bool,
}

/// A change of the session.
#[derive(Clone, Debug)]
pub enum SessionAction {
    /// The device's storage was read.
    Restore(Session),
    /// The reader chose a theme.
    SetTheme(Theme),
    /// The reader asked for larger or smaller type.
    ChangeTypeSize(i8),
    /// The reader entered or imported actual values: all there are now.
    SetActuals(ActualValues),
    /// The reader came to a paragraph.
    Read {
        /// The chapter.
        chapter: u16,
        /// The paragraph's id.
        block: String,
    },
}

impl Reducible for Session {
    type Action = SessionAction;

    fn reduce(self: Rc<Self>, action: SessionAction) -> Rc<Self> {
        let mut session = (*self).clone();
        match action {
            SessionAction::Restore(restored) => session = Self { is_restored: true, ..restored },
            SessionAction::SetTheme(theme) => session.theme = theme,
            SessionAction::ChangeTypeSize(by) => session.type_size = session.type_size.changed(by),
            SessionAction::SetActuals(actuals) => session.actuals = actuals,
            SessionAction::Read { chapter, block } => {
                session.positions.insert(chapter, block);
                session.last_chapter = Some(chapter);
            }
        }
        session.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.name()), Some(theme));
        }
        let mut size = TypeSize::MIN;
        loop {
            assert_eq!(TypeSize::parse(&size.name()), Some(size));
            if size == TypeSize::MAX {
                break;
            }
            size = size.changed(1);
        }
        for damaged in ["", "9", "-2", "x", "1.5"] {
            assert_eq!(TypeSize::parse(damaged), None);
        }
    }

    #[test]
    fn type_size_stops_at_its_limits() {
        assert_eq!(TypeSize::MAX.changed(1), TypeSize::MAX);
        assert_eq!(TypeSize::MIN.changed(-1), TypeSize::MIN);
    }

    #[test]
    fn reading_keeps_a_position_a_chapter() {
        let session = Rc::new(Session::default())
            .reduce(SessionAction::Read { chapter: 4, block: "4.1.3".to_owned() })
            .reduce(SessionAction::Read { chapter: 5, block: "5.2.1".to_owned() });
        assert_eq!(session.last_chapter, Some(5));
        assert_eq!(session.positions[&4], "4.1.3");
    }
}
