//! The page, and where it is split (see `.make/bin/wasm-bindgen`): here and not in the library, or the worker would
//! hold the screens too.

#[cfg(target_arch = "wasm32")]
use futures::FutureExt;

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    siuss_kit::ui::mount(siuss_kit::ui::Further {
        // Once the part is here its functions answer at once.
        screen: |route| split::screens(route).now_or_never()?.ok(),
        prepare: || Box::pin(async { split::prepare().await.is_ok() }),
    });
}

#[cfg(target_arch = "wasm32")]
#[allow(clippy::unnecessary_wraps, clippy::needless_pass_by_value, reason = "the macro wants them so")]
mod split {
    use leptos::prelude::AnyView;
    use leptos::wasm_split::{SplitLoaderError, wasm_split};
    use siuss_kit::route::Route;

    #[wasm_split(screens, wasm_split_path = leptos::wasm_split, preload(prepare), fallible)]
    pub(super) fn screens(route: Route) -> Result<AnyView, SplitLoaderError> {
        Ok(siuss_kit::ui::further(&route))
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
