//! On what was measured: a figure without its machine says nothing.

use std::path::Path;

/// Cores, processor, memory, system and revision, as far as they can be read.
pub fn describe(root: &Path) -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let processor =
        field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|total| total.split(' ').next()?.parse::<u32>().ok())
        .map_or_else(
            || "memory unknown".to_owned(),
            |kib| format!("{:.1} GB", f64::from(kib) * 1024.0 / 1e9),
        );
    let load = read("/proc/loadavg").split(' ').next().unwrap_or("unknown").to_owned();
    format!(
        "{cores} cores ({processor}), {memory}, {} {}; load before the run: {load}; revision {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        revision(root)
    )
}

/// The value of the first line `name : value`.
fn field(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}

/// The commit, and whether the tree differs from it.
fn revision(root: &Path) -> String {
    let git = |arguments: &[&str]| {
        let output = std::process::Command::new("git").args(arguments).current_dir(root).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    match git(&["rev-parse", "--short", "HEAD"]) {
        None => "unknown".to_owned(),
        Some(commit) if git(&["status", "--porcelain"]).is_some_and(|changed| changed.is_empty()) => commit,
        Some(commit) => format!("{commit} with changes that are not committed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_by_its_name() {
        let text = "MemFree:  1 kB\nMemTotal:       16316412 kB\n";
        assert_eq!(field(text, "MemTotal").as_deref(), Some("16316412 kB"));
        assert_eq!(field(text, "Swap"), None);
    }
}
