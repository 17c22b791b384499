//! Why a file cannot be read at all, in words that say what to do.

use thiserror::Error;

/// A file, or a sheet of it, that gives no rows.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// No bytes at all: usually a copy that was broken off.
    #[error("Il file è vuoto: non contiene nemmeno un byte. Controllare di averlo copiato per intero e riprovare.")]
    Empty,
    /// Another kind of file; what it seems to be.
    #[error("Il file non è un foglio di calcolo: sembra {0}")]
    NotASheet(Guess),
    /// It is encrypted: by a password, or by one of Excel's own where somebody only protected the workbook.
    #[error(
        "Il foglio è protetto (con una password, o con «Proteggi cartella di lavoro», che lo cifra anche se per aprirlo non chiede nulla). Aprirlo con il programma di calcolo, salvarlo senza protezione e riprovare."
    )]
    Encrypted,
    /// Letters in an encoding that nothing here decodes; its name or number.
    #[error(
        "Il file è scritto in una codifica delle lettere non conosciuta ({0}). Aprirlo con Excel o LibreOffice, salvarlo come xlsx e riprovare."
    )]
    UnknownEncoding(String),
    /// It starts as a spreadsheet and stops half way: usually a download or a copy that was broken off.
    #[error(
        "Il file è incompleto o danneggiato ({0}). Copiarlo di nuovo dall'originale, oppure aprirlo con il programma di calcolo e salvarlo di nuovo."
    )]
    Damaged(String),
    /// Unpacked it would fill the memory.
    #[error(
        "Il file, una volta decompresso, supera {limit_mb} MB: non sembra un foglio di prestazioni. Copiare le sole righe da importare in un foglio nuovo."
    )]
    TooBig {
        /// The limit.
        limit_mb: u64,
    },
    /// A part of it unpacks to so much more than it is that no sheet can be in it.
    #[error(
        "Il file, una volta decompresso, supera {from_mb} MB ed è più di {times} volte più grande: un foglio vero non lo fa mai, potrebbe essere costruito per bloccare il computer. Copiare le sole righe da importare in un foglio nuovo."
    )]
    Bomb {
        /// From which size this matters.
        from_mb: u64,
        /// The limit.
        times: u64,
    },
    /// More rows than any spreadsheet program shows.
    #[error("Il foglio ha più di {0} righe: dividerlo in più fogli.")]
    TooManyRows(u32),
    /// Cells far to the right of any benefit sheet.
    #[error("Il foglio ha dati oltre la colonna {0}: cancellare le colonne che non servono e riprovare.")]
    TooManyColumns(String),
    /// No such sheet in the workbook; the ones that there are.
    #[error("Nel file non c'è un foglio di nome «{name}». I fogli sono: {there}.")]
    NoSuchSheet {
        /// The name asked for.
        name: String,
        /// The names that there are.
        there: String,
    },
    /// A workbook whose sheets hold nothing.
    #[error("Il foglio non contiene righe. Scegliere un altro foglio, o controllare il file.")]
    NoRows,
}

impl SheetError {
    /// Damage, in a few words that say where.
    pub(super) fn damaged(what: &str) -> Self {
        Self::Damaged(what.to_owned())
    }
}

/// What a file that is no spreadsheet seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Guess {
    /// PDF.
    #[error("un documento PDF. Chiedere il foglio da cui è stato stampato (xlsx, xls, ods o csv).")]
    Pdf,
    /// Word, Writer, RTF.
    #[error("un documento di testo (Word o simile). Copiare la tabella in un foglio di calcolo e salvarla come xlsx.")]
    Document,
    /// PowerPoint, Impress.
    #[error("una presentazione. Serve un foglio di calcolo (xlsx, xls, ods o csv).")]
    Slides,
    /// A picture.
    #[error("un'immagine. Serve il foglio di calcolo da cui è stata presa (xlsx, xls, ods o csv).")]
    Picture,
    /// A zip of something else.
    #[error("un archivio zip. Estrarre il foglio che contiene e scegliere quello.")]
    Zip,
    /// A packed archive of another kind.
    #[error("un archivio compresso. Estrarre il foglio che contiene e scegliere quello.")]
    Archive,
    /// HTML, often saved by exporters as `.xls`.
    #[error(
        "una pagina HTML, come quelle che alcuni programmi salvano con il nome .xls. Aprirla con Excel o LibreOffice e salvarla come xlsx."
    )]
    Html,
    /// Excel 2003's XML.
    #[error("un foglio nel formato XML di Excel 2003. Aprirlo con Excel o LibreOffice e salvarlo come xlsx.")]
    Xml2003,
    /// XML.
    #[error(
        "un file XML. I flussi si controllano in «Verifica un file XML»; le risposte INPS si caricano in «Esiti INPS»."
    )]
    Xml,
    /// JSON.
    #[error("un file JSON. Gli esiti INPS si caricano in «Esiti INPS».")]
    Json,
    /// The binary workbook of Excel.
    #[error("una cartella di lavoro binaria di Excel (xlsb). Aprirla con Excel e salvarla come xlsx.")]
    Xlsb,
    /// A spreadsheet older than Excel 97, or of another program.
    #[error("un foglio di un programma molto vecchio. Aprirlo con Excel o LibreOffice e salvarlo come xlsx.")]
    Ancient,
    /// Anything else.
    #[error("un file di altro tipo. Si possono leggere fogli xlsx, xls, ods e csv.")]
    Binary,
}
