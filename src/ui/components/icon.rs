//! Icons of the kit's sprite. Decorative: a word always stands beside them.

use leptos::prelude::*;

/// An icon of the sprite in `index.html`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Icon {
    Pa,
    Check,
    Error,
    Warning,
    Clock,
    Upload,
    Download,
}

/// The icon, hidden from screen readers.
pub(in crate::ui) fn icon(icon: Icon) -> impl IntoView {
    let href = match icon {
        Icon::Pa => "#it-pa",
        Icon::Check => "#it-check-circle",
        Icon::Error => "#it-ban",
        Icon::Warning => "#it-warning-circle",
        Icon::Clock => "#it-clock",
        Icon::Upload => "#it-upload",
        Icon::Download => "#it-download",
    };
    view! {
        <svg class="icon icon-sm" aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}
