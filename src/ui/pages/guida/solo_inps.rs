//! What no rule can check, because only INPS knows it, and what to do about each.

/// What INPS alone knows, and what to do.
pub(super) const ITEMS: [(&str, &str); 9] = [
    (
        "Se codice fiscale, cognome e nome, insieme, sono quelli di una persona.",
        "INPS li confronta con ARCA e con l'Anagrafe tributaria. Prima di inviare si confrontano con l'anagrafe del comune; se la riga è scartata si correggono, si libera la prestazione e si invia di nuovo.",
    ),
    (
        "Se esiste una DSU con quel protocollo.",
        "INPS la cerca nella banca dati ISEE. Il protocollo va copiato dall'attestazione; nel dubbio si chiede con «Generazione XML di richiesta». Se non la trova, la prestazione resta acquisita senza DSU.",
    ),
    (
        "Quale ISEE ha la persona, e se INPS vi ha trovato omissioni o difformità.",
        "Si chiede con «Generazione XML di richiesta»: la risposta arriva in circa due giorni e si carica in «Gestione consultazioni XML».",
    ),
    (
        "Se il codice di un comune è nella tabella di INPS.",
        "Qui si controlla con gli elenchi ISTAT e catastali, che possono non essere uguali. Se è scartato si ricontrollano nascita e residenza; se sono giuste si chiede all'assistenza INPS quale codice usare.",
    ),
    (
        "Se un codice di prestazione è in uso oggi.",
        "INPS ne aggiunge con i suoi messaggi. Si guarda la tabella delle prestazioni nel portale: un codice giusto che qui non è conosciuto si può inviare lo stesso.",
    ),
    (
        "Se l'ente è registrato con quel codice, e se l'operatore è abilitato.",
        "Il codice dell'ente si copia dal portale; l'abilitazione al Casellario dell'Assistenza si chiede con il modulo MV62 e richiede alcuni giorni: conviene provare a entrare prima della scadenza.",
    ),
    (
        "Se la prestazione è già stata inviata da un altro ente.",
        "Nella «Consultazione» del portale di solito si vedono solo le prestazioni del proprio ente e quelle di INPS: tra comune, ambito e consorzio ci si accorda prima su chi invia che cosa.",
    ),
    (
        "Se la prestazione è già stata inviata con un altro programma, o inserita a mano nel portale.",
        "Si cerca in «Consultazione» nel portale. I file XML inviati con un altro programma si possono tenere come storico da «Verifica un file XML»: così si riconoscono.",
    ),
    (
        "Che cosa, di un flusso caricato, è stato acquisito.",
        "La risposta 200 dice solo che il file è arrivato. Gli scarti stanno nel Cruscotto di verifica di INPS: si scaricano e si leggono in «Esiti INPS».",
    ),
];
