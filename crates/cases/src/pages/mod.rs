//! The pages where everything comes together: the region's home page, the combined answer, applying, following an
//! application, and the desks of officers and employers. A page runs one act or query and renders.

mod address;
mod application;
mod apply_measure;
mod apply_post;
mod case;
mod desk;
mod employer;
mod home;
mod lists;
mod measures;
mod mine;
mod officer;
mod results;
mod status;
mod words;

use axum::{
    Router,
    routing::{get, post},
};
use platform::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", get(home::show_home))
        .route("/figures", get(home::show_figures))
        .route("/results", get(results::show_results))
        .route("/apply/measure/{pack}/{measure}", get(apply_measure::form).post(apply_measure::send))
        .route("/apply/post/{id}", get(apply_post::form).post(apply_post::send))
        .route("/applications/{reference}", get(application::show_application))
        .route("/applications/{reference}/withdraw", get(application::confirm).post(application::withdraw))
        .route("/my/applications", get(mine::show_list))
        .route("/status", get(status::show_status))
        .route("/officer/applications", get(officer::show_list))
        .route("/officer/applications/{id}", get(officer::show_case))
        .route("/officer/applications/{id}/accept", post(officer::accept))
        .route("/employer/applications", get(employer::show_list))
        .route("/employer/applications/{id}", get(employer::show_case))
        .route("/employer/applications/{id}/accept", post(employer::accept))
}
