//! Refusals of files and imports.

abhyas_core::codes! {
    /// The file has no content.
    EMPTY = "import.empty";
    /// The file is larger than is read. Values: `mb`, `most`.
    TOO_LARGE = "import.too_large";
    /// More lines than are read. Value: `most`.
    TOO_LONG = "import.too_long";
    /// More columns than are read. Value: `most`.
    TOO_WIDE = "import.too_wide";
    /// A PDF, whatever its name.
    IS_PDF = "import.is_pdf";
    /// A picture.
    IS_PICTURE = "import.is_picture";
    /// A web page or XML, often an "Excel export" that is none.
    IS_HTML = "import.is_html";
    /// Protected by a password.
    HAS_PASSWORD = "import.has_password";
    /// Excel 97-2003 (.xls) or another old Office file.
    OLD_EXCEL = "import.old_excel";
    /// A zip that is no .xlsx workbook.
    OTHER_ZIP = "import.other_zip";
    /// Unpacks to far more than a roster can be.
    ZIP_BOMB = "import.zip_bomb";
    /// Can not be read to its end.
    DAMAGED = "import.damaged";
    /// Text that is not Unicode.
    ENCODING = "import.encoding";
    /// Text without columns, or no text at all.
    NO_TABLE = "import.no_table";
    /// The row is of a district for which the one who uploads may not import.
    OTHER_DISTRICT = "import.other_district";
    /// Two columns can not mean the same.
    COLUMN_TWICE = "import.column_twice";
    /// The import is applied or given up.
    DECIDED = "import.decided";
    /// The row needs no decision. Value: `row`.
    NOTHING_TO_DECIDE = "import.nothing_to_decide";
    /// There is no such facility, or not for this person.
    NO_SUCH_FACILITY = "import.no_such_facility";
    /// The import is not applied, so there is nothing to take back.
    NOT_APPLIED = "import.not_applied";
    /// People of the import have history. Values: `n`, `names`.
    HAS_HISTORY = "import.has_history";
}
