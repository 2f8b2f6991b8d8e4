//! What holds of every file that a reader brings: nothing is lost, and what was taken in is
//! written and read back the same.

use super::same;
use crate::actual::{self, ActualValue, ActualValues, Changes, Import, OnConflict};
use crate::indicator::Indicator;
use crate::model::Period;
use crate::note::{self, Note, NoteChanges, merge, read_file, read_note, to_file};

/// How long the text found may be that an error repeats, with `…`.
const MAX_FOUND_CHARS: usize = 41;

/// Checks what the file `text` gives beside the `entered` values.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_import(
    text: &str,
    entered: &ActualValues,
    indicators: &[Indicator],
    period: Period,
) -> Result<(), String> {
    for import in
        [actual::read_csv(text, indicators, period), actual::read_stored(text, indicators, period)]
    {
        check_errors(&import)?;
        let Changes { n_new, n_same, n_conflicting } = entered.changes(&import.values);
        let n_incoming = import.values.iter().count();
        same("the values of the file", &(n_new + n_same + n_conflicting), &n_incoming)?;

        let mut kept = entered.clone();
        kept.merge(import.values.clone(), OnConflict::Keep);
        let mut replaced = entered.clone();
        replaced.merge(import.values.clone(), OnConflict::Replace);
        for merged in [&kept, &replaced] {
            same("the merged", &merged.iter().count(), &(entered.iter().count() + n_new))?;
            for value in entered.iter() {
                let of_year = merged.of(value.indicator()).filter(|it| it.year() == value.year());
                same(&format!("values for {value:?}"), &of_year.count(), &1)?;
            }
            check_values(merged, indicators, period)?;
        }
        all_in(entered, &kept)?;
        all_in(&import.values, &replaced)?;
        check_values(&import.values, indicators, period)?;
    }
    Ok(())
}

fn check_errors(import: &Import) -> Result<(), String> {
    let Import { errors, n_errors, .. } = import;
    same("the errors that are kept", &errors.len(), &(*n_errors).min(actual::MAX_ERRORS))?;
    if !errors.is_sorted_by(|a, b| a.row < b.row) {
        return Err(format!("expected an error a row, but found {errors:?}"));
    }
    for error in errors {
        let is_worded = error.to_string().starts_with(&format!("row {}: expected ", error.row));
        if !is_worded || error.mismatch.found.chars().count() > MAX_FOUND_CHARS {
            return Err(format!("expected a short message, but found {error}"));
        }
    }
    Ok(())
}

fn all_in(values: &ActualValues, of: &ActualValues) -> Result<(), String> {
    match values.iter().find(|value| !of.iter().any(|other| other == *value)) {
        Some(value) => Err(format!("expected {value:?} to be kept, but found {of:?}")),
        None => Ok(()),
    }
}

/// Checks that `values` are written and read back the same, to the printed place.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_values(
    values: &ActualValues,
    indicators: &[Indicator],
    period: Period,
) -> Result<(), String> {
    let printed = |values: &ActualValues| -> Vec<String> {
        values.iter().map(ActualValue::value).map(|value| value.to_string()).collect()
    };
    let text = values.to_csv();
    for import in [
        actual::read_csv(&text, indicators, period),
        actual::read_stored(&text, indicators, period),
    ] {
        same(&format!("{text:?} read back"), &(import.n_errors, &import.values), &(0, values))?;
        same(&format!("{text:?} read back"), &printed(&import.values), &printed(values))?;
    }
    Ok(())
}

/// Checks what the notes' file `text` gives on a device with `notes`, each id once.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_notes_file(text: &str, notes: &[Note]) -> Result<(), String> {
    let import = read_file(text);
    same("the errors that are kept", &import.errors.len(), &import.n_errors.min(note::MAX_ERRORS))?;
    for error in &import.errors {
        let message = error.to_string();
        if !message.contains("expected ") || message.chars().count() > 120 {
            return Err(format!("expected a short message, but found {message}"));
        }
    }
    check_merge(notes, &import.notes)
}

/// Checks what becomes of `notes`, each id once, when `incoming` are taken in.
///
/// # Errors
///
/// The first thing that does not hold, worded "expected …, but found …".
pub fn check_merge(notes: &[Note], incoming: &[Note]) -> Result<(), String> {
    let mut merged = notes.to_vec();
    let NoteChanges { n_new, n_same, n_later, n_earlier, n_both } = merge(&mut merged, incoming);
    let n_counted = n_new + n_same + n_later + n_earlier + n_both;
    same("the notes counted", &n_counted, &incoming.len())?;
    for (idx, note) in merged.iter().enumerate() {
        if merged[..idx].iter().any(|other| other.id == note.id) {
            return Err(format!("expected each id once, but found {:?} twice", note.id));
        }
    }
    // Each version is there, or one that is known to come from it.
    for note in notes.iter().chain(incoming) {
        let is_kept = merged
            .iter()
            .any(|it| it.is_same(note) || it.id == note.id && it.earlier.contains(&note.changed));
        if !is_kept {
            return Err(format!("expected {note:?} to be kept, but found {merged:?}"));
        }
    }
    // Again, and as a file, nothing new comes.
    let mut again = merged.clone();
    let changes = merge(&mut again, incoming);
    same("new notes of a second merge", &(changes.n_new + changes.n_later + changes.n_both), &0)?;
    same("the notes after a second merge", &again, &merged)?;
    let read = read_file(&to_file("规划", merged.iter()));
    same("the notes read back", &(read.n_errors, &read.notes), &(0, &merged))?;
    for note in &merged {
        same("the note read back", &read_note(&note.to_json()).as_ref(), &Ok(note))?;
    }
    Ok(())
}
