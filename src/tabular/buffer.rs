//! Buffers that bytes are read into.

/// Lengthens a buffer to at least `len` bytes.
///
/// A new one asks the allocator for zeroed memory, which for large sizes touches no page before something is read into it. Filling
/// it took an eighth of the instructions of `price` on a small file.
pub(super) fn lengthen(buffer: &mut Vec<u8>, len: usize) {
    if buffer.capacity() == 0 {
        *buffer = vec![0; len];
    } else if buffer.len() < len {
        buffer.resize(len, 0);
    }
}
