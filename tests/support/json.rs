//! JSON that people can read and compare: whatever fits into a line is on one line, as is every entry of a session.

use serde_json::Value;

const WIDTH: usize = 120;

/// Writes a value, followed by a line end.
pub fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, "", &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, indent: usize, name: &str, into: &mut String) {
    let line = value.to_string();
    let is_entry = name == "entries" && value.is_object();
    let breaks = match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => false,
    };
    if !breaks || is_entry || indent + name.len() + line.len() <= WIDTH {
        into.push_str(&line);
        return;
    }
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| (String::new(), name, item));
            write_parts(['[', ']'], items, indent, into);
        }
        Value::Object(fields) => {
            let fields =
                fields.iter().map(|(name, value)| (format!("{}: ", Value::from(name.as_str())), name.as_str(), value));
            write_parts(['{', '}'], fields, indent, into);
        }
        _ => {}
    }
}

fn write_parts<'v>(
    brackets: [char; 2],
    parts: impl Iterator<Item = (String, &'v str, &'v Value)>,
    indent: usize,
    into: &mut String,
) {
    into.push(brackets[0]);
    for (number, (prefix, name, value)) in parts.enumerate() {
        into.push_str(if number == 0 { "\n" } else { ",\n" });
        into.push_str(&" ".repeat(indent + 2));
        into.push_str(&prefix);
        write(value, indent + 2, name, into);
    }
    into.push('\n');
    into.push_str(&" ".repeat(indent));
    into.push(brackets[1]);
}
