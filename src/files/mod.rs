//! Files that operators take away, whatever they say: workbooks and zips. Knows nothing of benefits.

pub mod workbook;
pub mod zip;
