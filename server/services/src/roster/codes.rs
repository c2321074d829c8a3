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
}
