//! M03: the out-patient consultation and the e-prescription.
