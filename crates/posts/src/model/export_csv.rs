//! Posts as a CSV file that a spreadsheet opens without harm and that [`import_csv`](super::import_csv) reads back.

use super::{Details, Field, Post, pay};
use vocabulary::Lang;

/// The file: UTF-8 with byte order mark (Excel needs it), CRLF, a head in `lang`, one line a post.
///
/// A cell that a spreadsheet would take for a formula is given a leading `'` (OWASP ASVS 5.0, 1.2.10).
#[must_use]
pub fn write<'a>(posts: impl IntoIterator<Item = &'a Post>, lang: Lang) -> String {
    let head = Field::ALL.iter().map(|field| match lang {
        Lang::Zh => field.zh().to_owned(),
        Lang::En => field.id().to_owned(),
    });
    let mut out = String::from("\u{FEFF}");
    push_line(&mut out, head);
    for post in posts {
        push_line(&mut out, Field::ALL.iter().map(|field| cell(post, *field)));
    }
    out
}

/// Whether a spreadsheet would run a cell: it begins with `=`, `+`, `-`, `@`, a tab, a carriage return, or their
/// full-width forms.
#[must_use]
pub fn is_like_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'])
}

fn cell(post: &Post, field: Field) -> String {
    let details = &post.details;
    match field {
        Field::Organisation => post.organisation.to_string(),
        _ => said(details, field).unwrap_or_default(),
    }
}

/// What the details say of a field, in the words that [`Entered`](super::Entered) reads.
pub(crate) fn said(details: &Details, field: Field) -> Option<String> {
    let pay = details.pay.as_ref();
    let joined = |words: &[String]| (!words.is_empty()).then(|| words.join("; "));
    match field {
        Field::Organisation => None,
        Field::Reference => details.reference.clone(),
        Field::TitleZh => details.title.zh().map(str::to_owned),
        Field::TitleEn => details.title.en().map(str::to_owned),
        Field::DescriptionZh => details.description.zh().map(str::to_owned),
        Field::DescriptionEn => details.description.en().map(str::to_owned),
        Field::CscoCode => details.csco.as_ref().map(ToString::to_string),
        Field::IscoCode => details.isco.as_ref().map(ToString::to_string),
        Field::Place => Some(details.place.to_string()),
        Field::PlacesCount => details.places_count.map(|count| count.to_string()),
        Field::PayFrom => pay.map(|pay| pay::digits(pay.from())),
        Field::PayTo => pay.map(|pay| pay::digits(pay.to())),
        Field::PayCurrency => pay.map(|pay| pay.currency().code().to_owned()),
        Field::PayPer => pay.map(|pay| pay.per().id().to_owned()),
        Field::Degree => details.degree.map(|degree| degree.id().to_owned()),
        Field::ExperienceYears => details.experience_months.map(experience),
        Field::Skills => joined(&details.skills),
        Field::Languages => joined(&details.languages.iter().map(ToString::to_string).collect::<Vec<_>>()),
        Field::Licences => joined(&details.licences),
        Field::EmploymentType => details.employment_type.map(|kind| kind.id().to_owned()),
        Field::Opens => details.opens.map(|date| date.to_string()),
        Field::Closes => Some(details.closes.to_string()),
    }
}

/// Whole years as years, else months.
fn experience(months: u16) -> String {
    if months.is_multiple_of(12) { (months / 12).to_string() } else { format!("{months} months") }
}

fn push_line(out: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

fn quoted(cell: &str) -> String {
    let sign = if is_like_a_formula(cell) { "'" } else { "" };
    if sign.is_empty() && !cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        return cell.to_owned();
    }
    format!("\"{sign}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_disarmed() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(quoted(cell), format!("\"'{cell}\""));
        }
        assert_eq!(quoted("a=1"), "a=1");
        assert_eq!(quoted("say \"no\", twice"), "\"say \"\"no\"\", twice\"");
    }

    #[test]
    fn experience_is_written_as_it_is_read() {
        assert_eq!([0, 36, 18].map(experience), ["0", "3", "18 months"]);
    }
}
