//! The region an installation serves: its name, time zone, currency, places and packs. Data from a file, so that
//! nothing is one province's alone.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Deserialize;
use vocabulary::{Currency, Lang, PlaceCode, Text};

/// The region's file, read and checked.
#[derive(Debug, Clone)]
pub struct Region {
    file: File,
    zone: TimeZone,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: PlaceCode,
    name: Text,
    service: Text,
    reference: String,
    time_zone: String,
    currency: Currency,
    packs: Vec<String>,
    open_data_licence: Option<Text>,
    source: Option<String>,
    places: Vec<Place>,
}

/// A place of the region.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// GB/T 2260 or ISO 3166-2.
    pub code: PlaceCode,
    /// What it is called.
    pub name: Text,
}

/// Why a region's file was refused: the TOML reader's words (line and column), or what is wrong with a value.
#[derive(Debug, thiserror::Error)]
#[error("the region's file: {0}")]
pub struct RegionError(String);

impl Region {
    /// Reads a region's file.
    ///
    /// # Errors
    /// What is wrong, with line and column where it is one of form.
    pub fn read(text: &str) -> Result<Self, RegionError> {
        let file: File = toml::from_str(text).map_err(|error| RegionError(error.to_string()))?;
        let zone = TimeZone::get(&file.time_zone).map_err(|error| RegionError(error.to_string()))?;
        let is_reference = (2..=4).contains(&file.reference.len())
            && file.reference.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_reference {
            return Err(RegionError("`reference` is two to four capital letters".to_owned()));
        }
        if file.source.as_ref().is_some_and(|source| !source.starts_with("https://")) {
            return Err(RegionError("`source` is an address that begins with https://".to_owned()));
        }
        if let Some(place) = file.places.iter().find(|place| !place.code.is_within(&file.code)) {
            return Err(RegionError(format!("the place {} is not within {}", place.code, file.code)));
        }
        Ok(Self { file, zone })
    }

    /// The region's own code.
    #[must_use]
    pub const fn code(&self) -> &PlaceCode {
        &self.file.code
    }

    /// What it is called.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.file.name
    }

    /// What the service is called.
    #[must_use]
    pub const fn service(&self) -> &Text {
        &self.file.service
    }

    /// What reference numbers begin with.
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.file.reference
    }

    /// Its currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.file.currency
    }

    /// Which packs are offered, the region's own first.
    #[must_use]
    pub fn packs(&self) -> &[String] {
        &self.file.packs
    }

    /// Under which licence its open data may be used, if the region has said so (`open_data_licence` in its file).
    #[must_use]
    pub const fn open_data_licence(&self) -> Option<&Text> {
        self.file.open_data_licence.as_ref()
    }

    /// Where the source of the running program is, if the region has said so (`source` in its file).
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.file.source.as_deref()
    }

    /// Its places, in the order of the file.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.file.places
    }

    /// What a place is called: its own name, or that of the place of the region it lies in, or the bare code.
    #[must_use]
    pub fn place_name(&self, code: &PlaceCode, lang: Lang) -> String {
        let exact = self.file.places.iter().find(|place| place.code == *code);
        let found = exact.or_else(|| self.file.places.iter().find(|place| code.is_within(&place.code)));
        match found {
            Some(place) => place.name.get(lang).to_owned(),
            None if *code == self.file.code => self.file.name.get(lang).to_owned(),
            None => code.to_string(),
        }
    }

    /// The civil date there.
    #[must_use]
    pub fn date_of(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// The civil date and time there.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> jiff::civil::DateTime {
        at.to_zoned(self.zone.clone()).datetime()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JILIN: &str = include_str!("../../../regions/jilin.toml");

    #[test]
    fn the_region_that_ships_reads_and_has_its_nine_places() {
        let region = Region::read(JILIN).unwrap();
        assert_eq!(region.places().len(), 9);
        assert_eq!(region.place_name(&"220184".parse().unwrap(), Lang::En), "Changchun");
        let late: Timestamp = "2026-11-22T17:00:00Z".parse().unwrap();
        assert_eq!(region.date_of(late), jiff::civil::date(2026, 11, 23));
    }

    #[test]
    fn a_region_may_name_its_licence_and_its_source() {
        let bare = Region::read(JILIN).unwrap();
        assert!(bare.open_data_licence().is_none() && bare.source().is_none());
        let more = "open_data_licence = { zh = \"甲\", en = \"A\" }\nsource = \"https://example.invalid/wotu\"\npacks =";
        let region = Region::read(&JILIN.replacen("packs =", more, 1)).unwrap();
        assert_eq!(region.open_data_licence().unwrap().get(Lang::Zh), "甲");
        assert_eq!(region.source(), Some("https://example.invalid/wotu"));
    }

    #[test]
    fn a_region_with_a_mistake_is_refused() {
        for (from, to) in [
            ("Asia/Shanghai", "Asia/Nowhere"),
            ("\"JL\"", "\"jl\""),
            ("220800", "230800"),
            ("packs", "pakcs"),
            ("\"CNY\"", "\"XXX\""),
            ("packs =", "source = \"http://example.invalid\"\npacks ="),
        ] {
            assert!(Region::read(&JILIN.replace(from, to)).is_err(), "{to}");
        }
    }
}
