//! The demonstration goes: what it made, and nothing that somebody added since.

use crate::archive::Archive;
use crate::archive::stampa::file_key;
use crate::records::{AssistitoId, ConsultazioneId, EnteId, EsitoId, FlussoId, PrestazioneId, ProgettoId, RecordKey};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What was added to the demonstration's enti, and stays when it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Added {
    /// Benefits.
    pub prestazioni: u32,
    /// Cases.
    pub progetti: u32,
}

/// What was added to the demonstration's enti since it came.
#[must_use]
pub fn added(archive: &Archive) -> Added {
    let enti = enti(archive);
    let theirs: HashSet<ProgettoId> = archive
        .progetti
        .iter()
        .filter(|(_, it)| it.ente.is_some_and(|ente| enti.contains(&ente)))
        .map(|(key, _)| key)
        .collect();
    let benefits = archive.prestazioni.iter().filter(|(_, it)| !it.dimostrativo && theirs.contains(&it.progetto));
    let cases = archive.progetti.iter().filter(|(key, it)| !it.dimostrativo && theirs.contains(key));
    Added { prestazioni: benefits.count() as u32, progetti: cases.count() as u32 }
}

fn enti(archive: &Archive) -> HashSet<EnteId> {
    archive.enti.iter().filter(|(_, ente)| ente.dimostrativo).map(|(key, _)| key).collect()
}

/// Takes the demonstration out. What was added to it stays with all that it belongs to, and belongs to no demonstration
/// from then on. `file`: what stored files hold, so that they can come back.
pub fn remove(archive: &mut Archive, file: &dyn Fn(&str) -> Option<Vec<u8>>) {
    let demo = enti(archive);
    let benefits: HashSet<PrestazioneId> =
        archive.prestazioni.iter().filter(|(_, it)| it.dimostrativo).map(|(key, _)| key).collect();
    let needed: HashSet<ProgettoId> =
        archive.prestazioni.iter().filter(|(key, _)| !benefits.contains(key)).map(|(_, it)| it.progetto).collect();
    let cases: HashSet<ProgettoId> = archive
        .progetti
        .iter()
        .filter(|(key, it)| it.dimostrativo && !needed.contains(key))
        .map(|(key, _)| key)
        .collect();
    let needed: HashSet<AssistitoId> =
        archive.progetti.iter().filter(|(key, _)| !cases.contains(key)).map(|(_, it)| it.assistito).collect();
    let people: HashSet<AssistitoId> = archive
        .assistiti
        .iter()
        .filter(|(key, it)| it.dimostrativo && !needed.contains(key))
        .map(|(key, _)| key)
        .collect();
    remove_flows(archive, &demo, &benefits, &people, file);
    remove_requests(archive, &demo, &cases, file);
    let mut gone = HashSet::new();
    for key in benefits {
        archive.prestazioni.remove(key);
        gone.insert(RecordKey::Prestazione(key));
    }
    for key in cases {
        archive.progetti.remove(key);
        gone.insert(RecordKey::Progetto(key));
    }
    for key in people {
        archive.assistiti.remove(key);
        gone.insert(RecordKey::Assistito(key));
    }
    archive.forget(&gone);
    let mut needed: HashSet<EnteId> = archive.progetti.iter().filter_map(|(_, it)| it.ente).collect();
    needed.extend(archive.flussi.iter().map(|(_, it)| it.ente));
    needed.extend(archive.consultazioni.iter().map(|(_, it)| it.ente));
    for key in demo {
        if !needed.contains(&key) {
            archive.enti.remove(key);
        }
    }
    what_stays_is_real(archive);
}

