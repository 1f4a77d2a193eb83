//! What happens to the lines of logs on their way to an administrator.

/// A change of a line, which gets its number.
pub type Prefixed = fn(usize, &str) -> String;

/// What may precede each line, by name.
pub const PREFIXES: [(&str, Prefixed); 7] = [
    ("indented", |_, line| format!("    {line}")),
    ("indented by a tab", |_, line| format!("\t{line}")),
    ("quoted", |_, line| format!("> {line}")),
    ("Select-String", |number, line| format!("C:\\Logs\\notes.txt:{number}:{line}")),
    ("findstr", |_, line| format!("notes.txt:{line}")),
    ("grep", |number, line| format!("./logs/notes.txt:{number}:{line}")),
    ("syslog", |_, line| format!("<134>Mar  2 08:00:00 ex19 log: {line}")),
];

/// The lines of a text, each changed; lines without text stay as they are.
pub fn each_line(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    let line = |(place, line): (usize, &str)| {
        let (text, end) = line.find(['\r', '\n']).map_or((line, ""), |end| line.split_at(end));
        if text.trim().is_empty() { line.to_string() } else { change(place + 1, text) + end }
    };
    text.split_inclusive('\n').enumerate().map(line).collect()
}

/// A line cut at a column, as a console and some mail programs do it.
pub fn cut(line: &str, width: usize) -> String {
    let characters: Vec<char> = line.chars().collect();
    characters.chunks(width).map(|piece| piece.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
}

/// A line broken between words; longer words are cut at the column.
pub fn filled(line: &str, width: usize) -> String {
    let (mut broken, mut rest) = (String::new(), line);
    while let Some((end, _)) = rest.char_indices().nth(width) {
        let blank = if rest[end..].starts_with(' ') { Some(end) } else { rest[..end].rfind(' ') };
        let blank = blank.filter(|&blank| blank > 0);
        broken += &rest[..blank.unwrap_or(end)];
        broken.push('\n');
        rest = &rest[blank.map_or(end, |blank| blank + 1)..];
    }
    broken + rest
}
