//! The binding to JavaScript: convert, delegate, convert.
//!
//! This is the only module that knows JavaScript, and it knows nothing about logs. Lists cross as columns (`columns`),
//! everything else as objects through one serializer (`to_object`), which accepts only reports. The types in the
//! signatures are declared in `www/src/contract`, where those of reports and tables are generated; the build adds
//! wasm-bindgen's declaration of [`LogEngine`], against which the page is checked.

mod answers;
mod columns;
mod conversion;
mod exporting;
mod opening;
mod parser;
mod queries;

use crate::engine::Engine;
use exporting::Export;
use wasm_bindgen::prelude::wasm_bindgen;

/// The engine as JavaScript sees it. Where an answer may be undefined, and nothing else is said of that, it takes further steps:
/// the same is asked again until it is there, and other things may be asked in between.
#[wasm_bindgen]
pub struct LogEngine {
    engine: Engine,
    export: Option<Export>,
}

/// The imports of this module's declarations.
#[wasm_bindgen(typescript_custom_section)]
const IMPORTS: &str = "\
import type {
  Completion,
  Coverage,
  CoverageWidth,
  DelayReport,
  DiagnosticReport,
  ExportContents,
  ExportFormat,
  FileState,
  FindingReport,
  FoundMessages,
  MessageWay,
  Narrowing,
  Nearby,
  QueryAnswer,
  QueryCounts,
  QueryHelp,
  QueryPart,
  QueryPiece,
  RelatedSession,
  SameRequest,
  Separator,
  SeriesMeasure,
  SessionDetail,
  Summary,
  SummaryAnswer,
  TableReport,
  TableWindow,
  TimelineSpan,
} from './reports.js';
import type { Dimension, FindingKind, LogType, SessionColumns, SortKey, SummaryOrder } from './tables.js';

type Strings = string[];
type Sums = Float64Array[];
";
