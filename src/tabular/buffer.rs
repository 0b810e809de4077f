//! Buffers that bytes are read into.

/// Lengthens a buffer to at least `len` bytes. The memory of an empty one comes from the system, which has zeroed it: only the part
/// that is read into is touched, and small files need little of it.
pub(super) fn lengthen(buffer: &mut Vec<u8>, len: usize) {
    if buffer.is_empty() {
        *buffer = vec![0; len];
    } else if buffer.len() < len {
        buffer.resize(len, 0);
    }
}
