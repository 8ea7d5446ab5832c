//! Runs a file of CEL conformance cases: `cargo run -p rules --example conformance -- FILE`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else { return ExitCode::from(2) };
    let Ok(text) = std::fs::read_to_string(path) else { return ExitCode::from(2) };
    let Ok(report) = rules::conformance::run(&text) else { return ExitCode::from(2) };
    #[expect(clippy::print_stdout, reason = "this is what the example is for")]
    {
        println!(
            "{} cases: {} passed, {} outside, {} failed",
            report.cases, report.passed, report.outside, report.failed
        );
        println!("{:#?}", report.outside_by);
        for case in &report.outside_cases {
            println!("{} {} {} {} {}", case.construct, case.file, case.section, case.name, case.place);
        }
        for case in &report.failed_cases {
            println!(
                "{} {} {}: {} | {} | {}",
                case.file, case.section, case.name, case.expr, case.expected, case.got
            );
        }
    }
    ExitCode::SUCCESS
}
