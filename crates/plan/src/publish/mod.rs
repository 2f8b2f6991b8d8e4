//! The model in the shapes of the published `data/`.
//!
//! The shapes are contracts: names and meanings stay, fields may be added. JSON is
//! UTF-8; CSV is UTF-8 with a byte-order mark (it must open right in Excel), LF line
//! ends, quoted after RFC 4180. What a search finds has a shape here too: it is asked for
//! by scripts, not published as a file.

mod apparatus;
mod concerns;
mod field;
mod indicators;
mod package;
mod plan;
mod projects;
mod search;
mod targets;

pub use self::apparatus::{ChecksFile, EditionsFile, GlossaryFile, QuestionsFile};
pub use self::concerns::{PlacesFile, TopicsFile};
pub use self::indicators::{IndicatorsFile, indicators_csv};
pub use self::package::{DataPackage, PublishedFile};
pub use self::plan::{PlanFile, PublishedBlock, kind_name};
pub use self::projects::{ProjectsFile, projects_csv};
pub use self::search::{
    HitAnswer, PassageAnswer, ReasonAnswer, SearchAnswer, found_kind_name, row_id,
};
pub use self::targets::{TargetsFile, targets_csv};
