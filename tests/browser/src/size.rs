//! How many bytes the built site is, as they cross the wire, and whose they are.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::site::files;

/// The compressed sizes that the budget is about, by its names.
///
/// # Errors
///
/// When a file is missing.
pub fn compressed(site: &Path) -> Result<BTreeMap<&'static str, usize>> {
    let names = files(site)?;
    let of = |is_it: &dyn Fn(&str) -> bool| -> Result<usize> {
        let found: Vec<_> = names.iter().filter(|name| is_it(name)).collect();
        ensure!(!found.is_empty(), "expected the app's files in {}", site.display());
        found.into_iter().map(|name| Ok(brotli(&fs::read(site.join(name))?))).sum()
    };
    let chapter = fs::read_to_string(site.join("plan/4/index.html"))?;
    Ok(BTreeMap::from([
        ("wasm", of(&|name| name.ends_with(".wasm"))?),
        ("glue", of(&|name| name.starts_with("plan-reader-") && name.ends_with(".js"))?),
        (
            "offline",
            of(&|name| name == "sw.js" || name.starts_with("offline-") && name.ends_with(".js"))?,
        ),
        ("boot", of(&|name| name.starts_with("boot-"))?),
        ("styles", of(&|name| name.ends_with(".css"))?),
        ("inline", brotli(inline(&chapter).as_bytes())),
        ("chapter", brotli(chapter.as_bytes())),
    ]))
}

/// The size of `content` in brotli, level 11, as static hosts compress it.
pub fn brotli(content: &[u8]) -> usize {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &params)
        .expect("memory can be read and written");
    compressed.len()
}

/// The styles and scripts that stand in a page.
fn inline(page: &str) -> String {
    let of = |element: &str| -> String {
        page.split(&format!("<{element}"))
            .skip(1)
            .filter_map(|rest| rest.split_once('>')?.1.split_once(&format!("</{element}>")))
            .map(|(content, _)| content)
            .filter(|content| !content.starts_with("{\"@context\""))
            .collect()
    };
    of("style") + &of("script")
}

/// The bytes of a WASM module's code, uncompressed, by the crate whose function it is, the
/// heaviest first. A generic function counts for the crate that wrote it.
///
/// # Errors
///
/// When it is no module, or has no names.
pub fn by_crate(module: &[u8]) -> Result<Vec<(String, usize)>> {
    let (mut n_imported, mut sizes, mut names) = (0, Vec::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    n_imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    let Name::Function(functions) = subsection? else { continue };
                    for naming in functions {
                        let naming = naming?;
                        names.insert(naming.index as usize, naming.name);
                    }
                }
            }
            _ => {}
        }
    }
    ensure!(!names.is_empty(), "expected a module with its functions' names");
    let mut crates: BTreeMap<String, usize> = BTreeMap::new();
    for (at, size) in sizes.into_iter().enumerate() {
        // wasm-opt parts functions into pieces that have no name.
        let name = names.get(&(n_imported + at)).copied().unwrap_or_default();
        *crates.entry(crate_of(name)).or_default() += size;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, size)| usize::MAX - size);
    Ok(crates)
}

/// The first crate in a function's name: `<yew::html::Scope<C> as core::fmt::Debug>::fmt` is yew's.
fn crate_of(name: &str) -> String {
    let first = name.trim_start_matches(['<', '&', '(', '*']).trim_start_matches("dyn ");
    let end = first.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(first.len());
    let is_path = first[end..].starts_with("::") || first[end..].starts_with('[');
    if is_path { first[..end].to_owned() } else { "(no crate's)".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{brotli, crate_of, inline};

    #[test]
    fn functions_are_their_crates() {
        for (name, expected) in [
            ("plan::search::Search::find::hf086", "plan"),
            ("<yew::html::Comp<C> as yew::Stateful>::view", "yew"),
            ("<dlmalloc[e24a]::dlmalloc::Dlmalloc>::malloc", "dlmalloc"),
            ("<&T as core::fmt::Debug>::fmt", "(no crate's)"),
            ("memcpy", "(no crate's)"),
        ] {
            assert_eq!(crate_of(name), expected, "{name}");
        }
    }

    #[test]
    fn what_stands_in_a_page_is_its_styles_and_scripts() {
        let page = "<style>a{}</style><p>b</p><script>c()</script>\
                    <script type=\"application/ld+json\">{\"@context\":1}</script>";
        assert_eq!(inline(page), "a{}c()");
    }

    #[test]
    fn what_repeats_is_small() {
        assert!(brotli(&[b'a'; 10_000]) < 40);
    }
}
