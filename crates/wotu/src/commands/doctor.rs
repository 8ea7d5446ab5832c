//! `wotu doctor`: whether an installation is sound. Each line is one check; exit status 1 if any fails.

use crate::{
    installation::Where,
    words::{remark, say},
};
use clap::Args;
use platform::{
    accounts,
    app::App,
    audit::{Verdict, verify},
    permissions::Role,
};
use std::process::ExitCode;

/// Checks an installation.
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Where,
}

type Check = (&'static str, Result<String, String>);

impl Doctor {
    /// Exit status 0 if every check passes.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let app = match self.place.open_for_work().await {
            Ok(app) => app,
            Err(error) => {
                remark(format_args!("FAIL  opens: {error:#}"));
                return Ok(ExitCode::FAILURE);
            }
        };
        let checks = checks(&app).await?;
        app.database().close().await;
        let mut code = ExitCode::SUCCESS;
        for (what, outcome) in checks {
            match outcome {
                Ok(said) => say(format_args!("ok    {what}: {said}")),
                Err(said) => {
                    code = ExitCode::FAILURE;
                    say(format_args!("FAIL  {what}: {said}"));
                }
            }
        }
        Ok(code)
    }
}

async fn checks(app: &App) -> anyhow::Result<Vec<Check>> {
    let mut db = app.database().read().await?;
    let audit = match verify(&mut db).await? {
        Verdict::Whole { entries, head } => Ok(format!("{entries} entries, head {head}")),
        Verdict::Broken { at } => Err(format!("broken at entry {at}")),
    };
    let stuck = "select count(*) as n from outbox where delivered_at is null and tries >= 12";
    let outbox = match db.fetch_one(stuck, vec![]).await?.int("n")? {
        0 => Ok("nothing is stuck".to_owned()),
        n => Err(format!("{n} events were given up")),
    };
    let administrators = match accounts::count_with_role(&mut db, Role::Administrator).await? {
        0 => Err("there is none; `wotu admin create`".to_owned()),
        n => Ok(n.to_string()),
    };
    let packs = app.part::<policies::Shelf>().map_or(0, |shelf| shelf.packs().len());
    Ok(vec![
        ("database", Ok(format!("{:?}", app.database().dialect()))),
        ("audit log", audit),
        ("outbox", outbox),
        ("administrators", administrators),
        ("policy packs", if packs > 0 { Ok(packs.to_string()) } else { Err("none".to_owned()) }),
        ("keys", Ok("the key file reads".to_owned())),
    ])
}
