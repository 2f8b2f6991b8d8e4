//! What was found, as a list that follows every keystroke: the first lines at once, the
//! others in pieces when these have been painted.
//!
//! The lines are markup in an element that the app leaves empty, so that no keystroke
//! compares some hundred elements to change them all.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::Element;
use yew::prelude::*;

/// How long a piece waits for the one before to be painted, in milliseconds.
const PIECE_DELAY: u32 = 60;

/// The pieces of a list, made when they are asked for: the same only where they are the very
/// same.
#[derive(Clone)]
pub struct Pieces(Rc<dyn Fn(usize) -> Option<String>>);

impl Pieces {
    /// The pieces that `piece` makes, counted from 0, until it makes none.
    pub fn new(piece: impl Fn(usize) -> Option<String> + 'static) -> Self {
        Self(Rc::new(piece))
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`FoundList`].
#[derive(Clone, PartialEq, Properties)]
pub struct FoundListProps {
    /// The list.
    pub pieces: Pieces,
    /// Whether all pieces are wanted at once: the reader comes back to a place in them.
    pub is_whole: bool,
}

/// The list.
#[component]
pub fn FoundList(props: &FoundListProps) -> Html {
    let list = use_node_ref();
    {
        let (list, is_whole) = (list.clone(), props.is_whole);
        use_effect_with(props.pieces.clone(), move |Pieces(piece)| {
            let timeout: Rc<RefCell<Option<Timeout>>> = Rc::default();
            if let Some(list) = list.cast::<Element>() {
                list.set_inner_html(&piece(0).unwrap_or_default());
                append(list, piece.clone(), 1, is_whole, timeout.clone());
            }
            move || drop(timeout.take())
        });
    }
    html! { <div class="found-list" ref={list}></div> }
}

/// Puts the pieces from `idx` on behind what is in `list`.
fn append(
    list: Element,
    piece: Rc<dyn Fn(usize) -> Option<String>>,
    idx: usize,
    is_whole: bool,
    timeout: Rc<RefCell<Option<Timeout>>>,
) {
    let next = {
        let timeout = timeout.clone();
        move || {
            let Some(markup) = piece(idx) else { return };
            drop(list.insert_adjacent_html("beforeend", &markup));
            append(list, piece, idx + 1, is_whole, timeout);
        }
    };
    if is_whole {
        next();
    } else {
        timeout.replace(Some(Timeout::new(PIECE_DELAY, next)));
    }
}
