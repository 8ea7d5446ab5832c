//! What happens without being asked: what was published is put on the shelf of every program, and simulations are reckoned,
//! after a restart too.

mod keep_editions;
mod simulate;

pub(crate) use keep_editions::refresh;
pub use keep_editions::{Refreshed, refresh_editions};
pub use simulate::{go_on_with_simulations, reckon_simulation};

use platform::{
    app::App,
    outbox::{Event, Subscriber},
};
use std::time::Duration;

/// How often the database is asked what was published, and whether a simulation stands still.
const EVERY: Duration = Duration::from_secs(30);

/// What this capability hears of: its own publications, for this program's shelf, and simulations that were asked for.
pub(crate) const SUBSCRIBERS: &[Subscriber] = &[
    Subscriber {
        topic: "policies.edition_published",
        name: "policies.refresh_editions",
        hear: |app, _| {
            Box::pin(async move { refresh_editions(&app).await.map(drop).map_err(|stop| stop.to_string()) })
        },
    },
    Subscriber {
        topic: "policies.simulation_asked",
        name: "policies.reckon_simulation",
        hear: |app, event| Box::pin(async move { begin_simulation(app, &event) }),
    },
];

/// Begins beside the outbox: whoever waits for other news does not wait for a million assessments.
fn begin_simulation(app: App, event: &Event) -> Result<(), String> {
    let id = event.subject.parse().map_err(|_| "the subject is not a simulation's id".to_owned())?;
    tokio::spawn(async move {
        if let Err(error) = reckon_simulation(&app, id).await {
            tracing::error!(%error, simulation = %id, "a simulation stopped; it will be gone on with");
        }
    });
    Ok(())
}

/// Keeps the shelf up to date and goes on with simulations that stand still, until the program ends: at once, then every
/// half minute. A new day puts on the shelf what was published for it.
pub async fn keep_workbench(app: App) {
    loop {
        if let Err(error) = refresh_editions(&app).await {
            tracing::error!(%error, "what was published could not be read");
        }
        if let Err(error) = go_on_with_simulations(&app).await {
            tracing::error!(%error, "simulations could not be gone on with");
        }
        tokio::time::sleep(EVERY).await;
    }
}
