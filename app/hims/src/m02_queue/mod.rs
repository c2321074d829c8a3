//! M02: appointments, tokens and queues. Who is next, and is it fair?
