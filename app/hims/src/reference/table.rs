//! Reading a reference file: CSV with a header line, and lines of source and licence that begin with `#`.

use serde::de::DeserializeOwned;

/// Why a reference file can not be used. Names the file and the row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, {row}: {why}")]
pub struct ReferenceError {
    /// The file.
    pub file: &'static str,
    /// The id of the row, or the line.
    pub row: String,
    /// What is wrong.
    pub why: String,
}

/// The rows of a file.
///
/// # Errors
/// [`ReferenceError`] for the first row that does not fit, and for a file that does not name its source and licence.
pub fn rows<T: DeserializeOwned>(file: &'static str, content: &str) -> Result<Vec<T>, ReferenceError> {
    let fault = |row: String, why: String| ReferenceError { file, row, why };
    let head = |name: &str| content.lines().take_while(|l| l.starts_with('#')).any(|l| l.contains(name));
    if !head("source:") || !head("licence:") {
        return Err(fault("header".into(), "does not say its source and licence".into()));
    }
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).trim(csv::Trim::All).from_reader(content.as_bytes());
    let mut rows = Vec::new();
    for (at, row) in (1..).zip(reader.deserialize()) {
        rows.push(row.map_err(|e: csv::Error| fault(format!("row {at}"), e.to_string()))?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        id: String,
        n: u32,
    }

    #[test]
    fn rows_are_read_and_faults_are_named() {
        let head = "# source: here\n# licence: ours\nid,n\n";
        assert_eq!(rows::<Row>("f", &format!("{head}a, 1\n")).unwrap(), [Row { id: "a".into(), n: 1 }]);
        assert_eq!(rows::<Row>("f", "id,n\na,1\n").unwrap_err().row, "header");
        let wrong = rows::<Row>("f", &format!("{head}a,1\nb,x\n")).unwrap_err();
        assert_eq!((wrong.file, wrong.row.as_str()), ("f", "row 2"));
    }
}
