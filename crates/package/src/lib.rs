//! The face of the JavaScript package (`pkg/`): the core's answers as plain objects.
//!
//! - [`answers`] has an open plan and what it is asked for, pure and tested natively.
//! - `face` hands that to JavaScript, and is there only where there is one.
//!
//! What JavaScript sees of it is `pkg/index.js`, which checks what it is given, and so never hands
//! over anything but strings and bytes. An id that leads nowhere and bytes that are no plan are
//! errors, worded "expected …, but found …"; nothing panics, because a panic would leave the module
//! unusable for all other plans of the page.

pub mod answers;
#[cfg(target_arch = "wasm32")]
mod face;
