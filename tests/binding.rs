//! The types that the binding declares to TypeScript are those of the objects that it returns.
//!
//! wasm-bindgen takes a declared type on trust. Each method that declares one therefore names the Rust type of the
//! object where it converts it (`to_object::<Type>`, `once_known::<Type>`), and the two must agree. Columns and batches are declared where they are built.

use syn::visit::Visit;
use syn::{Attribute, GenericArgument, ImplItem, ImplItemFn, Item, PathArguments, PathSegment, Type};

/// The methods that return no objects but columns or batches, and their types.
const BUILT: [(&str, &str); 5] = [
    ("window", "SessionWindow | undefined"),
    ("timeline", "Timeline | undefined"),
    ("push", BATCHES),
    ("flush", BATCHES),
    ("end_file", BATCHES),
];

const BATCHES: &str = "Uint8Array<ArrayBuffer>[]";

/// The source of the binding, a text for each file.
fn binding() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/wasm");
    std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

/// The methods of a binding that declare a type: name, declared type, and the types of the objects that they convert.
fn declared(source: &str) -> Vec<(String, String, Vec<String>)> {
    let file = syn::parse_file(source).unwrap();
    let methods = file.items.into_iter().filter_map(|item| match item {
        Item::Impl(block) => Some(block.items),
        _ => None,
    });
    let declared = |item: ImplItem| {
        let ImplItem::Fn(method) = item else { return None };
        let name = method.sig.ident.to_string();
        let declared = method.attrs.iter().find_map(return_type)?;
        Some((name, declared, converted(&method)))
    };
    methods.flatten().filter_map(declared).collect()
}

/// The declared type in an attribute, `Summary` for `#[wasm_bindgen(unchecked_return_type = "Summary")]`.
fn return_type(attribute: &Attribute) -> Option<String> {
    let mut found = None;
    let _ = attribute.parse_nested_meta(|meta| {
        if let Ok(value) = meta.value() {
            let value: syn::Expr = value.parse()?;
            if let (true, syn::Expr::Lit(literal)) = (meta.path.is_ident("unchecked_return_type"), value)
                && let syn::Lit::Str(text) = literal.lit
            {
                found = Some(text.value());
            }
        }
        Ok(())
    });
    found
}

/// The types that a method converts, as TypeScript writes them.
fn converted(method: &ImplItemFn) -> Vec<String> {
    struct Conversions(Vec<String>);
    impl Visit<'_> for Conversions {
        fn visit_path_segment(&mut self, segment: &PathSegment) {
            if let Some(more) = in_steps(segment)
                && let PathArguments::AngleBracketed(arguments) = &segment.arguments
                && let Some(GenericArgument::Type(of)) = arguments.args.first()
            {
                self.0.push(in_typescript(of) + more);
            }
            syn::visit::visit_path_segment(self, segment);
        }
    }
    let mut conversions = Conversions(vec![]);
    conversions.visit_impl_item_fn(method);
    conversions.0
}

/// What a conversion adds to the type: an answer that takes steps may be undefined. `None` for what is no conversion.
fn in_steps(segment: &PathSegment) -> Option<&'static str> {
    match segment.ident.to_string().as_str() {
        "to_object" => Some(""),
        "once_known" => Some(" | undefined"),
        _ => None,
    }
}

/// `Summary` for `Summary`, `Summary[]` for `Vec<Summary>`, `Summary | null` for `Option<Summary>`.
fn in_typescript(of: &Type) -> String {
    let Type::Path(path) = of else { return String::new() };
    let Some(last) = path.path.segments.last() else { return String::new() };
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if last.ident == "Vec" || last.ident == "Option" => {
            let more = if last.ident == "Vec" { "[]" } else { " | null" };
            match arguments.args.first() {
                Some(GenericArgument::Type(item)) => in_typescript(item) + more,
                _ => String::new(),
            }
        }
        _ => last.ident.to_string(),
    }
}

/// Whether the methods that declare a type return an object of that type, and of no other; they may also return nothing,
/// while it is worked out.
fn wrong(source: &str) -> Vec<String> {
    let agrees = |(name, declared, converted): &(String, String, Vec<String>)| {
        let object = declared.strip_suffix(" | undefined").unwrap_or(declared);
        BUILT.contains(&(name, declared)) || converted == &[declared.as_str()] || converted == &[object]
    };
    declared(source).into_iter().filter(|method| !agrees(method)).map(|(name, ..)| name).collect()
}

#[test]
fn declared_types_are_the_returned_ones() {
    assert!(binding().iter().map(|source| declared(source).len()).sum::<usize>() > 10);
    for source in binding() {
        assert_eq!(wrong(&source), [""; 0]);
    }
}

#[test]
fn a_wrong_declaration_is_found() {
    let method = |declared: &str, body: &str| {
        format!(
            r#"impl E {{ #[wasm_bindgen(js_name = x, unchecked_return_type = "{declared}")] fn x() {{ {body} }} }}"#
        )
    };
    assert_eq!(wrong(&method("Summary", "to_object::<Summary>(&s)")), [""; 0]);
    assert_eq!(wrong(&method("Summary[]", "to_object::<Vec<Summary>>(&s)")), [""; 0]);
    assert_eq!(wrong(&method("Summary | null", "to_object::<Option<Summary>>(&s)")), [""; 0]);
    assert_eq!(wrong(&method("Summary | undefined", "once_known::<Summary>(s)")), [""; 0]);
    for (declared, body) in [
        ("Summary", "once_known::<Summary>(s)"),
        ("Summary | undefined", "once_known::<Coverage>(s)"),
        ("Summary", "to_object::<Coverage>(&s)"),
        ("Summary", "to_object::<Vec<Summary>>(&s)"),
        ("Summary[]", "to_object::<Summary>(&s)"),
        ("Summary", "to_object::<Option<Summary>>(&s)"),
        ("Summary", "columns::window(&s)"),
    ] {
        assert_eq!(wrong(&method(declared, body)), ["x"], "{declared} {body}");
    }
}
