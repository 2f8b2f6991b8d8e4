//! Writes the plan that the build bundled as a file that travels alone, for the JavaScript
//! package: `bundle FILE`.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/plan.bin"));
    let Some(to) = std::env::args_os().nth(1) else {
        eprintln!("bundle: expected a file to write to, but found nothing");
        return std::process::ExitCode::FAILURE;
    };
    match std::fs::write(&to, plan::bundle::file(bytes)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: expected to write {}, but found: {error}", to.display());
            std::process::ExitCode::FAILURE
        }
    }
}
