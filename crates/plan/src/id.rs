//! Identifiers: a block's address in the plan, used in URLs and published data.
//!
//! The forms are a contract with readers' links (`/plan/4/#4.1.3`):
//!
//! | block | id |
//! | --- | --- |
//! | preface, its paragraphs | `0`, `0.0.1` |
//! | part, its opening paragraphs | `p3`, `p3.1` |
//! | chapter, its lead paragraphs | `4`, `4.0.1` |
//! | section, its paragraphs | `4.1`, `4.1.3` |
//! | table, the paragraphs under it | `t1`, `t1.1` |
//! | box, its items | `b2`, `b2.1` |
//! | appendix of maps, a map | `f`, `f1` |
//! | footnote | `n1` |
//! | indicator, sub-indicator | `14-12`, `13-31-2` |
//! | title lines | `title` |
//!
//! A plan that numbers two headings alike gets `4` and `4~2`, so that ids stay
//! unique whatever the text is.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A block's or an indicator's address, unique in its plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockId(String);

impl BlockId {
    /// The id as it stands in URLs and data.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number that stands in the page beside a paragraph: the id's last
    /// part (`3` of `4.1.3`).
    pub fn ordinal(&self) -> &str {
        self.0.rsplit(['.', '-']).next().unwrap_or(&self.0)
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for BlockId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

/// Hands out ids and sees to it that each is given once.
#[derive(Default)]
pub(crate) struct IdIssuer {
    n_issued: HashMap<String, u32>,
}

impl IdIssuer {
    /// `wanted`, or `wanted~2`, `wanted~3` … where it was given before.
    pub(crate) fn issue(&mut self, wanted: String) -> BlockId {
        let n_issued = self.n_issued.entry(wanted.clone()).or_default();
        *n_issued += 1;
        BlockId(match *n_issued {
            1 => wanted,
            n_issued => format!("{wanted}~{n_issued}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_given_once() {
        let mut issuer = IdIssuer::default();
        let ids: Vec<_> = (0..3).map(|_| issuer.issue("4".to_owned())).collect();
        assert_eq!(ids.iter().map(BlockId::as_str).collect::<Vec<_>>(), ["4", "4~2", "4~3"]);
        assert_eq!(ids[1].to_string(), "4~2");
        assert!(ids[0] == *"4" && ids[1] != *"4");
    }

    #[test]
    fn the_ordinal_is_the_last_part() {
        let mut issuer = IdIssuer::default();
        for (id, ordinal) in [("4.1.3", "3"), ("4", "4"), ("13-31-2", "2"), ("title", "title")] {
            assert_eq!(issuer.issue(id.to_owned()).ordinal(), ordinal);
        }
    }
}
