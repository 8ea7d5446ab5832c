//! The API's own description: OpenAPI 3.1, made from the list of acts and queries, so that it cannot lag behind.

use super::{
    Problem,
    api::{Credentials, Token},
};
use crate::{
    acts::{ActEntry, QueryEntry},
    app::App,
    permissions::{Grant, Relation, Role},
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, HttpMethod, InfoBuilder, LicenseBuilder, ObjectBuilder, OpenApi,
        OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required, ResponseBuilder, ResponsesBuilder,
        Schema, SecurityRequirement, Type,
        path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
        request_body::RequestBodyBuilder,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

/// The document of this installation.
#[must_use]
pub fn document(app: &App) -> OpenApi {
    let mut paths = PathsBuilder::new().path("/api/session", sessions());
    let mut schemas: Vec<(String, RefOr<Schema>)> = Vec::new();
    for act in app.acts() {
        (act.schemas)(&mut schemas);
        paths = paths.path(format!("/api/acts/{}", act.name), PathItem::new(HttpMethod::Post, of_act(act)));
    }
    for query in app.queries() {
        (query.schemas)(&mut schemas);
        paths = paths
            .path(format!("/api/queries/{}", query.name), PathItem::new(HttpMethod::Get, of_query(query)));
    }
    schemas.push(("Problem".to_owned(), Problem::schema()));
    <Problem as ToSchema>::schemas(&mut schemas);
    let components = ComponentsBuilder::new()
        .schemas_from_iter(schemas)
        .security_scheme(
            "bearer",
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        )
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-wotu"))))
        .build();
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Wotu")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(
                    "Every act and every query of the platform. An act needs an Idempotency-Key: repeating the call with the same key and input has one effect and gets the same answer for 24 hours; a repetition while the first call is under way waits for it. To callers with neither an account nor a visit no answer is repeated: they get 409.",
                ))
                .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
                .build(),
        )
        .paths(paths.build())
        .components(Some(components))
        .build()
}

fn of_act(act: &ActEntry) -> Operation {
    secured(
        OperationBuilder::new()
            .operation_id(Some(act.name))
            .tag(capability(act.name))
            .summary(Some(act.summary))
            .description(Some(describe(act.who)))
            .parameter(idempotency_key())
            .request_body(Some(body((act.input)()))),
        act.who,
    )
    .responses(responses((act.output)()).build())
    .build()
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("1 to 100 visible ASCII characters, made by the caller; kept for 24 hours."))
        .schema(Some(
            ObjectBuilder::new()
                .schema_type(Type::String)
                .min_length(Some(1))
                .max_length(Some(100))
                .pattern(Some("^[!-~]+$")),
        ))
        .build()
}

fn of_query(query: &QueryEntry) -> Operation {
    secured(
        OperationBuilder::new()
            .operation_id(Some(query.name))
            .tag(capability(query.name))
            .summary(Some(query.summary))
            .description(Some(describe(query.who)))
            .parameters(Some((query.parameters)())),
        query.who,
    )
    .responses(responses((query.output)()).build())
    .build()
}

fn sessions() -> PathItem {
    let mut both = PathItem::new(HttpMethod::Post, session());
    both.merge_operations(PathItem::new(HttpMethod::Delete, end_session()));
    both
}

fn end_session() -> Operation {
    let none: [&str; 0] = [];
    let ways = [SecurityRequirement::new("bearer", none), SecurityRequirement::new("session", none)];
    OperationBuilder::new()
        .operation_id(Some("platform.sign_out"))
        .tag("platform")
        .summary(Some("Ends the session whose token the request carries."))
        .parameter(idempotency_key())
        .securities(Some(ways))
        .responses(responses(ObjectBuilder::new().schema_type(Type::Object).build().into()).build())
        .build()
}

fn session() -> Operation {
    OperationBuilder::new()
        .operation_id(Some("platform.sign_in"))
        .tag("platform")
        .summary(Some("Signs in with login and password; five tries a minute."))
        .request_body(Some(body(Credentials::schema())))
        .responses(responses(Token::schema()).build())
        .build()
}

fn body(schema: RefOr<Schema>) -> utoipa::openapi::request_body::RequestBody {
    RequestBodyBuilder::new()
        .content("application/json", ContentBuilder::new().schema(Some(schema)).build())
        .required(Some(Required::True))
        .build()
}

fn responses(output: RefOr<Schema>) -> ResponsesBuilder {
    let ok = ResponseBuilder::new()
        .description("Done.")
        .content("application/json", ContentBuilder::new().schema(Some(output)).build())
        .build();
    let mut all = ResponsesBuilder::new().response("200", ok);
    for (status, what) in [
        ("400", "The request is not of the right form."),
        ("401", "Sign in first."),
        ("403", "Not for whoever asks."),
        ("404", "There is no such thing, or not for whoever asks."),
        ("409", "It contradicts the present state."),
        ("410", "It is over."),
        ("413", "Larger than the stated limit."),
        ("422", "Well-formed, and refused for what it says: the field and the reason."),
        ("429", "More often than the stated limit."),
        ("500", "Our own failure."),
        ("503", "Cannot be answered now; try again."),
    ] {
        let problem = ResponseBuilder::new()
            .description(what)
            .content(
                "application/problem+json",
                ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build(),
            )
            .build();
        all = all.response(status, problem);
    }
    all
}

fn secured(operation: OperationBuilder, who: &[Grant]) -> OperationBuilder {
    let none: [&str; 0] = [];
    let mut ways = vec![SecurityRequirement::new("bearer", none), SecurityRequirement::new("session", none)];
    if who.iter().any(|grant| grant.role == Role::Visitor) {
        ways.push(SecurityRequirement::default());
    }
    operation.securities(Some(ways))
}

fn describe(who: &[Grant]) -> String {
    let lines: Vec<String> = who
        .iter()
        .map(|grant| match grant.relation {
            Relation::Any => grant.role.name().to_owned(),
            relation => format!("{} ({})", grant.role.name(), relation.name()),
        })
        .collect();
    format!("For: {}.", lines.join(", "))
}

fn capability(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
