//! The parts that pages share, one public component a file.
//!
//! Invariant: a component knows no page and no storage.

pub mod block_view;
pub mod box_view;
pub mod data_table;
pub mod link;
pub mod note_list;
pub mod note_reference;
pub mod notice_line;
pub mod page_bar;
pub mod page_foot;
pub mod page_heading;
pub mod paragraph_view;
pub mod permalink;
pub mod section_contents;
pub mod settings;
pub mod turn_page;
