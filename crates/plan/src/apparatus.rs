//! What stands beside the plan's text: another edition of a piece of it, questions and
//! answers, figures that disagree, terms (an edition's critical apparatus).

use serde::{Deserialize, Serialize};

use crate::check::Check;
use crate::press::Press;
use crate::term::{Term, TermUse};

/// What stands beside the plan's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apparatus {
    /// What the newspaper's page adds.
    pub press: Press,
    /// Figures that disagree.
    pub checks: Vec<Check>,
    /// The terms that the plan explains.
    pub terms: Vec<Term>,
    /// Their first use in each chapter, in the text's order.
    pub term_uses: Vec<TermUse>,
}

impl Apparatus {
    /// The first uses of terms in the block at `idx`.
    pub fn term_uses_of(&self, idx: usize) -> &[TermUse] {
        let block = |it: &TermUse| it.block as usize;
        let start = self.term_uses.partition_point(|it| block(it) < idx);
        let len = self.term_uses[start..].partition_point(|it| block(it) == idx);
        &self.term_uses[start..start + len]
    }
}
