//! The invented organisations, verified by the demonstration's officer.

use super::CHUNK;
use anyhow::{Context as _, bail};
use indicatif::ProgressBar;
use organisations::model::{Entered, Headcount, Organisation};
use platform::app::App;
use testkit::region::{DemoOrganisation, OrganisationKind, Region};
use vocabulary::{AccountId, OrganisationId};

/// Puts all of them in; answers them in the order of the generator.
pub async fn fill(
    app: &App,
    region: &Region,
    officer: AccountId,
    bar: &ProgressBar,
) -> anyhow::Result<Vec<Organisation>> {
    let today = app.region().date_of(app.now());
    let mut made = Vec::new();
    for demo in region.organisations() {
        let details = match entered(&demo).parse() {
            Ok(details) => details,
            Err(refusal) => bail!("the invented organisation {}: {refusal}", demo.index),
        };
        let id = OrganisationId::new(app.entropy().uuid(app.now()));
        let registered = Organisation::register(id, details, today);
        made.push(registered.verify(today, officer).context("a registered organisation can be verified")?);
    }
    for chunk in made.chunks(CHUNK) {
        let (rows, inside) = (chunk.to_vec(), app.clone());
        app.database()
            .write(move |db| {
                Box::pin(async move {
                    organisations::insert_many(db, &rows, inside.vault(), inside.entropy()).await
                })
            })
            .await??;
        bar.inc(u64::try_from(chunk.len())?);
    }
    Ok(made)
}

fn entered(demo: &DemoOrganisation) -> Entered {
    let kind = match demo.kind {
        OrganisationKind::University => "university",
        OrganisationKind::Institute => "institute",
        OrganisationKind::Park => "park",
        OrganisationKind::Enterprise
        | OrganisationKind::Cooperative
        | OrganisationKind::Hospital
        | OrganisationKind::School => "employer",
    };
    Entered {
        kind: kind.to_owned(),
        name_zh: demo.name.zh.clone(),
        name_en: demo.name.en.clone(),
        credit_code: demo.credit_code.clone(),
        place: demo.place.to_string(),
        industry: String::new(),
        headcount: Headcount::of(u64::from(demo.employees))
            .map_or(String::new(), |band| band.id().to_owned()),
        description_zh: demo.description.zh.clone(),
        description_en: demo.description.en.clone(),
    }
}
