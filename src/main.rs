//! The entry of the app in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    plan_reader::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The app runs in a browser: `cargo xtask serve` builds and serves it.");
    std::process::exit(1);
}
