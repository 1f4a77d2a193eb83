//! The rows of tables that match the current query: in a window, exported, and by themselves.

use super::Engine;
use crate::export::TableExporter;
use crate::report::same_request::{SameRequest, same_request};
use crate::report::table_order::TableOrder;
use crate::report::tables::{self, TableWindow};
use alloc::rc::Rc;
use core::ops::Range;

impl Engine {
    /// A step towards a window of the rows of a table that match the current query, in the order of the log or in `order`.
    pub fn table_window_step(&self, table: u32, order: Option<TableOrder>, rows: Range<u32>) -> Option<TableWindow> {
        self.rows_step(table, order, |all| tables::window(&self.archive, table, all, rows))
    }

    /// The same with some of the columns, and with the beginning of each cell, as a list shows it.
    pub fn table_part_step(
        &self,
        table: u32,
        order: Option<TableOrder>,
        rows: Range<u32>,
        columns: &[u32],
    ) -> Option<TableWindow> {
        self.rows_step(table, order, |all| tables::part(&self.archive, table, all, rows, columns))
    }

    /// A step towards an export of the given columns of the rows of a table that match the current query.
    pub fn export_table_step(&self, table: u32, order: Option<TableOrder>, columns: &[u32]) -> Option<TableExporter> {
        self.rows_step(table, order, |all| TableExporter::new(table, columns.to_vec(), all.to_vec()))
    }

    /// A step towards what is made of the rows of a table that match the current query, in an order.
    fn rows_step<T>(&self, table: u32, order: Option<TableOrder>, make: impl FnOnce(&[u32]) -> T) -> Option<T> {
        let Some(order) = order else { return Some(make(self.view.tables.of(table))) };
        let rows = self.answers.borrow_mut().rows.ask((table, order), |&(table, order)| {
            let (archive, tables) = (Rc::clone(&self.archive), Rc::clone(&self.view.tables));
            async move { Rc::new(tables.ordered(&archive, table, order).await) }
        });
        rows.map(|rows| make(&rows))
    }

    /// A step towards the position of a row of a table among those that match the current query, in an order; `None` if it does
    /// not match.
    pub fn place_of_row_step(&self, table: u32, order: Option<TableOrder>, row: u32) -> Option<Option<usize>> {
        self.rows_step(table, order, |all| all.iter().position(|&other| other == row))
    }

    /// A step towards the rows that are about the same web request as the matching row at `place`, in an order.
    pub fn same_request_step(&self, table: u32, order: Option<TableOrder>, place: u32) -> Option<SameRequest> {
        let Some(row) = self.rows_step(table, order, |all| all.get(place as usize).copied())? else {
            return Some(SameRequest::default());
        };
        self.answers.borrow_mut().requests.ask((table, row), |&(table, row)| {
            let archive = Rc::clone(&self.archive);
            async move { same_request(&archive, table, row).await }
        })
    }
}
