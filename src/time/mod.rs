//! Calendar values and interval algebra. Knows no text.
//!
//! The calendar is the proleptic Gregorian one with astronomical years (`0` is 1 BC), as in ISO 8601. The unit is the day.

pub mod distance;
pub mod edtf;
pub mod granularity;
pub mod interval;
pub mod relation;

pub use distance::Distance;
pub use edtf::Edtf;
pub use granularity::Granularity;
pub use interval::Interval;
pub use relation::Relation;
