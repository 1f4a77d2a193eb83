//! The tests of the engine as a whole, one program: it is compiled and linked once, and keeps all cores busy.

#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

mod batches;
mod binding;
mod chunking;
mod coverage;
mod credentials;
mod damage;
mod detection;
mod exports;
mod findings;
mod formats;
mod generator;
mod golden;
mod grouping;
mod independent;
mod layers;
mod messages;
mod narrowing;
mod noise;
mod origin;
mod publishing;
mod query;
mod query_speed;
mod records;
mod related;
mod replay;
mod requests;
mod secrets;
mod seeds;
mod services;
mod steps;
mod summaries;
mod support;
mod timeline;
mod unusual;
