//! Who is due a certificate, issuing, revoking, verifying.
