//! Whether the name of a folder can be the name of a server.
//!
//! People who collect logs create a folder for each server, but also for the incident, the day, the ticket, and only
//! the name distinguishes them. So a name counts only if it is a host name and not a common name for something else; if
//! in doubt there is no server, and the user can set it.

/// The server after which a folder is named, if the name can be a server's. The extension of an archive (`EXCH01.zip`)
/// is not part of it.
pub fn server_of(folder: &str) -> Option<&str> {
    let name = without_archive_ending(folder);
    (is_host_name(name) && !is_other(name)).then_some(name)
}

/// Like [`server_of`], without a folder of Exchange below it: then the name must look like a server's, beginning with a
/// letter and ending with a number (`EXCH01`), or with a domain.
pub fn likely_server_of(folder: &str) -> Option<&str> {
    let begins = |name: &str| name.starts_with(|first: char| first.is_ascii_alphabetic());
    let numbered = |name: &str| begins(name) && name.ends_with(|last: char| last.is_ascii_digit());
    server_of(folder).filter(|name| numbered(name) || name.contains('.'))
}

/// A Windows computer name (at most 15 letters, digits and hyphens, not only digits), with or without a domain.
fn is_host_name(name: &str) -> bool {
    let mut labels = name.split('.');
    let first = labels.next().unwrap_or_default();
    let is_label = |label: &str| {
        let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    let has_letter = first.bytes().any(|byte| byte.is_ascii_alphabetic());
    let last = labels.clone().next_back().unwrap_or("local");
    let ends_in_word = last.bytes().all(|byte| byte.is_ascii_alphabetic()) && !is_in(FILE_ENDINGS, last);
    is_label(first) && has_letter && first.len() <= 15 && labels.all(is_label) && ends_in_word && name.len() <= 255
}

/// Whether the name, or the name before its number, is common for something other than a server.
fn is_other(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    // `2026-03-01T10`, `20260301a`: a day.
    let is_day = name.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    is_day || stem.len() < 2 || is_in(OTHER_NAMES, stem) || is_in(OTHER_NAMES, name)
}

fn without_archive_ending(folder: &str) -> &str {
    let Some((name, ending)) = folder.rsplit_once('.') else { return folder };
    match ending {
        _ if !is_in(ARCHIVE_ENDINGS, ending) => folder,
        _ => name.strip_suffix(".tar").unwrap_or(name),
    }
}

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

const ARCHIVE_ENDINGS: &[&str] = &["zip", "gz", "tgz", "tar", "7z", "rar", "cab"];

/// File extensions, which are not top-level domains.
const FILE_ENDINGS: &[&str] =
    &["log", "txt", "csv", "old", "bak", "tmp", "zip", "gz", "tgz", "tar", "rar", "cab", "files", "logs"];

/// Common names of folders that are not servers, without the numbers that may follow.
const OTHER_NAMES: &[&str] = &[
    "all",
    "analysis",
    "archive",
    "attachment",
    "attachments",
    "backup",
    "backups",
    "bin",
    "case",
    "collect",
    "collected",
    "collection",
    "copy",
    "customer",
    "data",
    "day",
    "default",
    "desktop",
    "diag",
    "diagnostics",
    "documents",
    "download",
    "downloads",
    "drive",
    "evidence",
    "exchange",
    "exchange2003",
    "exchange2007",
    "exchange2010",
    "exchange2013",
    "exchange2016",
    "exchange2019",
    "exchangelogs",
    "exchsrvr",
    "export",
    "exported",
    "exports",
    "extract",
    "extracted",
    "file",
    "files",
    "folder",
    "home",
    "hour",
    "inbound",
    "incident",
    "incidents",
    "inetpub",
    "input",
    "issue",
    "job",
    "log",
    "logfiles",
    "logs",
    "mail",
    "maillogs",
    "mailflow",
    "messages",
    "microsoft",
    "mnt",
    "month",
    "new",
    "node",
    "old",
    "out",
    "outbound",
    "output",
    "part",
    "problem",
    "program",
    "programs",
    "public",
    "receive",
    "recv",
    "sample",
    "samples",
    "send",
    "server",
    "servers",
    "share",
    "shared",
    "site",
    "smtp",
    "smtplogs",
    "srv",
    "support",
    "system32",
    "task",
    "temp",
    "test",
    "tests",
    "ticket",
    "tmp",
    "today",
    "trace",
    "traces",
    "transport",
    "upload",
    "uploads",
    "user",
    "users",
    "var",
    "volume",
    "week",
    "windows",
    "work",
    "yesterday",
    "zip",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_host_names() {
        for (folder, server) in [
            ("EXCH01", "EXCH01"),
            ("mbx-a", "mbx-a"),
            ("EXCH01.zip", "EXCH01"),
            ("EXCH01.tar.gz", "EXCH01"),
            ("exch01.contoso.com", "exch01.contoso.com"),
            ("exch01.contoso.com.zip", "exch01.contoso.com"),
            ("ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO"),
        ] {
            assert_eq!(server_of(folder), Some(server), "{folder}");
        }
    }

    #[test]
    fn other_folders_are_not_servers() {
        for folder in [
            "",
            "incident",
            "incident.zip",
            "Incident4711",
            "case-12",
            "Logs",
            "log1",
            "week12",
            "2026-03-01",
            "2026-03-01T10",
            "20260301a",
            "4711",
            "D",
            "D:",
            "c$",
            "my logs",
            "EXCH01_Logs",
            "-EXCH01",
            "EXCH01-",
            "ABCDEFGHIJKLMNOP",
            "EXCH01.log",
            "EXCH01..com",
            "été",
            "..",
            ".zip",
        ] {
            assert_eq!(server_of(folder), None, "{folder}");
        }
    }

    #[test]
    fn without_folders_of_exchange_a_server_needs_a_number_or_a_domain() {
        assert_eq!(likely_server_of("EXCH01"), Some("EXCH01"));
        assert_eq!(likely_server_of("mail.contoso.com"), Some("mail.contoso.com"));
        for folder in ["postmaster", "2-late", "1early", "late-2b"] {
            assert_eq!(likely_server_of(folder), None, "{folder}");
        }
        assert_eq!(likely_server_of("ticket77"), None);
    }
}
