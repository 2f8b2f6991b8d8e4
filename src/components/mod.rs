//! The parts that pages share, one a file.
//!
//! A part with state or effects of its own is a Yew component ([`actual_values`], the
//! chips of [`facet_bar`], [`found_list`], [`hit_bar`], [`listen_bar`],
//! [`notice_line`], [`offline_copy`], [`passage_bar`], [`plan_text`],
//! [`section_contents`], [`words_field`]). The others
//! are functions from the [`Place`](crate::context::Place) to HTML: a Yew component costs
//! about 0.6 KB in the compressed WASM and two comments in every page, and gives nothing
//! to a part that only shows what it is given.
//!
//! Invariant: a part knows no page and no storage.

pub mod actual_values;
pub mod chart;
pub mod facet_bar;
pub mod found_list;
pub mod heading_text;
pub mod hit_bar;
pub mod line_list;
pub mod link;
pub mod listen_bar;
pub mod listen_button;
pub mod mark;
pub mod markup_text;
pub mod mode_link;
pub mod note_bar;
pub mod note_buttons;
pub mod notice_line;
pub mod offline_copy;
pub mod own_notes;
pub mod page_bar;
pub mod page_foot;
pub mod page_heading;
pub mod page_share;
pub mod passage_bar;
pub mod plan_text;
pub mod print_way;
pub mod section_contents;
pub mod settings;
pub mod share_panel;
pub mod turn_page;
pub mod update_line;
pub mod words_field;