/// Flows that sent nothing else than what goes, the files of their generations, and INPS's answers to them.
fn remove_flows(
    archive: &mut Archive,
    demo: &HashSet<EnteId>,
    benefits: &HashSet<PrestazioneId>,
    people: &HashSet<AssistitoId>,
    file: &dyn Fn(&str) -> Option<Vec<u8>>,
) {
    let only_these = |righe: &[PrestazioneId]| {
        righe.iter().all(|id| benefits.contains(id) || archive.prestazioni.get(*id).is_none())
    };
    let flows: Vec<FlussoId> = archive
        .flussi
        .iter()
        .filter(|(_, it)| demo.contains(&it.ente) && only_these(&it.righe))
        .map(|(key, _)| key)
        .collect();
    let names: HashSet<String> =
        flows.iter().filter_map(|key| archive.flussi.get(*key)).map(|it| it.nome.clone()).collect();
    // Texts and logs where nothing could be sent are named after the ente alone.
    let codes: Vec<String> = demo
        .iter()
        .filter(|key| !archive.flussi.iter().any(|(flow, it)| it.ente == **key && !flows.contains(&flow)))
        .filter_map(|key| archive.enti.get(*key))
        .map(|ente| format!("{}.", ente.codice))
        .collect();
    let goes = |nome: &str| {
        codes.iter().any(|code| nome.starts_with(code))
            || nome.rsplit_once('.').is_some_and(|(stem, _)| {
                names.contains(stem) || stem.rsplit_once('.').is_some_and(|(stem, _)| names.contains(stem))
            })
    };
    let mut stampe = Vec::new();
    for (key, it) in archive.stampe.iter() {
        let mut left = it.clone();
        left.files.retain(|file| !goes(&file.nome));
        left.flussi.retain(|nome| !names.contains(nome));
        left.lasciate.retain(|one| !benefits.contains(&one.prestazione));
        if left != *it {
            let gone = it.files.iter().filter(|file| goes(&file.nome)).map(|file| file_key(key, &file.nome));
            stampe.push((key, left, gone.collect::<Vec<_>>()));
        }
    }
    for (key, left, gone) in stampe {
        for name in gone {
            archive.drop_file(&name, file(&name));
        }
        if left.files.is_empty() {
            archive.stampe.remove(key);
        } else {
            archive.stampe.put_back(key, left);
        }
    }
    let codes: HashSet<&str> =
        people.iter().filter_map(|key| archive.assistiti.get(*key)).map(|it| it.codice_fiscale.as_str()).collect();
    let answers: Vec<EsitoId> = archive
        .esiti
        .iter()
        .filter(|(_, it)| {
            it.righe.iter().any(|at| flows.contains(&at.flusso))
                || names.contains(&it.flusso)
                || codes.contains(it.codice_fiscale.as_str())
        })
        .map(|(key, _)| key)
        .collect();
    for key in answers {
        archive.esiti.remove(key);
    }
    for key in flows {
        // Flows for WaaS are not among the files of their generation.
        let kept = archive.flussi.get(key).map(|it| it.file.clone()).filter(|it| !it.is_empty());
        archive.flussi.remove(key);
        if let Some(name) = kept {
            archive.drop_file(&name, file(&name));
        }
    }
}

/// ISEE requests that asked about nobody else.
fn remove_requests(
    archive: &mut Archive,
    demo: &HashSet<EnteId>,
    cases: &HashSet<ProgettoId>,
    file: &dyn Fn(&str) -> Option<Vec<u8>>,
) {
    let asked: Vec<(ConsultazioneId, String)> = archive
        .consultazioni
        .iter()
        .filter(|(_, it)| demo.contains(&it.ente))
        .filter(|(_, it)| {
            it.righe.iter().all(|riga| cases.contains(&riga.progetto) || archive.progetti.get(riga.progetto).is_none())
        })
        .map(|(key, it)| (key, Archive::isee_file_key(key, &it.file)))
        .collect();
    for (key, name) in asked {
        archive.consultazioni.remove(key);
        archive.drop_file(&name, file(&name));
    }
}

/// Keys of the files that may go.
#[must_use]
pub fn files(archive: &Archive) -> Vec<String> {
    let enti = enti(archive);
    archive.file_keys(|ente| enti.contains(&ente))
}

/// What stays is no demonstration any more, and is not taken for one again.
fn what_stays_is_real(archive: &mut Archive) {
    let enti: Vec<EnteId> = enti(archive).into_iter().collect();
    let people = archive.assistiti.iter().filter(|(_, it)| it.dimostrativo).map(|(key, _)| key).collect::<Vec<_>>();
    let cases = archive.progetti.iter().filter(|(_, it)| it.dimostrativo).map(|(key, _)| key).collect::<Vec<_>>();
    for key in enti {
        archive.enti.get_mut(key).into_iter().for_each(|it| it.dimostrativo = false);
    }
    for key in people {
        archive.assistiti.get_mut(key).into_iter().for_each(|it| it.dimostrativo = false);
    }
    for key in cases {
        archive.progetti.get_mut(key).into_iter().for_each(|it| it.dimostrativo = false);
    }
}
