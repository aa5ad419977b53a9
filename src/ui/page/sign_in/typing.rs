//! Typing in a field of the page and leaving it, whatever the field means.

use std::str::FromStr;

use super::{SignIn, Which};
use crate::plan::field::Field;

/// What happens to a field, whatever it means.
pub(super) trait What {
    fn happen<T: FromStr>(self, field: &mut Field<T>);
}

pub(super) struct Leaving;

impl What for Leaving {
    fn happen<T: FromStr>(self, field: &mut Field<T>) {
        field.leave();
    }
}

pub(super) struct Typing(pub String);

impl What for Typing {
    fn happen<T: FromStr>(self, field: &mut Field<T>) {
        field.set(self.0);
    }
}

impl SignIn {
    pub(super) fn field(&mut self, which: Which, what: impl What) {
        match which {
            Which::Ca => what.happen(&mut self.ca),
            Which::Domain => what.happen(&mut self.domain),
            Which::Id => what.happen(&mut self.id),
            Which::Project => what.happen(&mut self.project),
            Which::Region => what.happen(&mut self.region),
            Which::Url => what.happen(&mut self.url),
            Which::User => what.happen(&mut self.user),
        }
    }
}
