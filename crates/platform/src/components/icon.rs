//! Line icons from lucide (ISC, see `assets/LICENSES.md`), drawn into the page so that they take the colour of the text.

use std::fmt::{self, Display, Formatter};

/// The icons that pages may use. To add one, put its file from `lucide-static` into `assets/icons` and name it here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconName {
    /// A tick.
    Check,
    /// A cross.
    X,
    /// An arrow onward.
    ArrowRight,
    /// A calendar sheet.
    Calendar,
    /// A place.
    MapPin,
    /// An organisation.
    Building,
    /// A paper.
    FileText,
    /// A magnifying glass.
    Search,
    /// A person.
    User,
    /// A clock.
    Clock,
    /// An arrow up, out of a tray.
    Upload,
    /// An arrow down, into a tray.
    Download,
    /// A pair of scales: the law.
    Scale,
    /// A post.
    Briefcase,
    /// An i in a circle.
    Info,
    /// A shoot.
    Sprout,
}

impl IconName {
    /// The file, as the package has it.
    const fn svg(self) -> &'static str {
        match self {
            Self::Check => include_str!("../../assets/icons/check.svg"),
            Self::X => include_str!("../../assets/icons/x.svg"),
            Self::ArrowRight => include_str!("../../assets/icons/arrow-right.svg"),
            Self::Calendar => include_str!("../../assets/icons/calendar.svg"),
            Self::MapPin => include_str!("../../assets/icons/map-pin.svg"),
            Self::Building => include_str!("../../assets/icons/building-2.svg"),
            Self::FileText => include_str!("../../assets/icons/file-text.svg"),
            Self::Search => include_str!("../../assets/icons/search.svg"),
            Self::User => include_str!("../../assets/icons/user-round.svg"),
            Self::Clock => include_str!("../../assets/icons/clock.svg"),
            Self::Upload => include_str!("../../assets/icons/upload.svg"),
            Self::Download => include_str!("../../assets/icons/download.svg"),
            Self::Scale => include_str!("../../assets/icons/scale.svg"),
            Self::Briefcase => include_str!("../../assets/icons/briefcase.svg"),
            Self::Info => include_str!("../../assets/icons/info.svg"),
            Self::Sprout => include_str!("../../assets/icons/sprout.svg"),
        }
    }

    /// What is drawn: everything between the file's `<svg …>` and `</svg>`.
    fn drawing(self) -> &'static str {
        let after_open = self.svg().split_once("<svg").and_then(|(_, rest)| rest.split_once('>'));
        let inner = after_open.and_then(|(_, inner)| inner.rsplit_once("</svg>"));
        inner.map(|(inner, _)| inner.trim()).unwrap_or_default()
    }
}

/// An icon beside words. It is never read out, so the words must say it all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon {
    name: IconName,
    class: &'static str,
}

impl Icon {
    /// An icon as high as the text around it.
    #[must_use]
    pub const fn new(name: IconName) -> Self {
        Self { name, class: "wotu-icon" }
    }

    /// The icon with another class.
    #[must_use]
    pub const fn class(self, class: &'static str) -> Self {
        Self { name: self.name, class }
    }
}

impl Display for Icon {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "<svg class=\"{}\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" \
             stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" \
             focusable=\"false\">{}</svg>",
            self.class,
            self.name.drawing()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_has_a_drawing_and_stays_silent() {
        let icon = Icon::new(IconName::Check).to_string();
        assert!(icon.contains("<path d=\""), "{icon}");
        assert!(icon.contains("aria-hidden=\"true\""), "{icon}");
    }
}
