//! The content, read once.

use crate::parts::Part;
use crate::{Outcome, ServiceError, Services};
use abhyas_curriculum::Curriculum;
use std::sync::Arc;

/// The content of this build, or why it is not sound (a test forbids that).
#[derive(Debug)]
pub struct Content(Result<Arc<Curriculum>, String>);

impl Part for Content {
    fn make(_: &Services) -> Self {
        Self(Curriculum::load().map(Arc::new).map_err(|error| error.to_string()))
    }
}

/// The exercises and lessons of this build.
///
/// # Errors
/// [`ServiceError::Internal`] when the build's content is not sound.
pub fn curriculum(services: &Services) -> Outcome<Arc<Curriculum>> {
    services.part::<Content>().0.clone().map_err(ServiceError::Internal)
}
