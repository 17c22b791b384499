//! The worker of `make bench`: a sheet's bytes come in, the time of each step and the flow go out.
//! A program of its own, so that nothing of it is in what users download.

#[cfg(target_arch = "wasm32")]
mod steps;

#[cfg(target_arch = "wasm32")]
fn main() {
    browser::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::steps;
    use chrono::NaiveDate;
    use js_sys::{Array, ArrayBuffer, Uint8Array};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// Says that it is there; then times each sheet that it is given, and answers `lettura 1440.2\n…` with the flow.
    pub(super) fn serve() {
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data().unchecked_into::<ArrayBuffer>()).to_vec();
            let answer = match timed(bytes) {
                Ok((laps, xml)) => Array::of2(&laps.into(), &Uint8Array::from(xml.as_bytes()).buffer()),
                Err(reason) => Array::of1(&reason.into()),
            };
            scope().post_message(&answer).expect("the bench hears");
        });
        scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
        listener.forget();
        scope().post_message(&"ready".into()).expect("the bench hears");
    }

    fn timed(bytes: Vec<u8>) -> Result<(String, String), String> {
        let now = || scope().performance().map_or(0.0, |performance| performance.now());
        let mut laps = String::new();
        let mut last = now();
        let xml = steps::run(bytes, today(), &mut |name| {
            let this = now();
            laps.push_str(&format!("{name} {}\n", this - last));
            last = this;
        })?;
        Ok((laps, xml))
    }

    fn today() -> NaiveDate {
        let now = js_sys::Date::new_0();
        let year = i32::try_from(now.get_full_year()).unwrap_or(i32::MAX);
        NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
    }

    fn scope() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }
}
