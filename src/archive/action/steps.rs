//! What an action did to the records of each table.

use crate::archive::table::Step;
use crate::import;
use crate::isee::request;
use crate::records::{
    Assistito, Consultazione, Ente, EsitoRicevuto, FlussoInviato, Prestazione, Progetto, Revisione, Stampa,
};

/// Which steps of a table are taken back, by their index.
pub(super) type Chosen = Vec<bool>;

/// Gives a macro all tables but the journal, which only grows, each with what it holds.
macro_rules! for_each_table {
    ($then:ident) => {
        $then! {
            enti: Ente,
            assistiti: Assistito,
            progetti: Progetto,
            prestazioni: Prestazione,
            flussi: FlussoInviato,
            stampe: Stampa,
            esiti: EsitoRicevuto,
            profili: import::MappingProfile,
            consultazioni: Consultazione,
            profili_isee: request::RequestProfile,
            revisioni: Revisione,
        }
    };
}
pub(super) use for_each_table;

macro_rules! steps {
    ($($table:ident: $record:ty,)+) => {
        /// Steps by table.
        #[derive(Debug)]
        pub(super) struct Steps {
            $(pub(super) $table: Vec<Step<$record>>,)+
        }

        /// Which of them are taken back.
        #[derive(Debug, Clone)]
        pub(super) struct Choice {
            $(pub(super) $table: Chosen,)+
        }

        impl Steps {
            pub(super) fn is_empty(&self) -> bool {
                $(self.$table.is_empty())&&+
            }
        }

        impl Choice {
            /// How many steps are taken back, and how many are left.
            pub(super) fn counts(&self) -> (usize, usize) {
                let all = [$(&self.$table),+];
                let back = all.iter().flat_map(|it| it.iter()).filter(|chosen| **chosen).count();
                (back, all.iter().map(|it| it.len()).sum::<usize>() - back)
            }
        }
    };
}

for_each_table!(steps);
